"""Conditions in words, and from what an officer chose."""

from typing import Any

import pytest

from consult.kernel.errors import Invalid
from plugins.survey.conditions import Comparison, condition_as_json, condition_from
from plugins.survey.content import Block
from plugins.survey.document import read_definition
from plugins.survey.phrases import (
    block_in_words,
    comparison_from,
    in_words,
    limits_in_words,
    page_in_words,
    value_lines,
)
from tests.plugins.survey.conftest import ALL_KINDS, item, page, survey, text

DEFINITION = read_definition(
    {
        **ALL_KINDS,
        "conditions": [
            {"id": "named", "label": text("Chose b"), "when": {"q": "choice", "op": "eq", "value": "b"}},
            {"id": "bare", "when": {"q": "choice", "op": "eq", "value": "b"}},
        ],
    }
)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (None, "Everybody sees this page."),
        ({"q": "choice", "op": "eq", "value": "b"}, "Shown only if “Question choice?” is “Answer b”."),
        (
            {"q": "boxes", "op": "any_of", "value": ["x", "y"]},
            "“Question boxes?” includes any of “Answer x” or “Answer y”.",
        ),
        ({"q": "count", "op": "between", "value": [1, 2.5]}, "“Question count?” is between 1 and 2.5."),
        ({"q": "why", "op": "answered"}, "“Question why?” was answered."),
        ({"not": {"q": "count", "op": "lt", "value": 3}}, "it is not so that “Question count?” is less than 3."),
        (
            {"any": [{"q": "line", "op": "answered"}, {"q": "gone", "op": "eq", "value": "z"}]},
            "(“Question line?” was answered or “gone” is “z”).",
        ),
        ({"ref": "named"}, "Shown only if “Chose b”."),
        ({"ref": "bare"}, "Shown only if “Question choice?” is “Answer b”."),
        ({"ref": "ghost"}, "Shown only if “ghost”."),
    ],
)
def test_a_condition_is_said_in_words(condition: Any, said: str) -> None:
    assert in_words(condition and condition_from(condition), DEFINITION).endswith(said)


@pytest.mark.parametrize(
    ("kind", "operator", "typed", "expected"),
    [
        ("radios", "eq", "Answer A", {"op": "eq", "value": "a"}),
        ("radios", "eq", "a\nb", {"op": "in", "value": ["a", "b"]}),
        ("radios", "any_of", "b", {"op": "in", "value": ["b"]}),
        ("likert", "answered", "ignored", {"op": "answered"}),
        ("checkboxes", "eq", "a", {"op": "any_of", "value": ["a"]}),
        ("checkboxes", "ne", "a", {"op": "none_of", "value": ["a"]}),
        ("checkboxes", "all_of", "a\nc", {"op": "all_of", "value": ["a", "c"]}),
        ("number", "ge", "2.5", {"op": "ge", "value": 2.5}),
        ("number", "between", "1 to 5", {"op": "between", "value": [1, 5]}),
        ("number", "between", "1\n5", {"op": "between", "value": [1, 5]}),
    ],
)
def test_a_comparison_is_made_from_what_was_typed(kind: str, operator: str, typed: str, expected: Any) -> None:
    asked = read_definition(
        {"schema": "survey/1", "sections": [{"id": "s", "pages": [{"id": "p", "items": [item("k", kind)]}]}]}
    )
    question = asked.items[0]
    made = comparison_from(question, operator, typed)
    assert isinstance(made, Comparison)
    assert condition_as_json(made) == {"q": "k", **expected}
    assert comparison_from(question, made.operator, value_lines(made, asked)) == made


@pytest.mark.parametrize(
    ("kind", "operator", "typed", "field"),
    [
        ("short_text", "eq", "x", "operator"),
        ("radios", "between", "a", "operator"),
        ("radios", "eq", "", "value"),
        ("radios", "eq", "nothing", "value"),
        ("number", "eq", "five", "value"),
        ("number", "lt", "1\n2", "value"),
        ("number", "between", "5 to 1", "value"),
    ],
)
def test_what_cannot_be_compared_is_said_at_the_field(kind: str, operator: str, typed: str, field: str) -> None:
    asked = read_definition(
        {"schema": "survey/1", "sections": [{"id": "s", "pages": [{"id": "p", "items": [item("k", kind)]}]}]}
    )
    with pytest.raises(Invalid) as caught:
        comparison_from(asked.items[0], operator, typed)
    assert list(caught.value.fields) == [field]


@pytest.mark.parametrize(
    ("asked", "limits"),
    [
        (item("n", "number", least=0, most=240, whole=True), "0 to 240, whole numbers only"),
        (item("n", "number"), "0 or more"),
        (item("n", "number", least=-5.5, most=1000), "-5.5 to 1,000"),
        (item("t", "long_text", max_words=100), "at most 100 words"),
        (item("t", "long_text"), "at most 100,000 characters"),
        (item("t"), "at most 200 characters"),
        (item("c", "radios"), ""),
    ],
)
def test_the_limits_of_an_answer_are_told(asked: dict[str, Any], limits: str) -> None:
    (read,) = read_definition(survey(page("p1", asked))).items
    assert limits_in_words(read) == limits


def test_a_page_on_which_nothing_is_asked_is_seen_by_nobody() -> None:
    first = page("p1", item("size", "number"))
    twice = {"sum": [{"q": "size"}, {"q": "size"}]}
    unseen = page("p2", item("twice", "computed", formula=twice), item("by", "hidden"))
    some = page("p3", item("again", "computed", formula=twice), show_if={"q": "size", "op": "gt", "value": 2})
    asked = read_definition(survey(first, unseen, some))
    assert [page_in_words(one, asked) for one in asked.pages] == [
        "Everybody sees this page.",
        "Nobody sees this page: nothing on it is asked.",
        "Nobody sees this page: nothing on it is asked. What is on it counts only if “Question size?” is more than 2.",
    ]


def test_something_to_read_is_called_by_its_words_without_marks() -> None:
    inset = Block("b1", "inset", text=text("## Note\n\nCount **all** of [them](https://a.example)."))
    assert block_in_words(inset) == "Note Count all of them (https://a.example)."
