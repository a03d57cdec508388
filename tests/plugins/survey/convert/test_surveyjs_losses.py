"""Whatever SurveyJS says of a question, a panel, a page or a survey is brought over, or has a line in the report."""

from collections.abc import Mapping
from typing import Any

import pytest

from plugins.survey.convert.surveyjs import convert_surveyjs
from plugins.survey.convert.surveyjs_losses import (
    lost_of_holder,
    lost_of_panel,
    lost_of_question,
    lost_of_survey,
)
from plugins.survey.definition import words
from tests.plugins.survey.convert.conftest import asked, page_of, said

COMMENT = "Its box for a comment is not asked for. Add a question for it."
FIRST_ANSWER = "The answer that stands there at first is not kept."


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ({"type": "checkbox", "minSelectedChoices": 1}, "“minSelectedChoices: 1” is not kept."),
        ({"type": "checkbox", "maxSelectedChoices": 3}, "“maxSelectedChoices: 3” is not kept."),
        ({"type": "comment", "maxLength": 200}, "“maxLength: 200” is not kept."),
        ({"type": "text", "maskType": "pattern"}, "“maskType: pattern” is not kept."),
        ({"type": "text", "valueName": "shared"}, "“valueName: shared” is not kept."),
        ({"type": "text", "setValueExpression": "{a}"}, "“setValueExpression: {a}” is not kept."),
        ({"type": "matrix", "cells": {"r": {"c": "Word"}}}, "“cells” is not kept."),
        ({"type": "paneldynamic", "minPanelCount": 2}, "“minPanelCount: 2” is not kept."),
        ({"type": "text", "inputType": "date", "min": "2020-01-01"}, "“min: 2020-01-01” is not kept."),
        ({"type": "text", "inputType": "number", "step": 5}, "“step: 5” is not kept."),
        ({"type": "boolean", "defaultValue": False}, FIRST_ANSWER),
        ({"type": "text", "inputType": "number", "defaultValue": 0}, FIRST_ANSWER),
        ({"type": "text", "defaultValueExpression": "today()"}, FIRST_ANSWER),
        ({"type": "text", "readOnly": True}, "Nobody can change what stands there; here people answer it."),
        (
            {"type": "radiogroup", "showCommentArea": True},
            "Its box for a comment is not asked for. Add a question for it.",
        ),
        ({"type": "radiogroup", "hasComment": True}, COMMENT),
        (
            {"type": "radiogroup", "choices": [{"value": 1, "enableIf": "{a} = 1"}]},
            "Which of its answers can be chosen depends on others: all can be chosen here.",
        ),
        (
            {"type": "checkbox", "choices": ["x", {"value": 1, "showCommentArea": True}]},
            "What is asked beside one of its answers is not kept. Add a question for it.",
        ),
        (
            {"type": "slider", "sliderType": "range"},
            "It asked for two numbers, from and to; here it asks for one.",
        ),
        ({"type": "text", "placeholder": {"de": "Wie?"}}, "“placeholder” is not kept."),
        ({"type": "text", "navigationTitle": "Home"}, "“navigationTitle: Home” is not kept."),
        ({"type": "checkbox", "showSelectAllItem": True}, "“showSelectAllItem: True” is not kept."),
        (
            {"type": "text", "requiredErrorText": "Say it"},
            "What people are told where they do not answer it is said in our words.",
        ),
        *(
            ({"type": "text", **more}, "What people are told where their answer does not fit is said in our words.")
            for more in (
                {"validators": [{"type": "email", "text": "No address"}]},
                {"inputType": "number", "validators": [5, {"type": "numeric", "minValue": 1, "text": "More"}]},
                {"inputType": "number", "min": 1, "minErrorText": "More"},
            )
        ),
        ({"type": "matrix", "rowOrder": "random"}, "Its rows stand in the same order for everybody here."),
    ],
)
def test_what_is_not_kept_of_a_question_is_told(says: Mapping[str, Any], told: str) -> None:
    assert [*lost_of_question(says)] == [told]


