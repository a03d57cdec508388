"""A submission has one procedure: where a plugin handles it, no door of the response desk leads into it."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.desk.exclusions import exclude, reinstate
from consult.desk.transcription import check_entry, correct_entry
from consult.imports.plan import ImportPlan
from consult.imports.services import import_responses
from consult.kernel.authz import Role
from consult.submissions.models import Submission
from consult.submissions.owners import HandledElsewhere, owner_of, require_desk
from tests.consult.desk.test_transcription import original_of
from tests.factories import make_activity, make_actor, make_consultation, make_submission
from tests.support.web import FormClient

DOORS = ("exclude", "reinstate", "read")


@pytest.fixture
def evidence_activity(session: Session) -> Activity:
    """An activity whose plugin handles its submissions itself."""
    return make_activity(session, make_consultation(session), "impact")


@pytest.fixture
def envelope(session: Session, evidence_activity: Activity) -> Submission:
    """A submission in such an activity."""
    return make_submission(session, evidence_activity)


def test_no_service_of_the_desk_changes_it(session: Session, evidence_activity: Activity, envelope: Submission) -> None:
    officer = make_actor(session, Role.OFFICER)
    attempts: list[Callable[[], object]] = [
        lambda: exclude(session, officer, evidence_activity, envelope, "duplicate", ""),
        lambda: reinstate(session, officer, evidence_activity, envelope),
        lambda: check_entry(
            session, officer, evidence_activity, envelope, original_of(envelope), seen=envelope.revision
        ),
        lambda: correct_entry(
            session, officer, evidence_activity, envelope, original_of(envelope), reason="", seen=envelope.revision
        ),
        lambda: import_responses(session, officer, evidence_activity, b"a\n1\n", ImportPlan(answers={"a": "a"})),
        lambda: require_desk(session, evidence_activity),
    ]
    before = (envelope.status, envelope.revision, dict(envelope.answers))
    for attempt in attempts:
        with pytest.raises(HandledElsewhere):
            attempt()
    assert (envelope.status, envelope.revision, dict(envelope.answers)) == before


def test_the_desk_keeps_its_own(session: Session, activity: Activity) -> None:
    sent = make_submission(session, activity)
    assert owner_of(session, activity) is None
    require_desk(session, activity, sent.id)
    exclude(session, make_actor(session, Role.OFFICER), activity, sent, "duplicate", "")
    assert sent.status == "excluded"


@pytest.mark.usefixtures("officer")
def test_every_door_answers_409_with_the_way_to_its_own_page(client: FormClient, envelope: Submission) -> None:
    for door in DOORS:
        answer = client.post_form(f"/staff/responses/{envelope.id}/{door}", {"code": "duplicate"})
        assert answer.status_code == 409, door
        assert f"/staff/impact/submissions/{envelope.id}" in answer.text
    assert client.get(f"/staff/responses/{envelope.id}/exclude").status_code == 409


@pytest.mark.usefixtures("officer")
def test_its_page_on_the_desk_only_says_that_it_is_there_and_where(client: FormClient, envelope: Submission) -> None:
    page = client.get(f"/staff/responses/{envelope.id}").text
    assert f"/staff/impact/submissions/{envelope.id}" in page
    for words in ("Exclude this response", "Redact a passage", "Not read yet", "reasons"):
        assert words not in page
    listed = client.get(f"/staff/activities/{envelope.activity_id}/responses").text
    assert f"/staff/impact/{envelope.activity_id}" in listed
    for words in ("Import responses", "Not read"):
        assert words not in listed
    assert client.get(f"/staff/activities/{envelope.activity_id}/import").status_code == 409
