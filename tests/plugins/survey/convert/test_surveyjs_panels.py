"""What SurveyJS asks again and again."""

from typing import Any

from plugins.survey.checks import problems_of
from plugins.survey.conditions import Comparison
from plugins.survey.convert.surveyjs import convert_surveyjs
from plugins.survey.convert.surveyjs_panels import most_of, template_of
from plugins.survey.definition import words
from tests.plugins.survey.convert.conftest import asked, page_of, said

PANEL = {
    **{"type": "paneldynamic", "name": "kids", "title": "Your child", "maxPanelCount": 5},
    "templateElements": [
        {"type": "text", "name": "called", "title": "Name"},
        {"type": "boolean", "name": "school", "title": "At school?"},
        {"type": "comment", "name": "which", "title": "Which school?", "visibleIf": "{panel.school} = true"},
    ],
}
TABLE = {
    **{"type": "matrixdynamic", "name": "cars", "choices": ["Petrol", "Electric"], "maxRowCount": 4},
    "columns": [{"name": "fuel"}, {"name": "built", "cellType": "text", "inputType": "number"}],
}


def converted(*elements: dict[str, Any]) -> Any:
    return convert_surveyjs({"pages": [{"name": "one", "elements": list(elements)}]})


def test_panels_and_tables_to_add_to_are_asked_for_each() -> None:
    made = converted(PANEL, TABLE, {"type": "text", "name": "end"})
    kids, cars = page_of(made, "called"), page_of(made, "fuel")
    assert kids.repeat is not None
    assert cars.repeat is not None
    assert (kids.repeat.most, words(kids.repeat.entry)) == (5, "child")
    assert (cars.repeat.most, words(cars.repeat.entry)) == (4, "cars")
    assert asked(made)["which"].show_if == Comparison("school", "eq", "yes")
    assert [(item.key, item.kind) for item in cars.items] == [("fuel", "select"), ("built", "number")]
    assert page_of(made, "end").repeat is None
    assert problems_of(made.definition) == []


def test_names_of_a_panel_mean_nothing_outside_but_for_the_first() -> None:
    made = converted(
        {"type": "text", "name": "called", "title": "Yours"},
        PANEL,
        {"type": "text", "name": "a", "visibleIf": "{called} notempty"},
        {"type": "text", "name": "b", "visibleIf": "{kids[0].school} = true"},
        {"type": "text", "name": "c", "visibleIf": "{school} = true"},
    )
    found = asked(made)
    assert words(found["called_2"].label) == "Name"
    assert found["a"].show_if == Comparison("called", "answered")
    assert found["b"].show_if == Comparison("school", "eq", "yes")
    assert found["c"].show_if is None
    assert "one, b: It looks at the first entry of “child” only." in said(made)


def test_a_template_calls_its_own_answers_by_their_names() -> None:
    template = template_of({**PANEL, "templateElements": [{"visibleIf": "{panel.a} = {parentPanel.b} + {row.c}"}]})
    assert template == {"elements": [{"visibleIf": "{a} = {b} + {c}"}]}
    assert template_of({"type": "matrixdynamic", "columns": "x"}) == {"elements": []}
    assert template_of({"type": "paneldynamic", "templateElements": 3}) == {"elements": []}


def test_a_most_is_a_number_above_nothing() -> None:
    found = [most_of({"type": "paneldynamic", "maxPanelCount": said}) for said in (3, 0, -1, "4", True, None)]
    assert found == [3, None, None, None, None, None]
