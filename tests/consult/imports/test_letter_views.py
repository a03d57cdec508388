"""Taking letters in on the desk, and entering responses from them."""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.imports.letters import read_letter
from consult.jobs.models import Job
from consult.submissions.letters import Letter, LetterState
from consult.submissions.models import Submission
from tests.factories import make_activity, make_consultation
from tests.support.mails import mail
from tests.support.redaction import seen_on
from tests.support.web import FormClient


def sent(client: FormClient, activity: Activity, *files: tuple[str, bytes]) -> Any:
    """Send files to the page of an activity's letters."""
    fields: dict[str, Any] = {"files": [(BytesIO(content), name) for name, content in files]}
    return client.post_form(f"/staff/activities/{activity.id}/letters", fields, content_type="multipart/form-data")


@pytest.fixture
def letter(client: FormClient, session: Session, officer: Person, activity: Activity) -> Letter:
    """A mail that was taken in and read."""
    assert sent(client, activity, ("Rita.eml", mail("We say <no>.").as_bytes())).status_code == 303
    found = session.scalars(select(Letter)).one()
    read_letter(session, Job(), letter_id=found.id)
    return found


def test_several_files_are_taken_in_at_once_and_those_that_cannot_be_are_named(
    client: FormClient, session: Session, officer: Person, activity: Activity
) -> None:
    answer = sent(client, activity, ("a.txt", b"Words"), ("b.exe", b"MZ"), ("c.txt", b""))
    assert answer.status_code == 303
    page = client.get(f"/staff/activities/{activity.id}/letters").text
    assert "b.exe: The file must be one of" in page
    assert "c.txt: The file is empty" in page
    assert "1 letter is taken in." in page
    assert [row.name for row in session.scalars(select(Letter))] == ["a.txt"]
    answer = sent(client, activity, ("b.exe", b"MZ"))
    assert (answer.status_code, "b.exe: The file must be one of" in answer.text) == (422, True)
    assert "Select at least one file" in sent(client, activity).text


def test_a_response_is_entered_from_a_letter_with_its_words_there_already(
    client: FormClient, session: Session, activity: Activity, letter: Letter
) -> None:
    page = client.get(f"/staff/letters/{letter.id}").text
    assert "We say &lt;no&gt;." in page
    address = f"/staff/activities/{activity.id}/enter?letter={letter.id}"
    form = client.get(address).text
    assert form.count("We say &lt;no&gt;.") == 2, "to read, and in the answer"
    day = letter.added_at
    fields = {
        "key": "k1",
        "channel": "email",
        "received_on-day": day.day,
        "received_on-month": day.month,
        "received_on-year": day.year,
        "answer_reasons": "We say no.",
    }
    answer = client.post_form(address, fields)
    assert answer.headers["Location"].endswith(f"/staff/letters/{letter.id}")
    submission = session.scalars(select(Submission)).one()
    assert (submission.channel, letter.state) == ("email", LetterState.ENTERED)
    page = client.get(f"/staff/letters/{letter.id}").text
    assert submission.reference in page
    assert "Put it aside" not in page


def test_whoever_enters_the_same_letter_second_is_shown_the_first(
    client: FormClient, session: Session, activity: Activity, letter: Letter
) -> None:
    address = f"/staff/activities/{activity.id}/enter?letter={letter.id}"
    fields: dict[str, object] = {
        "channel": "email",
        "received_on-day": letter.added_at.day,
        "received_on-month": letter.added_at.month,
        "received_on-year": letter.added_at.year,
        "answer_reasons": "We say no.",
    }
    seen = seen_on(client.get(address).text)
    assert client.post_form(address, {**fields, "key": "first", "seen": seen}).status_code == 303
    second = client.post_form(address, {**fields, "key": "second", "seen": seen, "answer_reasons": "We all say no."})
    assert second.status_code == 409
    assert "while you had it open" in second.text
    assert "We all say no." in second.text
    assert len(session.scalars(select(Submission)).all()) == 1
    # The first officer who sends it twice gets the same response.
    assert client.post_form(address, {**fields, "key": "first", "seen": seen}).status_code == 303
    assert len(session.scalars(select(Submission)).all()) == 1
    # Minutes may hold several: whoever has seen the first can enter another.
    again = {**fields, "key": "second", "seen": seen_on(second.text), "answer_reasons": "We all say no."}
    assert client.post_form(address, again).status_code == 303
    assert len(session.scalars(select(Submission)).all()) == 2


def test_a_letter_of_another_activity_cannot_be_entered_here(
    client: FormClient, session: Session, letter: Letter
) -> None:
    other = make_activity(session, make_consultation(session, slug="other"))
    assert client.get(f"/staff/activities/{other.id}/enter?letter={letter.id}").status_code == 404
    assert client.get(f"/staff/activities/{other.id}/enter?letter=99999").status_code == 404


def test_a_letter_is_put_aside_with_a_reason(client: FormClient, activity: Activity, letter: Letter) -> None:
    address = f"/staff/letters/{letter.id}"
    assert "Enter why nothing is entered from it" in client.post_form(address, {"reason": ""}).text
    assert client.post_form(address, {"reason": "An invoice"}).status_code == 303
    assert "Nothing is entered from it: An invoice" in client.get(address).text
    assert "Put aside: 1" in client.get(f"/staff/activities/{activity.id}/letters").text
