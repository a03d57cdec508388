"""What keeps a survey with repeated pages from being published."""

from typing import Any

import pytest

from plugins.survey.checks import problems_of
from plugins.survey.document import read_definition
from tests.plugins.survey.conftest import item, options, page, survey, text
from tests.plugins.survey.test_entries import repeated


def problems(*pages: dict[str, Any]) -> str:
    """Return what must be mended in a survey of these pages."""
    return " ".join(problems_of(read_definition(survey(page("p1", item("first", "number")), *pages))))


@pytest.mark.parametrize(
    "asked",
    [
        item("how", "hidden"),
        item("how", "pairwise"),
        item("how", "file"),
        item("how", "computed", formula={"sum": [{"q": "first"}]}),
        item("how", "radios", order="random"),
        item("how", "likert", order="reverse"),
    ],
)
def test_what_cannot_move_to_another_entry_is_refused(asked: dict[str, Any]) -> None:
    assert "“Question how?” is on a repeated page" in problems(repeated("p2", item("place"), asked))


def test_a_repeated_page_asks_something_of_everybody_who_sees_it() -> None:
    assert "it must ask something" in problems(repeated("p2", title=text("Journeys"), text=text("Words")))
    gated = item("place", show_if={"q": "first", "op": "gt", "value": 3})
    assert "its first question must be asked of everybody" in problems(repeated("p2", gated, item("how")))


def test_a_computed_value_does_not_use_one_entry_of_many() -> None:
    total = item("total", "computed", formula={"sum": [{"q": "first"}, {"q": "miles"}]})
    said = problems(repeated("p2", item("miles", "number")), page("p3", total))
    assert "The computed value “Question total?” uses “Question miles?”, which is asked for each entry." in said


def test_the_question_for_another_one_shows_no_answer() -> None:
    made = repeated("p2", item("place"))
    made["repeat"]["another"]["label"] = text("Another one than ((first|that))?")
    assert "shows an answer. It cannot." in problems(made)


def test_what_can_be_repeated_is_published() -> None:
    more = item("more", show_if={"q": "how", "op": "eq", "value": "c"})
    kinds = ("checkboxes", "likert", "number", "date", "geopoint", "budget", "ranking", "yes_no")
    made = repeated("p2", item("how", "radios", options=options("a", "b", "c")), more, *(item(k, k) for k in kinds))
    assert problems(made) == ""