@pytest.mark.parametrize(
    "says",
    [
        {"type": "text", "maxLength": -1, "maskType": "none", "readOnly": False, "defaultValue": ""},
        {"type": "text", "inputType": "number", "min": 0, "max": 9, "step": 1},
        {"type": "paneldynamic", "panelCount": 1, "minPanelCount": 0, "keyName": ""},
        {"type": "checkbox", "choices": ["a", {"value": "b", "text": "B", "isExclusive": True}], "hasComment": False},
        {"type": "matrix", "rows": 5, "columns": {}, "choicesOrder": [], "rowsOrder": {}},
    ],
)
def test_nothing_is_told_of_what_says_nothing(says: Mapping[str, Any]) -> None:
    assert [*lost_of_question(says)] == []


def test_what_is_not_kept_of_what_holds_questions_is_told() -> None:
    same_order = "Its questions stand in the same order for everybody here."
    assert [*lost_of_survey({"questionsOrder": "random", "maxTextLength": 9, "navigateToUrlOnCondition": [{}]})] == [
        "Where people are sent after the end is not kept.",
        "“maxTextLength: 9” is not kept.",
        same_order,
    ]
    assert [*lost_of_holder({"questionOrder": "random", "timeLimit": 60, "readOnly": True})] == [
        "Nobody can change what stands there; here people answer it.",
        "The limit of time is not kept.",
        same_order,
    ]
    assert [*lost_of_panel({"isRequired": True, "enableIf": "{a} = 1", "requiredIf": "{a} = 1"})] == [
        "When it can be answered is not kept: everybody who sees it can answer.",
        "That it must be answered depends on other answers: it need not be here.",
        "One of its questions must be answered there; here none need be.",
    ]


def test_pages_panels_rows_and_answers_keep_what_ours_can_say() -> None:
    made = convert_surveyjs(
        {
            "pages": [
                {
                    "name": "one",
                    "title": "Homes",
                    "elements": [
                        {"type": "text", "name": "a"},
                        {
                            **{"type": "panel", "name": "p", "title": "Your partner", "description": "If you have one"},
                            "elements": [{"type": "text", "name": "b"}, {"type": "text", "name": "c"}],
                        },
                        {
                            **{"type": "matrix", "name": "m", "description": "One for each", "isRequired": True},
                            **{"columns": [1, 2], "rows": ["r", {"value": "s", "visibleIf": "{a} notempty"}]},
                            "validators": [{"type": "expression", "expression": "{m.r} = 1"}],
                        },
                        {
                            **{"type": "multipletext", "name": "t"},
                            "items": [{"name": "x", "maxLength": 3, "validators": [{"type": "regex", "regex": "a+"}]}],
                        },
                        {"type": "checkbox", "name": "d", "choices": ["e", {"value": "f", "isExclusive": True}]},
                    ],
                },
                {"name": "two", "visible": False, "elements": [{"type": "text", "name": "z"}]},
            ]
        }
    )
    found = asked(made)
    assert "z" not in found
    assert [option.exclusive for option in found["d"].options] == [False, True]
    assert (found["m_r"].show_if, found["m_s"].show_if is None) == (None, False)
    assert [words(found[key].hint) for key in ("m_r", "m_s")] == ["One for each", "One for each"]
    assert words(page_of(made, "b").title) == words(page_of(made, "c").title) == "Homes: Your partner"
    assert words(page_of(made, "b").text) == "If you have one"
    told = said(made)
    for line in (
        "two: It is never asked, so it was left out.",
        "one, m: Its rule “{m.r} = 1” is not kept.",
        "one, m: One of its rows must be answered there; here none need be.",
        "one, t: “maxLength: 3” is not kept.",
        "one, t: Its rule “a+” is not kept.",
    ):
        assert line in told
