"""What must be mended before a survey is published."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from plugins.survey.checks import problems_of
from plugins.survey.document import definition_from_json, empty_definition, read_definition
from tests.plugins.survey.conftest import ALL_KINDS, definitions, item, options, page, patient, survey, text

FIRST = page(
    "p1",
    item("a", "radios"),
    item("b", "checkboxes"),
    item("n", "number", least=0, most=10),
    item("t"),
    title=text("Several questions"),
)


def when(show_if: dict[str, Any], *more: dict[str, Any], **rest: Any) -> list[str]:
    """Return what is wrong with a survey whose last page has this condition."""
    last = page("p9", item("last"), show_if=show_if)
    return problems_of(read_definition(survey(FIRST, *more, last, **rest)))


def on_the_same_page(show_if: dict[str, Any]) -> list[str]:
    """Return what is wrong with a survey whose last question, on the page of the others, has this condition."""
    return problems_of(read_definition(survey({**FIRST, "items": [*FIRST["items"], item("last", show_if=show_if)]})))


def test_a_survey_of_every_kind_is_in_order() -> None:
    assert problems_of(read_definition(ALL_KINDS)) == []


@patient
@given(definitions())
def test_made_up_surveys_have_no_problem_but_repeated_words(made: dict[str, Any]) -> None:
    assert problems_of(read_definition(made)) == []


def test_a_survey_without_questions_an_empty_page_and_a_poor_choice_are_named() -> None:
    assert "has no questions" in problems_of(empty_definition())[0]
    assert "is empty" in problems_of(read_definition(survey(FIRST, page("p2"))))[0]
    assert problems_of(read_definition(survey(FIRST, page("p2", text=text("Thank you."), title=text("Thanks"))))) == []
    assert "needs a title" in problems_of(read_definition(survey(page("p1", item("a"), item("b"), title={}))))[0]
    poor = survey(page("p1", item("a", "radios", options=options("only"))))
    assert "more answers" in problems_of(read_definition(poor))[0]
    retired = survey(page("p1", item("a", "radios", options=[*options("x"), *options("y", retired=True)])))
    assert "more answers" in problems_of(read_definition(retired))[0]


def test_two_questions_with_the_same_words_are_named() -> None:
    twin = {**item("z"), "label": text("question A?")}
    assert "same words" in problems_of(read_definition(survey(FIRST, page("p2", twin))))[0]


@pytest.mark.parametrize(
    ("show_if", "said"),
    [
        ({"q": "ghost", "op": "answered"}, "no question of this survey"),
        ({"q": "last", "op": "answered"}, "is not asked before it"),
        ({"ref": "ghost"}, "no condition of this survey"),
        ({"q": "a", "op": "eq", "value": "z"}, "no answer to"),
        ({"q": "b", "op": "any_of", "value": ["a", "z"]}, "no answer to"),
        ({"q": "a", "op": "lt", "value": 3}, "does not suit"),
        ({"q": "t", "op": "eq", "value": "x"}, "does not suit"),
        ({"q": "n", "op": "eq", "value": "three"}, "Use a number"),
        ({"q": "n", "op": "gt", "value": 10}, "Nobody can reach"),
        ({"all": [{"q": "a", "op": "eq", "value": "a"}, {"q": "a", "op": "eq", "value": "b"}]}, "Nobody can reach"),
        ({"all": [{"q": "a", "op": "answered"}, {"not": {"q": "a", "op": "answered"}}]}, "Nobody can reach"),
    ],
)
def test_a_condition_that_cannot_work_is_named(show_if: dict[str, Any], said: str) -> None:
    for found in (when(show_if), on_the_same_page(show_if)):
        assert any(said in one for one in found)
        assert all("last?" in one for one in found)


@pytest.mark.parametrize(
    "show_if",
    [
        {"q": "n", "op": "between", "value": [3.25, 3.5]},
        {"q": "b", "op": "all_of", "value": ["a", "c"]},
        {"all": [{"q": "b", "op": "any_of", "value": ["a"]}, {"q": "b", "op": "none_of", "value": ["b"]}]},
        {"not": {"q": "t", "op": "answered"}},
    ],
)
def test_a_condition_that_somebody_can_fulfil_is_in_order(show_if: dict[str, Any]) -> None:
    assert when(show_if) == on_the_same_page(show_if) == []


def test_a_question_behind_one_that_nobody_is_asked_with_that_answer_is_a_dead_end() -> None:
    only_a = {"q": "a", "op": "eq", "value": "a"}
    middle, both = item("m", show_if=only_a), [{"q": "m", "op": "answered"}, {"q": "a", "op": "eq", "value": "b"}]
    asked = [*FIRST["items"], middle, item("z", show_if={"all": both})]
    assert problems_of(read_definition(survey({**FIRST, "items": asked}))) == [
        "Nobody can reach the question “Question z?”: no answers fulfil its condition. Change it."
    ]
    first = survey(page("p1", item("a", show_if={"q": "b", "op": "answered"}), item("b")))
    assert "must be asked of everybody" in "".join(problems_of(read_definition(first)))


def test_a_page_behind_a_page_that_nobody_sees_with_that_answer_is_a_dead_end() -> None:
    middle = page("p2", item("m", "radios"), show_if={"q": "a", "op": "eq", "value": "a"})
    both = {"all": [{"q": "m", "op": "answered"}, {"q": "a", "op": "eq", "value": "b"}]}
    assert "Nobody can reach" in when(both, middle)[0]
    assert when({"q": "m", "op": "answered"}, middle) == []


def test_the_first_page_is_for_everybody_and_named_conditions_do_not_chain() -> None:
    first = {**FIRST, "show_if": {"q": "a", "op": "answered"}}
    assert any("must be shown to everybody" in problem for problem in problems_of(read_definition(survey(first))))
    named = [{"id": "one", "when": {"ref": "two"}}, {"id": "two", "when": {"ref": "one"}}]
    assert any("cannot refer to another" in one for one in when({"ref": "one"}, conditions=named))


def test_the_example_in_the_reference_is_in_order() -> None:
    reference = Path(__file__).parents[3] / "docs" / "survey-definition.md"
    example = re.search(r"```json\n(.*?)```", reference.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    assert problems_of(definition_from_json(example[1])) == []
