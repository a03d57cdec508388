"""Which numbers a question takes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kernel.errors import Invalid
from plugins.survey.checks import problems_of
from plugins.survey.definition import NUMBERS
from plugins.survey.document import read_definition
from plugins.survey.kinds import ALL_KINDS
from plugins.survey.limits import limits_of, takes
from plugins.survey.questions import question_from
from tests.plugins.survey.conftest import item, page, patient, survey


def asking(kind: str = "number", **limits: Any) -> Any:
    """Return a definition that asks for a number within limits."""
    return read_definition(survey(page("p1", item("n", kind, **limits))))


def test_without_a_least_it_is_0_and_no_per_cent_is_above_100() -> None:
    assert limits_of(asking().items[0]) == (0, None)
    assert limits_of(asking("per_cent").items[0]) == (0, 100)
    assert limits_of(asking(least=-5, most=7).items[0]) == (-5, 7)
    assert limits_of(asking("short_text").items[0]) == (None, None)


limit = st.none() | st.integers(-3, 103)


@patient
@given(st.sampled_from(sorted(NUMBERS)), limit, limit, st.booleans(), st.integers(-10, 210).map(lambda n: n / 2))
def test_it_takes_what_the_kind_takes(kind: str, one: int | None, two: int | None, whole: bool, number: float) -> None:
    least, most = (one, two) if None in (one, two) else sorted([one or 0, two or 0])
    definition = asking(kind, least=least, most=most, whole=whole)
    (asked,) = definition.items
    try:
        ALL_KINDS[kind].check(question_from(asked, definition), number)
    except Invalid:
        assert not takes(asked, number)
    else:
        assert takes(asked, number)


@pytest.mark.parametrize(
    ("kind", "limits", "is_none_left"),
    [
        ("number", {"most": -1}, True),
        ("number", {"least": 1.2, "most": 1.8, "whole": True}, True),
        ("number", {"least": 1.2, "most": 1.8}, False),
        ("per_cent", {"least": 101}, True),
        ("per_cent", {"least": 100}, False),
        ("money", {"most": 0}, False),
    ],
)
def test_a_question_that_no_number_can_answer_is_named(kind: str, limits: dict[str, Any], is_none_left: bool) -> None:
    problems = problems_of(asking(kind, **limits))
    assert [problem for problem in problems if "No number can answer" in problem] == problems
    assert bool(problems) is is_none_left
