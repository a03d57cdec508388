"""Notes and tags as officers use them: written from the response, read there and in the list, and taken off again."""

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.desk.notes import notes_about
from consult.desk.tags import tags_of
from consult.kernel.authz import ANONYMOUS
from tests.factories import make_submission
from tests.support.web import FormClient


def test_a_note_is_written_read_and_removed(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    sent = make_submission(session, activity)
    page = f"/staff/responses/{sent.id}"
    assert client.post_form(f"{page}/notes?q=x", {"text": "Rang her back."}).location == f"{page}?q=x"
    shown = client.get(page).text
    assert "Rang her back." in shown
    assert officer.name in shown
    (note,) = notes_about(session, sent, ANONYMOUS)
    assert client.post_form(f"{page}/notes/{note.id}/remove").status_code == 303
    assert "Rang her back." not in client.get(page).text


def test_a_tag_is_given_filtered_by_and_taken_off(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    sent, other = make_submission(session, activity), make_submission(session, activity)
    page, desk = f"/staff/responses/{sent.id}", f"/staff/activities/{activity.id}/responses"
    assert client.post_form(f"{page}/tags", {"tag": "for legal"}).status_code == 303
    (number,) = tags_of(session, activity.id)
    shown = client.get(f"{desk}?tag={number}").text
    assert "for legal" in shown
    assert sent.reference in shown
    assert other.reference not in shown
    assert "Tags in use here: for legal." in client.get(f"/staff/responses/{other.id}/tags").text
    assert client.post_form(f"{page}/tags/{number}/remove").status_code == 303
    assert client.post_form(f"{page}/tags/{number + 1}/remove").status_code == 404
    assert "for legal" not in client.get(desk).text


def test_what_was_typed_stays_when_it_is_refused(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    sent = make_submission(session, activity)
    refused = client.post_form(f"/staff/responses/{sent.id}/tags", {"tag": "x" * 61})
    assert refused.status_code == 422
    assert "x" * 61 in refused.text
    assert client.post_form(f"/staff/responses/{sent.id}/notes", {"text": " "}).status_code == 422
