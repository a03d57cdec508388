"""“Other, please say”: a question of its own beneath an option, asked of whoever chose it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.errors import Invalid
from consult.submissions.models import Submission
from plugins.survey.checks import problems_of
from plugins.survey.definition import Definition, definition_from
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from plugins.survey.questions import questionnaire_from
from plugins.survey.saying_more import with_lines
from tests.factories import make_person
from tests.plugins.survey.conftest import PublishSurvey, item, page, survey
from tests.plugins.survey.test_question_views import filled
from tests.support.web import FormClient


def above(definition: Definition) -> dict[str, str]:
    """Return beneath which option each question is shown, by key."""
    asked = questionnaire_from(definition, activity_id=1, version=1, title="T")
    return {one.key: one.option_above for one in asked.questions if one.option_above}


def test_an_officer_offers_other_and_a_resident_says_what(
    client: FormClient, session: Session, draft_survey: Activity, publish: PublishSurvey, sign_in: Any
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    typed = {"label": "How do you travel?", "kind": "radios", "options": "Bus\nTrain", "other": "yes", "then": "back"}
    assert client.post_form(f"/survey/{draft_survey.id}/build/add", typed).status_code == 303
    definition = definition_from(find_draft(session, draft_survey.id).definition)
    assert [one.key for one in definition.items] == ["how_do_you_travel", "how_do_you_travel_other"]
    assert above(definition) == {"how_do_you_travel_other": "other"}
    assert problems_of(definition) == []
    change = f"/survey/{draft_survey.id}/build/questions/how_do_you_travel"
    typed = filled(client.get(change).text)
    refused = client.post_form(change, {**typed, "more": "On a broom"})
    assert (refused.status_code, "no answer to this question" in refused.text) == (422, True)
    assert client.post_form(change, {**typed, "more": "Bus"}).status_code == 303
    definition = definition_from(find_draft(session, draft_survey.id).definition)
    assert above(definition) == {"how_do_you_travel_other": "other", "how_do_you_travel_bus": "bus"}
    publish(draft_survey, dump_of(session, draft_survey))
    draft_survey.consultation.state, draft_survey.consultation.opens_at = State.OPEN, clock.now() - timedelta(days=1)
    session.flush()
    resident = client.application.test_client()
    assert isinstance(resident, FormClient)
    resident.shared = session
    base = f"/take-part/{draft_survey.id}"
    first = resident.post_form(f"{base}/start").location
    shown = resident.get(first).text
    assert re.search(r"<h1[^>]*>\s*(<label[^>]*>)?\s*How do you travel", shown)
    assert re.search(
        r'govuk-radios__conditional"[^>]*>(?:(?!</div>).)*name="how_do_you_travel_other"', shown, re.DOTALL
    )
    assert shown.count('name="how_do_you_travel_other"') == 1
    refused = resident.post_form(first, {"how_do_you_travel": "other"})
    assert (refused.status_code, "say what you mean" in refused.text) == (422, True)
    resident.post_form(first, {"how_do_you_travel": "other", "how_do_you_travel_other": "By tram"})
    resident.post_form(f"{base}/question/where-you-live", {})
    assert "By tram" in resident.get(f"{base}/check").text
    again = {"how_do_you_travel": "train", "how_do_you_travel_other": "By tram"}
    resident.post_form(f"{first}?change=1", again)
    assert "By tram" not in resident.get(f"{base}/check").text
    resident.post_form(f"{first}?change=1", {"how_do_you_travel": "other", "how_do_you_travel_other": "By tram"})
    resident.post_form(f"{base}/check")
    sent = session.scalars(select(Submission)).one()
    assert sent.answers == {"how_do_you_travel": "other", "how_do_you_travel_other": "By tram"}


def dump_of(session: Session, activity: Activity) -> dict[str, Any]:
    """Return the draft as it is stored."""
    return dict(find_draft(session, activity.id).definition)


ONE = {"q": "a", "op": "eq", "value": "c"}


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        ([item("a", "radios"), item("b", show_if=ONE)], {"b": "c"}),
        ([item("a", "checkboxes"), item("b", show_if={"q": "a", "op": "any_of", "value": ["c"]})], {"b": "c"}),
        ([item("a", "radios"), item("b", show_if=ONE), item("d", "number", show_if=ONE)], {"b": "c", "d": "c"}),
        ([item("a", "radios"), item("x"), item("b", show_if=ONE)], {}),
        ([item("a", "radios"), item("b", "radios", show_if=ONE)], {}),
        ([item("a", "select"), item("b", show_if=ONE)], {}),
        ([item("a", "radios"), item("b", show_if={"q": "a", "op": "answered"})], {}),
        ([item("a", "radios"), item("b", show_if={"q": "a", "op": "in", "value": ["b", "c"]})], {}),
    ],
)
def test_only_what_is_written_right_behind_one_answer_is_shown_beneath_it(
    questions: list[dict[str, Any]], expected: dict[str, str]
) -> None:
    assert above(read_definition(survey(page("p1", *questions)))) == expected


def test_a_line_is_added_once_and_only_beneath_an_answer() -> None:
    whole = read_definition(survey(page("p1", item("a", "checkboxes"), item("z")), page("p2", item("b", "radios"))))
    twice = with_lines(with_lines(whole, "a", "c"), "b", "c")
    assert [one.key for one in twice.items] == ["a", "a_c", "z", "b", "b_c"]
    assert problems_of(twice) == []
    made = with_lines(whole, "a", "Answer c\nb\nANSWER C")
    assert [one.key for one in made.items] == ["a", "a_c", "a_b", "z", "b"]
    assert above(made) == {"a_c": "c", "a_b": "b"}
    assert problems_of(made) == []
    assert with_lines(made, "a", "Answer b") == made
    with pytest.raises(Invalid) as refused:
        with_lines(whole, "a", "Answer x")
    assert "no answer to this question" in refused.value.fields["more"]
