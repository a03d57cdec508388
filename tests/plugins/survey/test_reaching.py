"""Pages, questions and answers that nobody can reach."""

from collections.abc import Sequence
from itertools import chain, combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.survey import reaching
from plugins.survey.checks import problems_of
from plugins.survey.document import read_definition
from plugins.survey.questions import questionnaire_from
from plugins.survey.reaching import dead_ends
from tests.plugins.survey.conftest import item, options, page, survey, text

FIRST = page(
    "p1",
    item("must", "radios", required=True),
    item("free", "radios"),
    item("n", "number"),
    item("w", "number", whole=True, least=0, most=9),
    item("share", "per_cent"),
    item("cost", "money"),
    item("boxes", "checkboxes", options=[*options("a", "b", "c", "d"), *options("none", exclusive=True)]),
    title=text("Several questions"),
)


def when(key: str, operator: str, value: object = None) -> dict[str, Any]:
    """Return a comparison."""
    return {"q": key, "op": operator} if value is None else {"q": key, "op": operator, "value": value}


def ending(name: str, condition: dict[str, Any]) -> dict[str, Any]:
    """Return a page at which the survey ends for some."""
    return page(name, title=text(f"End {name}"), text=text("Thank you."), exit=True, show_if=condition)


def dead(*pages: dict[str, Any]) -> list[str]:
    """Return what nobody can reach in a survey of these pages, of which nothing else is wrong."""
    definition = read_definition(survey(*pages))
    assert problems_of(definition) == [*dead_ends(definition)]
    return [*dead_ends(definition)]


@pytest.mark.parametrize(
    "condition",
    [
        when("n", "lt", 0),
        when("share", "gt", 100),
        when("w", "eq", 1.5),
        {"all": [when("w", "gt", 1), when("w", "lt", 2)]},
        {"all": [when("cost", "gt", 1), when("cost", "lt", 1.01)]},
        {"not": when("must", "answered")},
        {"all": [when("must", "ne", code) for code in "abc"]},
        when("boxes", "all_of", ["a", "none"]),
        {"all": [when("boxes", "any_of", ["a"]), {"not": {"any": [when("boxes", "answered")]}}]},
    ],
)
def test_a_condition_that_no_answers_fulfil_is_named(condition: dict[str, Any]) -> None:
    assert dead(FIRST, page("p2", item("last"), show_if=condition)) == [
        "Nobody can reach the page “Question last?”: no answers fulfil its condition. Change it."
    ]


@pytest.mark.parametrize(
    "condition",
    [
        {"not": when("free", "answered")},
        {"all": [when("cost", "gt", 1.25), when("cost", "lt", 1.27)]},
        {"all": [when("n", "gt", 3.25), when("n", "lt", 3.26)]},
        {"all": [*(when("boxes", "any_of", [code]) for code in "ab"), *(when("boxes", "none_of", [c]) for c in "cd")]},
        {"all": [when("boxes", "any_of", ["a", "b"]), {"not": when("boxes", "all_of", ["a", "b"])}]},
    ],
)
def test_a_condition_that_some_answers_fulfil_is_in_order(condition: dict[str, Any]) -> None:
    assert dead(FIRST, page("p2", item("last"), show_if=condition)) == []


def test_a_page_behind_many_ends_is_looked_at_too() -> None:
    asked = [page(f"a{number}", item(f"a{number}", "yes_no")) for number in range(14)]
    ends = [ending(f"e{number}", when(f"a{number}", "eq", "no")) for number in range(14)]
    assert dead(*asked, *ends, page("last", item("last"))) == []
    (found,) = dead(*asked, *ends, page("last", item("last"), show_if=when("a0", "eq", "no")))
    assert found.startswith("Nobody can reach the page “Question last?”")


def test_a_page_before_which_the_survey_ends_for_everybody_is_named() -> None:
    ends = [ending(f"e{code}", when("must", "eq", code)) for code in "abc"]
    assert dead(FIRST, *ends[:2], page("last", item("last"))) == []
    assert dead(FIRST, *ends, page("last", item("last"))) == [
        "Nobody can reach the page “Question last?”: the survey ends before it for everybody. Change for whom it ends."
    ]


