"""The rules of SurveyJS that hold an answer against an earlier one."""

from typing import Any

import pytest

from plugins.survey.checks import problems_of
from plugins.survey.convert.surveyjs import convert_surveyjs
from plugins.survey.definition import words
from tests.plugins.survey.convert.conftest import asked, said


def number(name: str, **more: Any) -> dict[str, Any]:
    """Return a question about a number."""
    return {"type": "text", "inputType": "number", "name": name, "title": f"{name}?", **more}


def rule(expression: object, **more: Any) -> dict[str, Any]:
    """Return a question with one rule."""
    return number("children", validators=[{"type": "expression", "expression": expression, **more}])


def test_a_rule_about_an_earlier_answer_becomes_ours() -> None:
    told = {"default": "No more than {people} people", "de": "Zu viele"}
    made = convert_surveyjs({"elements": [number("people"), rule("{children} <= {people}", text=told)]})
    (kept,) = asked(made)["children"].rules
    assert (kept.op, kept.q) == ("le", "people")
    assert dict(kept.message) == {"en-GB": "No more than … people", "de": "Zu viele"}
    assert said(made) == []


def test_limits_that_are_answers_become_rules() -> None:
    day = {"type": "text", "inputType": "date", "title": "Day?"}
    ends = {**day, "name": "end", "minValueExpression": "{start}", "minErrorText": "Before the start"}
    parts = number("part", minValueExpression="{least} + 1", maxValueExpression="{whole}")
    made = convert_surveyjs({"elements": [{**day, "name": "start"}, ends, number("whole"), parts]})
    assert [(one.op, one.q, words(one.message)) for one in asked(made)["end"].rules] == [
        ("ge", "start", "Before the start")
    ]
    assert [(one.op, one.q, words(one.message)) for one in asked(made)["part"].rules] == [
        ("le", "whole", "This does not fit your answer to “whole?”.")
    ]
    assert said(made) == ["page 1, part: Its rule “{least} + 1” is not kept."]


def test_an_address_is_asked_for_and_no_rule_is_told() -> None:
    made = convert_surveyjs({"elements": [{"type": "text", "name": "mail", "validators": [{"type": "email"}]}]})
    assert (asked(made)["mail"].kind, said(made)) == ("email", [])


@pytest.mark.parametrize(
    ("asked_before", "question", "line"),
    [
        (
            "people",
            rule("{children} < {people} or {people} > 5"),
            "Its rule “{children} < {people} or {people} > 5”",
        ),
        ("people", rule("{children} < {rooms}"), "That it is compared with “rooms”"),
        ("people", rule(["{children}"]), "Its rule “['{children}']”"),
        ("people", rule(""), "Its rule “expression”"),
        ("people", number("children", validators=[{"type": "regex", "regex": "^x"}]), "Its rule “^x”"),
        ("people", {**number("children"), "inputType": "text", "validators": [{"type": "text"}]}, "Its rule “text”"),
        ("people", {**rule("{children} > {people}"), "inputType": "text"}, "Its rule “{children} > {people}”"),
        ("children", rule("{children} > {children}"), "Its rule “{children} > {children}”"),
    ],
)
def test_any_other_rule_is_told(asked_before: str, question: dict[str, Any], line: str) -> None:
    made = convert_surveyjs({"elements": [number(asked_before), question]})
    assert all(not one.rules for one in made.definition.items)
    assert f"page 1, children: {line} is not kept." in said(made)


def test_a_rule_that_holds_where_an_answer_is_missing_is_ours() -> None:
    made = convert_surveyjs({"elements": [number("people"), rule("{people} empty or {children} <= {people}")]})
    assert [(one.op, one.q) for one in asked(made)["children"].rules] == [("le", "people")]
    assert said(made) == []


def test_what_is_no_rule_at_all_is_passed_over() -> None:
    made = convert_surveyjs({"elements": [number("people", validators=[5, {"type": "numeric", "minValue": 1}])]})
    assert asked(made)["people"].minimum == 1
    assert said(made) == []
    made = convert_surveyjs({"elements": [number("people", validators="none", minValueExpression=5)]})
    assert said(made) == []
    assert problems_of(made.definition) == []
