"""What computed values are made from, and what is said before a survey with a poor one is published."""

from typing import Any

import pytest

from plugins.survey.checks import problems_of
from plugins.survey.comparison import differences
from plugins.survey.definition import Definition
from plugins.survey.document import read_definition
from plugins.survey.models import ChangeClass
from plugins.survey.questions import question_from
from plugins.survey.working_out import numbers_of, usable
from tests.plugins.survey.conftest import item, options, page, survey

VALUED = [{**one, "value": value} for value, one in enumerate(options("lo", "hi"), start=1)]
APART = [{**one, "missing": "pnts", "exclusive": True, "value": 9} for one in options("pnts")]
EARLIER = (
    item("adults", "number", least=1, most=9, whole=True),
    item("free", "number"),
    item("share", "per_cent"),
    item("scale", "likert", options=[*VALUED, *APART]),
    item("plain", "radios"),
    item("boxes", "checkboxes", options=[*options("x", "y"), *options("none", exclusive=True), *APART]),
    item("why"),
)


def with_formula(formula: Any, *later: dict[str, Any]) -> Definition:
    """Return a survey with a computed value behind all kinds of questions, and before others."""
    asked = survey(page("p1", *EARLIER), page("p2", item("made", "computed", formula=formula)), *later)
    return read_definition(asked)


@pytest.mark.parametrize(
    ("formula", "limits"),
    [
        ({"sum": [{"q": "adults"}, {"q": "scale"}]}, (2, 11, True)),
        ({"sum": [{"q": "adults"}, {"q": "scale"}], "missing": "skip"}, (1, 11, True)),
        ({"sum": [{"q": "adults"}, {"q": "free"}]}, (1, None, False)),
        ({"mean": [{"q": "adults"}, 20]}, (1, 20, False)),
        ({"max": [{"q": "adults"}, {"q": "share"}]}, (1, 100, False)),
        ({"min": [{"q": "adults"}, {"q": "scale"}]}, (1, 2, True)),
        ({"difference": [{"q": "adults"}, {"q": "free"}]}, (None, 9, False)),
        ({"count": "boxes"}, (0, 2, True)),
    ],
)
def test_its_limits_follow_from_those_of_what_it_is_made_from(formula: Any, limits: tuple[Any, ...]) -> None:
    made = with_formula(formula)
    found = question_from(made.find_item("made"), made)
    assert (found.minimum, found.maximum, found.is_whole) == limits
    assert found.is_hidden
    assert not found.is_public
    assert problems_of(made) == []


def test_boxes_count_as_one_and_what_says_nothing_is_no_number() -> None:
    made = with_formula({"count": "boxes"})
    assert numbers_of(made.find_item("boxes")) == {"x": 1, "y": 1, "none": 0}
    assert numbers_of(made.find_item("scale")) == {"lo": 1, "hi": 2}
    assert [one.key for one in made.items if usable(one)] == ["adults", "free", "share", "scale", "made"]


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ({"sum": [{"q": "nothing"}]}, "no question of this survey"),
        ({"sum": [{"q": "after"}]}, "not asked before it"),
        ({"sum": [{"q": "made"}]}, "not asked before it"),
        ({"sum": [{"q": "why"}]}, "are no numbers"),
        ({"sum": [{"q": "boxes"}]}, "are no numbers"),
        ({"sum": [{"q": "plain"}]}, "have no values"),
        ({"max": [1, {"sum": [{"q": "plain"}]}]}, "have no values"),
        ({"count": "scale"}, "not answered by ticking"),
    ],
)
def test_what_it_cannot_be_made_from_is_told_before_publishing(formula: Any, told: str) -> None:
    (problem,) = problems_of(with_formula(formula, page("p3", item("after", "number"))))
    assert told in problem


def test_a_circle_in_a_draft_has_no_limits_and_no_end() -> None:
    made = read_definition(
        survey(
            page("p1", item("a", "computed", formula={"sum": [{"q": "b"}]})),
            page("p2", item("b", "computed", formula={"sum": [{"q": "a"}, {"q": "a"}]})),
        )
    )
    found = question_from(made.find_item("b"), made)
    assert (found.minimum, found.maximum, found.is_whole) == (None, None, False)


def test_nothing_on_its_own_page_depends_on_it() -> None:
    asked = item("more", show_if={"q": "made", "op": "ge", "value": 4})
    formula = {"sum": [{"q": "adults"}]}
    same = survey(page("p1", *EARLIER, item("made", "computed", formula=formula), asked))
    (problem,) = problems_of(read_definition(same))
    assert "worked out only after" in problem
    assert problems_of(with_formula(formula, page("p3", asked))) == []


def test_another_formula_is_another_question() -> None:
    formula = {"sum": [{"q": "adults"}]}
    before, after = with_formula(formula), with_formula({**formula, "missing": "skip"})
    (found,) = differences(before, after)
    assert found.level is ChangeClass.BREAKING
    assert "another way" in found.sentence
    assert differences(before, before) == []
