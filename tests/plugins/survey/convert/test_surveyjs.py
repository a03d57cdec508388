"""SurveyJS documents become pages of our questions, with a line for what is not kept."""

import inspect
import re
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.survey.checks import problems_by_part
from plugins.survey.conditions import And, Comparison, Not
from plugins.survey.convert import surveyjs, surveyjs_answers, surveyjs_losses, surveyjs_panels, surveyjs_rules
from plugins.survey.convert.outcome import NotConverted
from plugins.survey.convert.surveyjs import convert_surveyjs, is_surveyjs
from plugins.survey.definition import words
from plugins.survey.formulas import formula_as_json
from tests.plugins.survey.conftest import patient
from tests.plugins.survey.convert.conftest import asked, page_of, said

WHY = {"type": "comment", "name": "why", "title": "Why {support}?", "visibleIf": "{support} = 'no'"}
ROWS = ["bus", {"value": "b", "text": "Bike"}]
TEXTS = [{"name": "mail", "inputType": "email"}, {"name": "x"}]
MORE = {"defaultValue": "x", "inputType": "color"}
SURVEY: dict[str, Any] = {
    "title": {"default": "Streets", "cy": "Strydoedd"},
    "description": "About <b>streets</b>",
    "triggers": [{"type": "complete"}],
    "pages": [
        {
            "name": "one",
            "description": "First things",
            "elements": [
                {
                    **{"type": "radiogroup", "name": "support", "title": "Support?", "isRequired": True},
                    **{"choices": ["yes", {"value": "no", "text": {"default": "No!", "cy": "Na!"}}], "hasOther": True},
                },
                WHY,
                {"type": "text", "name": "age", "inputType": "number", "min": 18, "max": 99},
                {"type": "boolean", "name": "sure", "valueTrue": "Aye", "labelTrue": "Aye"},
            ],
        },
        {
            "name": "two",
            "title": "Page two",
            "visibleIf": "{age} >= 21 and {sure} = 'Aye'",
            "elements": [
                {
                    "type": "matrix",
                    "name": "m",
                    "title": "Rate",
                    "columns": [1, 2],
                    "rows": ["bus", {"value": "b", "text": "Bike"}],
                },
                {
                    "type": "multipletext",
                    "name": "who",
                    "items": [{"name": "mail", "inputType": "email"}, {"name": "x"}],
                },
                {
                    **{"type": "panel", "name": "p", "visibleIf": "{m.bus} > 1"},
                    "elements": [
                        {"type": "checkbox", "name": "c", "choices": ["a", "b"], "showNoneItem": True},
                        {"type": "signaturepad", "name": "f"},
                    ],
                },
                {
                    "type": "text",
                    "name": "z",
                    "visibleIf": "age({sure}) > 3",
                    "defaultValue": "x",
                    "inputType": "color",
                },
                {"type": "text", "name": "never", "visible": False},
                {"type": "paneldynamic", "name": "again", "templateElements": [{"type": "text", "name": "inner"}]},
                {"type": "html", "name": "end", "html": "<p>Thank<br>you</p>"},
            ],
        },
    ],
}


def test_each_element_becomes_a_question() -> None:
    made = convert_surveyjs(SURVEY)
    found = asked(made)
    assert {key: item.kind for key, item in found.items()} == {
        **{"support": "radios", "support_comment": "short_text", "why": "long_text", "age": "number", "sure": "yes_no"},
        **{"m_bus": "likert", "m_b": "likert", "who_mail": "email", "who_x": "short_text", "c": "checkboxes"},
        **{"z": "short_text", "inner": "short_text"},
    }
    assert made.definition.title == {"en-GB": "Streets", "cy": "Strydoedd"}
    assert words(made.definition.introduction) == "About streets"
    support = found["support"]
    assert support.required
    assert [(option.code, option.label.get("cy")) for option in support.options] == [
        *(("yes", None), ("no", "Na!"), ("other", None))
    ]
    assert (found["age"].minimum, found["age"].maximum) == (18, 99)
    assert words(found["m_b"].label) == "Rate: Bike"
    assert [option.exclusive for option in found["c"].options] == [False, False, True]
    assert [words(option.label) for option in found["sure"].options] == ["Aye", "No"]
    assert words(page_of(made, "support").text) == "First things"
    assert words(made.definition.pages[-1].text) == "Thank\nyou"


def test_visibility_becomes_conditions_of_pages() -> None:
    made = convert_surveyjs(SURVEY)
    two = And((Comparison("age", "ge", 21), Comparison("sure", "eq", "yes")))
    assert asked(made)["support_comment"].show_if == Comparison("support", "eq", "other")
    assert asked(made)["why"].show_if == Comparison("support", "eq", "no")
    assert page_of(made, "m_bus").show_if == two
    assert asked(made)["c"].show_if == And((two, Comparison("m_bus", "in", ("2",))))
    assert [item.key for item in page_of(made, "m_b").items] == ["m_bus", "m_b"]
    assert words(page_of(made, "m_b").title) == "Page two"