def test_an_answer_counts_only_for_those_to_whom_it_is_offered() -> None:
    offered = [*options("x"), *options("y", show_if=when("must", "eq", "a"))]
    second = page("p2", item("second", "radios", options=offered))
    both = {"all": [when("second", "eq", "y"), when("must", "eq", "b")]}
    assert dead(FIRST, second, page("p3", item("last"), show_if=when("second", "eq", "y"))) == []
    assert len(dead(FIRST, second, page("p3", item("last"), show_if=both))) == 1


def test_a_long_chain_of_pages_is_followed_to_its_end() -> None:
    chained = [page("c0", item("c0", "yes_no"))]
    for number in range(1, 60):
        asked = item(f"c{number}", "yes_no")
        chained.append(page(f"c{number}", asked, show_if=when(f"c{number - 1}", "eq", "yes")))
    assert dead(*chained, page("last", item("last"), show_if=when("c59", "eq", "yes"))) == []
    both = {"all": [when("c59", "eq", "yes"), when("c0", "eq", "no")]}
    assert len(dead(*chained, page("last", item("last"), show_if=both))) == 1


def test_where_there_is_too_much_to_try_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [f"c{number}" for number in range(30)]
    wide = page("p1", item("wide", "checkboxes", options=options(*codes)))
    each = {"all": [when("wide", "any_of", [code]) for code in codes]}
    assert dead(wide, page("p2", item("last"), show_if={"all": [each, {"not": each}]})) == []
    never = page("p2", item("last"), show_if={"not": when("must", "answered")})
    monkeypatch.setattr(reaching, "MAX_STEPS", 2)
    assert dead(FIRST, never) == []


def some_of(codes: str) -> Sequence[list[str]]:
    """Return every choice among these codes, but none."""
    return [[*chosen] for number in (1, 2, 3) for chosen in combinations(codes, number)]


ANSWERS: dict[str, Sequence[object]] = {"radios": "abc", "checkboxes": some_of("abc"), "number": [0, 1, 2]}
LIMITS = {"least": 0, "most": 2, "whole": True}


@st.composite
def conditions(draw: st.DrawFn, earlier: Sequence[tuple[str, str]], depth: int = 0) -> dict[str, Any]:
    """Make a condition up about earlier questions."""
    if depth < 2 and draw(st.booleans()):
        parts = draw(st.lists(conditions(earlier, depth + 1), min_size=1, max_size=3))
        return draw(st.sampled_from([{"all": parts}, {"any": parts}, {"not": parts[0]}]))
    key, kind = draw(st.sampled_from(earlier))
    if kind == "radios":
        return when(key, draw(st.sampled_from(["eq", "ne"])), draw(st.sampled_from("abc")))
    if kind == "checkboxes":
        operator = draw(st.sampled_from(["any_of", "all_of", "none_of"]))
        return when(key, operator, draw(st.sampled_from(some_of("abc"))))
    return when(key, draw(st.sampled_from(["lt", "gt", "eq", "ne"])), draw(st.sampled_from([0, 0.5, 1, 2])))


@st.composite
def branching(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Make up the pages of a survey of which few questions have few answers each, and nearly all have conditions."""
    pages: list[dict[str, Any]] = []
    earlier: list[tuple[str, str]] = []
    for number in range(draw(st.integers(2, 4))):
        if number and draw(st.booleans()):
            pages.append(ending(f"e{number}", draw(conditions(earlier))))
        kind = draw(st.sampled_from([*ANSWERS]))
        limits = LIMITS if kind == "number" else {}
        asked = page(f"p{number}", item(f"k{number}", kind, required=draw(st.booleans()), **limits))
        if number and draw(st.integers(0, 3)):
            asked["show_if"] = draw(conditions(earlier))
        pages.append(asked)
        earlier.append((f"k{number}", kind))
    return pages


@settings(deadline=None, max_examples=60)
@given(branching())
def test_a_page_is_named_just_where_no_answers_lead_to_it(pages: list[dict[str, Any]]) -> None:
    definition = read_definition(survey(*pages))
    asked = questionnaire_from(definition, activity_id=1, version=1, title="")
    tries = [[*ANSWERS[one.kind], *([] if one.required else [None])] for one in definition.items]
    keys = [one.key for one in definition.items]
    given_ones = (
        {key: answer for key, answer in zip(keys, answers, strict=True) if answer is not None}
        for answers in product(*tries)
    )
    reached = {*chain.from_iterable(asked.asked_keys(answers) for answers in given_ones)}
    named = "".join(dead_ends(definition))
    assert {key for key in keys if f"“Question {key}?”" in named} == {*keys} - reached
