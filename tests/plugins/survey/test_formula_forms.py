"""The form of a computed value: one operation on several questions; what is deeper is shown and kept."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from plugins.survey.definition import Definition, definition_from
from plugins.survey.document import read_definition
from plugins.survey.formula_forms import formula_values
from plugins.survey.formulas import formula_as_json, formula_from
from plugins.survey.queries import find_draft
from plugins.survey.services import change_draft
from tests.factories import make_actor, make_person
from tests.plugins.survey.conftest import item, options, page, survey
from tests.plugins.survey.test_question_views import filled
from tests.support.web import FormClient

VALUED = [{**one, "value": value} for value, one in enumerate(options("lo", "hi"))]
BEFORE = (
    page("p1", item("a", "number"), item("b", "number")),
    page("p2", item("scale", "radios", options=VALUED), item("boxes", "checkboxes"), item("why")),
)
DEEP = {"difference": [{"sum": [{"q": "a"}, 1]}, {"q": "b"}]}


@pytest.fixture
def build(client: FormClient, session: Session, draft_survey: Activity, sign_in: Any) -> Any:
    """`build(formula)` puts a computed value with this formula in a draft, and returns its path in the builder."""
    sign_in(client, make_person(session, Role.OFFICER))

    def run(formula: Any) -> str:
        made = [] if formula is None else [page("p3", item("made", "computed", formula=formula))]
        definition = read_definition(survey(*BEFORE, *made, page("p4", item("after", "number"))))
        change_draft(session, make_actor(session, Role.OFFICER), draft_survey, lambda _draft: definition)
        return f"/survey/{draft_survey.id}/build/questions/made"

    return run


def now(session: Session, activity: Activity) -> Definition:
    """Return the draft as it is."""
    return definition_from(find_draft(session, activity.id).definition)


def typed(client: FormClient, path: str, **more: Any) -> Any:
    """Send the form of a question as a browser does."""
    return client.post_form(path, {**filled(client.get(path).text), "label": "In all", **more})


@pytest.mark.parametrize(
    ("operation", "chosen", "expected"),
    [
        ("mean", ["a", "b", "scale"], {"mean": [{"q": "a"}, {"q": "b"}, {"q": "scale"}]}),
        ("difference", ["a", "b"], {"difference": [{"q": "a"}, {"q": "b"}]}),
        ("difference_back", ["a", "b"], {"difference": [{"q": "b"}, {"q": "a"}]}),
        ("count", ["boxes"], {"count": "boxes"}),
    ],
)
def test_an_operation_and_its_questions_are_chosen(
    client: FormClient, session: Session, draft_survey: Activity, build: Any, operation: str, chosen: Any, expected: Any
) -> None:
    path = build({"sum": [{"q": "a"}]})
    shown = client.get(path).text
    assert 'value="boxes"' in shown
    assert 'value="after"' not in shown
    assert "must answer" not in shown
    assert typed(client, path, operation=operation, operands=chosen).status_code == 303
    formula = now(session, draft_survey).find_item("made").formula
    assert formula is not None
    assert formula_as_json(formula) == expected
    values = formula_values(formula, now(session, draft_survey))
    assert values["operation"] == operation
    assert sorted(values["operands"]) == sorted(chosen)  # type: ignore[call-overload]  # a list of keys


@pytest.mark.parametrize(
    "formula",
    [{"mean": [{"q": "b"}, {"q": "a"}], "missing": "skip"}, {"difference": [{"q": "b"}, {"q": "a"}]}, DEEP],
)
def test_saving_it_as_it_stands_changes_nothing(
    client: FormClient, session: Session, draft_survey: Activity, build: Any, formula: Any
) -> None:
    path = build(formula)
    before = now(session, draft_survey).find_item("made").formula
    assert client.post_form(path, filled(client.get(path).text)).status_code == 303
    assert now(session, draft_survey).find_item("made").formula == before


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"operation": "sum"}, "Select the questions"),
        ({"operation": "sum", "operands": ["a", "boxes"]}, "can only be counted"),
        ({"operation": "count", "operands": ["a"]}, "by ticking boxes"),
        ({"operation": "difference", "operands": ["a"]}, "Select two questions"),
        ({"operation": "difference", "operands": ["a", "b"], "skips": "y"}, "needs both numbers"),
    ],
)
def test_what_cannot_be_worked_out_is_told(client: FormClient, build: Any, sent: Any, told: str) -> None:
    refused = typed(client, build({"sum": [{"q": "a"}]}), **{"operands": [], **sent})
    assert refused.status_code == 422
    assert told in refused.text


def test_a_deeper_formula_is_shown_in_words_and_kept(
    client: FormClient, session: Session, draft_survey: Activity, build: Any
) -> None:
    path = build(DEEP)
    assert "As now: (the sum of (“Question a?”; 1) less “Question b?”)" in client.get(path).text
    assert typed(client, path, operation="keep").status_code == 303
    changed = now(session, draft_survey).find_item("made")
    assert (changed.label["en-GB"], changed.formula) == ("In all", formula_from(DEEP))
    assert "Worked out: (the sum of" in client.get(f"/survey/{draft_survey.id}/build").text


def test_a_new_one_begins_as_the_sum_of_the_numbers_before_it(
    client: FormClient, session: Session, draft_survey: Activity, build: Any
) -> None:
    build(None)
    new = {"label": "In all", "kind": "computed", "key": "made", "where": "p2", "then": "more"}
    path = f"/survey/{draft_survey.id}/build/add"
    assert client.post_form(path, new).location == f"/survey/{draft_survey.id}/build/questions/made"
    formula = now(session, draft_survey).find_item("made").formula
    assert formula == formula_from({"sum": [{"q": "a"}, {"q": "b"}, {"q": "scale"}]})
    refused = client.post_form(path, {**new, "key": "other", "label": "Other", "required": "y"})
    assert refused.status_code == 422
    assert "never asked" in refused.text


def test_without_numbers_before_it_none_is_added(
    client: FormClient, session: Session, draft_survey: Activity, build: Any
) -> None:
    build(None)
    definition = read_definition(survey(page("p1", item("why"))))
    change_draft(session, make_actor(session, Role.OFFICER), draft_survey, lambda _draft: definition)
    new = {"label": "In all", "kind": "computed", "then": "back"}
    refused = client.post_form(f"/survey/{draft_survey.id}/build/add", new)
    assert refused.status_code == 422
    assert "Ask for a number first" in refused.text