def test_what_is_not_kept_is_told_with_its_place() -> None:
    told = said(convert_surveyjs(SURVEY))
    for line in (
        "survey: What is set off by answers (triggers) is not kept.",
        "one, why: Its words repeat an answer of the same page: “…” stands there.",
        "two, m: Each row of this table is a question of its own here.",
        "two, p, f: There is no kind of question for “signaturepad”, so it was left out.",
        "two, z: The answer that stands there at first is not kept.",
        "two, z: It is asked in another way here: as “short_text”.",
        "two, never: It is never asked, so it was left out.",
        "two, again: It is asked for each “again”, 20 at most. The first is asked of everybody who comes to it.",
    ):
        assert line in told
    assert any(line.startswith("two, z: Its condition “age({sure}) > 3” was not kept") for line in told)


def test_a_survey_without_pages_has_its_elements_each_on_its_page_of_the_same_kind() -> None:
    made = convert_surveyjs({"locale": "fr", "elements": [{"type": "text", "name": "a", "title": "Comment ?"}]})
    assert made.definition.default_language == "fr"
    assert asked(made)["a"].label == {"fr": "Comment ?"}


def test_conditions_in_a_circle_and_what_is_true_are_cut() -> None:
    first = {"type": "boolean", "name": "a", "visibleIf": "{b} notempty"}
    second = {"type": "boolean", "name": "b", "visibleIf": "!({a} = false)"}
    made = convert_surveyjs({"elements": [first, second]})
    assert page_of(made, "a").show_if is None
    assert page_of(made, "b").show_if == Not(Comparison("a", "eq", "no"))


def test_other_documents_are_refused() -> None:
    assert not is_surveyjs({"schema": "survey/1", "pages": []})
    others: list[object] = [[], {}, {"pages": {}}, 5]
    for document in others:
        with pytest.raises(NotConverted, match="neither pages nor elements"):
            convert_surveyjs(document)
    deep: dict[str, Any] = {"type": "panel"}
    for _turn in range(50):
        deep = {"type": "panel", "elements": [deep]}
    with pytest.raises(NotConverted, match="too deeply"):
        convert_surveyjs({"elements": [deep]})


USUAL = (
    *("type", "name", "title", "choices", "elements", "rows", "columns", "items", "visibleIf", "value", "text"),
    *("rateValues", "rateMax", "rateMin", "rateStep", "choicesMax", "inputType", "validators", "min"),
)
READ = sorted(
    name
    for module in (surveyjs, surveyjs_answers, surveyjs_losses, surveyjs_panels, surveyjs_rules)
    for name in re.findall(r'"([a-z][A-Za-z]+)"', inspect.getsource(module))
)
NAMES = st.sampled_from(USUAL) | st.sampled_from(READ)
KINDS = st.sampled_from(
    ["text", "checkbox", "rating", "matrix", "multipletext", "panel", "boolean", "dropdown", "slider"]
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | KINDS
ANYTHING = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5))


@settings(patient, max_examples=100)
@given(st.lists(st.dictionaries(NAMES, ANYTHING, max_size=6), max_size=4))
def test_whatever_a_document_holds_it_is_read_or_refused(elements: list[dict[str, Any]]) -> None:
    with suppress(NotConverted):
        convert_surveyjs({"elements": elements})


def test_sums_offers_orders_and_pictures_come_over_where_ours_can_be() -> None:
    made = convert_surveyjs(
        {
            "triggers": [{"type": "complete", "expression": "{a} = 1"}, {"type": "setvalue"}],
            "elements": [
                {"type": "radiogroup", "name": "a", "choices": [1, 2], "choicesOrder": "random"},
                {"type": "dropdown", "name": "b", "choices": [{"value": 7, "visibleIf": "{a} = 2"}, 8]},
                {"type": "text", "inputType": "number", "name": "n"},
                {"type": "expression", "name": "total", "title": "In all", "expression": "sum({a}, {b}) + {n} - 1"},
                {"type": "expression", "name": "next", "expression": "iif({n} > 3, 1, 2)"},
                {"type": "checkbox", "name": "c", "choices": ["x", "y"], "choicesOrder": "asc"},
                {
                    "type": "imagepicker",
                    "name": "d",
                    "choices": [{"value": "lion", "text": "A lion", "imageLink": "https://example.com/l.jpg"}, "fox"],
                },
                {"type": "matrix", "name": "m", "columns": [1, 2], "rows": ["r"], "rowsOrder": "random"},
                {"type": "comment", "name": "why", "visibleIf": "{total} >= 9"},
            ],
        }
    )
    found = asked(made)
    assert found["a"].order == "random"
    assert [option.show_if for option in found["b"].options] == [Comparison("a", "eq", "2"), None]
    assert found["total"].formula is not None
    assert formula_as_json(found["total"].formula) == {
        "difference": [{"sum": [{"sum": [{"q": "a"}, {"q": "b"}], "missing": "skip"}, {"q": "n"}]}, 1]
    }
    assert [words(option.label) for option in found["d"].options] == ["A lion", "fox"]
    assert page_of(made, "why").show_if == Comparison("total", "ge", 9)
    told = said(made)
    for line in (
        "survey: It ends early for some people: here all go on. Add an exit for them.",
        "survey, c: Its answers stand in the order of the file, not of their words.",
        "survey, d: Its pictures are not kept: people choose among their words.",
        "survey, m: Its rows stand in the same order for everybody here.",
    ):
        assert line in [told_line.replace("page 1", "survey") for told_line in told]
    assert any("next: Its value “iif({n} > 3, 1, 2)” is not worked out here" in line for line in told)
    assert not any(problems_by_part(made.definition).values())
