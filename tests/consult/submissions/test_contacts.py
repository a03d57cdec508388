"""Writing to people who answered: the right words to the right address, kept apart from what they said."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.crypto import KeyRing, Unreadable
from consult.kernel.db import database_of
from consult.mail.models import MailMessage
from consult.mail.services import Letter
from consult.notifications.queries import find_participation
from consult.notifications.services import stop_news
from consult.submissions.contacts import ask_for_news, mail_code, mail_copy, stop_secret
from consult.submissions.drafts import find_draft, start_draft
from consult.submissions.models import Participation
from tests.factories import canary, make_activity, make_consultation, make_submission
from tests.support.web import FormClient

Outbox = Callable[..., list[Letter]]


def participations(session: Session, activity: Activity) -> list[Participation]:
    """Return who asked for news of the activity."""
    return list(session.scalars(select(Participation).where(Participation.activity_id == activity.id)))


def test_the_mailed_code_opens_the_draft_it_was_asked_for(session: Session, activity: Activity, outbox: Outbox) -> None:
    start_draft(session, activity.id, 1)
    code = start_draft(session, activity.id, 1)
    mail_code(session, "ada@people.example", "Cameras\r\nBcc: eve@evil.example", code)
    (letter,) = outbox()
    assert (letter.to, "\n" in letter.subject) == ("ada@people.example", False)
    written = next(line.split()[-1] for line in letter.body.splitlines() if line.startswith("Your code is"))
    mine = find_draft(session, code)
    assert mine is not None
    assert find_draft(session, written) == mine
    assert "http://localhost/take-part/return" in letter.body


def test_a_copy_says_what_was_sent_and_is_sealed_until_it_leaves(
    session: Session, activity: Activity, outbox: Outbox
) -> None:
    sent, secret = make_submission(session, activity, code="0000-0000-0000-0001"), canary("copied")
    mail_copy(session, "ada@people.example", "Cameras", sent, "0000-0000-0000-0001", f"Why?\n{secret}")
    (letter,) = outbox("ada@people.example")
    assert secret in letter.body
    assert f"http://localhost/responses/{sent.reference}" in letter.body
    assert "0000-0000-0000-0001" in letter.body
    row = session.scalars(select(MailMessage)).one()
    assert not [text for text in (secret, "0000-0000", "ada@people") if text.encode() in (row.sealed or b"")]


def test_an_address_is_kept_once_however_it_is_typed(session: Session, activity: Activity) -> None:
    for typed in ("ada@people.example", "Ada@People.Example ", "ADA@PEOPLE.EXAMPLE"):
        ask_for_news(session, activity.id, typed)
    ask_for_news(session, activity.id, "ben@people.example")
    other = make_activity(session, make_consultation(session))
    ask_for_news(session, other.id, "ada@people.example")
    assert len(participations(session, activity)) == 2
    assert len(participations(session, other)) == 1


def test_who_stopped_the_news_and_asks_again_gets_it_again(session: Session, activity: Activity) -> None:
    ask_for_news(session, activity.id, "ada@people.example")
    (kept,) = participations(session, activity)
    stop_news(session, find_participation(session, stop_secret(session, kept.id)))
    assert kept.stopped_at is not None
    ask_for_news(session, activity.id, "ada@people.example")
    assert [one.stopped_at for one in participations(session, activity)] == [None]


def test_an_address_opens_in_its_own_row_alone(session: Session, activity: Activity) -> None:
    for name in ("ada", "ben"):
        ask_for_news(session, activity.id, f"{name}@people.example")
    one, other = participations(session, activity)
    keys = database_of(session).keys
    where: dict[str, Any] = {"table": "participation", "column": "contact_sealed"}
    assert keys.open(one.contact_sealed, row=one.id, **where).endswith(b"@people.example")
    with pytest.raises(Unreadable):
        keys.open(one.contact_sealed, row=other.id, **where)
    assert b"people.example" not in one.contact_sealed + other.contact_sealed


def test_an_address_is_recognised_after_the_keys_were_changed(session: Session, activity: Activity) -> None:
    ask_for_news(session, activity.id, "ada@people.example")
    database = database_of(session)
    before = database.keys
    database.keys = KeyRing({"t2": b"2" * 32, **before.keys}, current="t2")
    ask_for_news(session, activity.id, "ada@people.example")
    assert len(participations(session, activity)) == 1


def test_a_copy_asked_for_on_the_page_holds_the_answers_in_words(
    client: FormClient, session: Session, outbox: Outbox
) -> None:
    activity = make_activity(session, make_consultation(session, title="Cameras?"))
    base = f"/take-part/{activity.id}"
    client.post_form(f"{base}/start")
    client.post_form(f"{base}/question/position", {"position": "strongly_oppose"})
    client.post_form(f"{base}/check")
    client.post_form(f"{base}/done", {"email": "ada@people.example", "wanted": ["copy", "updates"]})
    (letter,) = outbox("ada@people.example")
    assert "Do you support the proposal?\nStrongly oppose" in letter.body
    assert "Tell us why.\nNo answer" in letter.body
    assert len(participations(session, activity)) == 1
