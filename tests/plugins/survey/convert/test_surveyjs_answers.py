"""What SurveyJS offers as answers, and within which limits."""

from typing import Any

import pytest

from plugins.survey.convert.surveyjs_answers import (
    choices_of,
    kind_of,
    limits_of,
    rating_choices,
    scale_of,
    yes_and_no,
)


def read(said: object) -> dict[str, str]:
    return {"en-GB": str(said)}


def offered(element: dict[str, Any]) -> list[tuple[str, str]]:
    return [(choice.value, choice.label["en-GB"]) for choice in choices_of(element, read)]


@pytest.mark.parametrize(
    ("element", "kind"),
    [
        *[({"type": "text"}, "short_text"), ({}, "short_text"), ({"type": "text", "inputType": "tel"}, "phone")],
        *[({"type": "imagepicker"}, "radios"), ({"type": "imagepicker", "multiSelect": True}, "checkboxes")],
        *[
            ({"type": "tagbox"}, "checkboxes"),
            ({"type": "file"}, "file"),
            ({"type": "signaturepad"}, None),
            ({"type": []}, None),
            ({"type": "text", "validators": [{"type": "email"}]}, "email"),
            ({"type": "text", "inputType": "number", "validators": [{"type": "email"}]}, "number"),
        ],
    ],
)
def test_types_have_kinds(element: dict[str, Any], kind: str | None) -> None:
    assert kind_of(element) == kind


def test_limits_come_from_the_question_or_from_its_rules() -> None:
    rule = {"type": "numeric", "minValue": 1, "maxValue": 9}
    assert limits_of({"min": 2, "validators": [rule, 5]}, "number") == {"minimum": 2, "maximum": 9, "whole": False}
    tighter = {"min": 0, "max": 99, "step": 1, "validators": [rule, {"type": "numeric", "maxValue": 7}]}
    assert limits_of(tighter, "number") == {"minimum": 1, "maximum": 7, "whole": True}
    assert not limits_of({"min": 0.5, "step": 1}, "number")["whole"]
    assert not limits_of({"step": 0.5}, "number")["whole"]
    assert limits_of({"type": "slider"}, "number") == {"minimum": 0, "maximum": 100, "whole": True}
    assert limits_of({"min": 2}, "short_text") == {}
    assert limits_of({"min": True, "max": "9"}, "number") == {"minimum": None, "maximum": None, "whole": False}


def test_choices_are_values_or_values_with_words() -> None:
    listed = [1.0, "two", {"value": 3, "text": "Three"}, {"value": True}, {"value": []}, None]
    assert [(one.value, one.label["en-GB"]) for one in scale_of(listed, read)] == [
        *(("1", "1.0"), ("two", "two"), ("3", "Three"), ("true", "True"))
    ]
    assert scale_of("abc", read) == ()
    assert offered({"type": "dropdown", "choicesMin": 1, "choicesMax": 7, "choicesStep": 3}) == [
        *(("1", "1"), ("4", "4"), ("7", "7"))
    ]
    assert len(offered({"type": "dropdown", "choicesMax": 10**11})) == 300
    beside = offered({"type": "checkbox", "choices": ["a"], "showNoneItem": True, "showDontKnowItem": True})
    assert [value for value, _words in beside] == ["a", "none", "dontknow"]


def test_a_choice_says_to_whom_it_is_offered() -> None:
    (one, two) = choices_of({"choices": [{"value": 1, "visibleIf": "{a} = 1"}, {"value": 2, "visibleIf": 3}]}, read)
    assert (one.when, two.when) == ("{a} = 1", "")


@pytest.mark.parametrize(
    ("element", "steps"),
    [
        ({}, ["1", "2", "3", "4", "5"]),
        ({"rateMin": 0, "rateMax": 10, "rateStep": 5}, ["0", "5", "10"]),
        ({"rateCount": 3}, ["1", "2", "3"]),
        ({"rateValues": ["low", {"value": 9, "text": "High"}]}, ["low", "9"]),
        ({"rateMax": 1e300}, ["1", "2", "3", "4", "5"]),
    ],
)
def test_a_rating_has_its_steps(element: dict[str, Any], steps: list[str]) -> None:
    assert [choice.value for choice in rating_choices(element, read)] == steps


def test_the_ends_of_a_rating_say_what_they_mean() -> None:
    first, *_between, last = rating_choices({"minRateDescription": "Bad", "maxRateDescription": "Good"}, read)
    assert (first.label["en-GB"], last.label["en-GB"]) == ("1 – Bad", "5 – Good")


def test_yes_and_no_have_other_names() -> None:
    assert yes_and_no({"valueTrue": 1, "valueFalse": "nope"}) | {} == {
        **{"true": "yes", "false": "no", "yes": "yes", "no": "no"},
        **{"1": "yes", "nope": "no"},
    }
