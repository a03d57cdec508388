"""Deleting a file that came with a response."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity
from consult.desk.file_deletions import DELETION_REASONS, delete_from_response, files_in, find_file_in
from consult.files.models import StoredFile
from consult.kernel.authz import Role
from consult.kernel.errors import Invalid, NotFound
from consult.submissions.models import Submission
from tests.factories import make_actor
from tests.support.asked_files import begin, send_file, survey_with_photo
from tests.support.web import FormClient


@pytest.fixture
def activity(session: Session) -> Activity:
    """A survey that asks for a photo."""
    return survey_with_photo(session)


@pytest.fixture
def sent(client: FormClient, session: Session, activity: Activity) -> Submission:
    """A response with a photo."""
    send_file(client, begin(client, activity))
    client.post_form(f"/take-part/{activity.id}/check")
    return session.scalars(select(Submission)).one()


def test_the_file_goes_and_the_response_says_that_there_was_one(
    session: Session, activity: Activity, sent: Submission
) -> None:
    said, digest = dict(sent.answers), find_file_in(session, sent, "photo").file.sha256
    assert files_in(session, activity, sent)["photo"] is not None
    delete_from_response(session, make_actor(session, Role.OFFICER), activity, sent, "photo", "harmful")
    assert session.scalar(select(func.count()).select_from(StoredFile)) == 0
    assert (sent.answers, files_in(session, activity, sent)) == (said, {"photo": None})
    told = session.scalars(select(AuditEntry).where(AuditEntry.name == "desk.answer_file_deleted")).one()
    assert (told.facts["sha256"], told.facts["reason"]) == (digest, "harmful")


def test_it_is_deleted_once_for_a_reason_and_only_what_is_there(
    session: Session, activity: Activity, sent: Submission
) -> None:
    officer = make_actor(session, Role.OFFICER)
    with pytest.raises(Invalid, match="Select a reason"):
        delete_from_response(session, officer, activity, sent, "photo", "because")
    with pytest.raises(NotFound):
        delete_from_response(session, officer, activity, sent, "place", "person")
    delete_from_response(session, officer, activity, sent, "photo", next(iter(DELETION_REASONS)))
    with pytest.raises(NotFound):
        delete_from_response(session, officer, activity, sent, "photo", "person")


def test_its_author_can_still_change_the_rest(
    client: FormClient, session: Session, activity: Activity, sent: Submission
) -> None:
    delete_from_response(session, make_actor(session, Role.OFFICER), activity, sent, "photo", "person")
    assert "Open your file" not in client.get(f"/take-part/{activity.id}/done").text
    client.post_form(f"/take-part/{activity.id}/change")
    client.post_form(f"/take-part/{activity.id}/question/p1?change=1", {"place": "The park"})
    assert client.post_form(f"/take-part/{activity.id}/check").status_code == 303
    assert sent.answers == {"place": "The park"}
