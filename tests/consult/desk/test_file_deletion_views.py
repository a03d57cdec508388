"""The page on which an officer deletes a file."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.kernel.authz import Role
from consult.submissions.models import AnswerFile, Submission
from tests.factories import make_person
from tests.support.asked_files import begin, send_file, survey_with_photo
from tests.support.web import FormClient


def test_an_officer_says_why_and_reads_that_it_is_deleted(client: FormClient, session: Session, sign_in: Any) -> None:
    activity = survey_with_photo(session)
    send_file(client, begin(client, activity))
    client.post_form(f"/take-part/{activity.id}/check")
    place = f"/staff/responses/{session.scalars(select(Submission.id)).one()}"
    sign_in(client, make_person(session, Role.AUDITOR))
    assert "Delete this file" not in client.get(place).text
    assert client.get(f"{place}/files/photo/delete").status_code == 403
    sign_in(client, make_person(session, Role.OFFICER))
    assert f'href="{place}/files/photo/delete"' in client.get(place).text
    refused = client.post_form(f"{place}/files/photo/delete")
    assert refused.status_code == 422
    assert "Select why the file is deleted" in refused.text
    done = client.post_form(f"{place}/files/photo/delete", {"reason": "person"})
    assert (done.status_code, done.location) == (303, place)
    shown = client.get(place).text
    assert "The file is deleted." in shown
    assert "(deleted)" in shown
    assert session.scalars(select(AnswerFile)).all() == []
    assert client.get(f"{place}/files/photo/delete").status_code == 404
