"""Programs read which surveys there are and what each version asks, as it lies."""

import hashlib
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.accounts.access_tokens import make_token
from consult.consultations.models import Activity
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.reach import Reach
from plugins.survey.document import definition_from_json, digest
from plugins.survey.queries import find_draft, find_published
from tests.factories import make_activity, make_person
from tests.plugins.survey.conftest import ALL_KINDS, PublishSurvey, item, page, survey
from tests.support.web import FormClient


@pytest.fixture
def headers(session: Session) -> dict[str, str]:
    """What the program of an officer sends."""
    person = make_person(session, Role.OFFICER)
    secret = make_token(session, SYSTEM, person, name="Repository", allows=[Reach.DEFINITIONS], days=7)
    return {"Authorization": f"Bearer {secret}"}


@pytest.mark.postgresql
def test_surveys_are_listed_with_their_newest_version_and_where_to_go_on(
    client: FormClient, session: Session, headers: Any, draft_survey: Activity, publish: PublishSurvey
) -> None:
    publish(draft_survey, ALL_KINDS)
    publish(draft_survey, survey(page("p1", item("words", "long_text"))))
    other = make_activity(session, draft_survey.consultation, "survey", title="Not published")
    make_activity(session, draft_survey.consultation, "response", title="No survey")
    answer = client.get("/api/1/surveys", headers=headers)
    assert answer.status_code == 200
    assert answer.json is not None
    first, second = answer.json["surveys"]
    assert (first["id"], first["version"]) == (draft_survey.id, 2)
    assert first["consultation"]["slug"] == draft_survey.consultation.slug
    assert first["state"] == "draft"
    assert (second["title"], second["version"]) == ("Not published", None)
    assert set(second["links"]) == {"draft", "responses"}
    assert client.get(first["links"]["version"], headers=headers).status_code == 200
    assert client.get(first["links"]["draft"], headers=headers).status_code == 200
    assert first["links"]["responses"] == f"/api/1/activities/{draft_survey.id}/responses"
    assert other.id == second["id"]


@pytest.mark.postgresql
def test_a_version_is_given_as_it_lies_under_its_digest(
    client: FormClient, session: Session, headers: Any, draft_survey: Activity, publish: PublishSurvey
) -> None:
    publish(draft_survey, ALL_KINDS)
    kept = find_published(session, draft_survey.id)
    assert kept is not None
    sha256, number = kept.sha256, draft_survey.id
    answer = client.get(f"/api/1/surveys/{number}/versions/1", headers=headers)
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert answer.headers["ETag"] == f'"{sha256}"'
    assert hashlib.sha256(answer.get_data()).hexdigest() == sha256
    assert digest(definition_from_json(answer.text)) == sha256
    again = client.get(f"/api/1/surveys/{number}/versions/1", headers={**headers, "If-None-Match": f'"{sha256}"'})
    assert (again.status_code, again.get_data()) == (304, b"")


def test_the_draft_is_given_and_is_no_version(
    client: FormClient, session: Session, headers: Any, draft_survey: Activity, publish: PublishSurvey
) -> None:
    publish(draft_survey, ALL_KINDS)
    draft = find_draft(session, draft_survey.id)
    sha256, draft_number, number = draft.sha256, draft.number, draft_survey.id
    answer = client.get(f"/api/1/surveys/{number}/draft", headers=headers)
    assert answer.headers["ETag"] == f'"{sha256}"'
    assert client.get(f"/api/1/surveys/{number}/versions/{draft_number}", headers=headers).status_code == 404


def test_what_is_no_survey_is_not_found(
    client: FormClient, session: Session, headers: Any, draft_survey: Activity
) -> None:
    written = make_activity(session, draft_survey.consultation, "response")
    for path in (f"{written.id}/draft", f"{written.id}/versions/1", f"{draft_survey.id}/versions/1", "999999/draft"):
        answer = client.get(f"/api/1/surveys/{path}", headers=headers)
        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_a_program_for_responses_alone_reads_no_definitions(
    client: FormClient, session: Session, draft_survey: Activity
) -> None:
    person = make_person(session, Role.OFFICER)
    secret = make_token(session, SYSTEM, person, name="Counts", allows=[Reach.RESPONSES], days=7)
    for path in ("", f"/{draft_survey.id}/draft", f"/{draft_survey.id}/versions/1"):
        answer = client.get(f"/api/1/surveys{path}", headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == 403
