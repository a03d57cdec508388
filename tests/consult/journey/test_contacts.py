"""Writing to people who answered: the right words to the right address, kept apart from what they said."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.deployment import speaking_to
from consult.jobs.models import Job
from consult.journey.contacts import ask_for_news, mail_code, mail_reference
from consult.journey.drafts import find_draft, start_draft
from consult.kernel.crypto import KeyRing, Unreadable
from consult.kernel.db import database_of
from consult.kernel.messages import gettext
from consult.mail.models import MailMessage
from consult.mail.sealed_addresses import stop_secret
from consult.mail.services import Letter
from consult.notifications.queries import find_participation
from consult.notifications.services import SEND, confirm_news, notify_participants, send_batch, stop_news
from consult.submissions.models import Participation
from tests.factories import canary, make_activity, make_consultation, make_submission
from tests.support.deployments import offer_welsh
from tests.support.mail import written_mail
from tests.support.web import FormClient

Outbox = Callable[..., list[Letter]]


def participations(session: Session, activity: Activity) -> list[Participation]:
    """Return who asked for news of the activity."""
    return list(session.scalars(select(Participation).where(Participation.activity_id == activity.id)))


def test_the_mailed_code_opens_the_draft_it_was_asked_for(session: Session, activity: Activity, outbox: Outbox) -> None:
    start_draft(session, activity.id, 1)
    code = start_draft(session, activity.id, 1)
    mail_code(session, "ada@people.example", "Cameras\r\nBcc: eve@evil.example", code, "31 March")
    (letter,) = outbox()
    assert (letter.to, "\n" in letter.subject) == ("ada@people.example", False)
    written = next(line.split()[-1] for line in letter.body.splitlines() if line.startswith("Your code is"))
    mine = find_draft(session, code)
    assert mine is not None
    assert find_draft(session, written) == mine
    assert "http://localhost/take-part/return" in letter.body
    assert "Send your answers before 31 March" in letter.body


def test_a_mail_of_what_was_sent_leads_to_it_and_is_sealed_until_it_leaves(
    session: Session, activity: Activity, outbox: Outbox
) -> None:
    secret = canary("answered")
    sent = make_submission(session, activity, answers={"reasons": secret}, code="0000-0000-0000-0001")
    mail_reference(session, "ada@people.example", "Cameras", sent, "0000-0000-0000-0001")
    (letter,) = outbox("ada@people.example")
    assert secret not in letter.body
    assert f"http://localhost/responses/{sent.reference}" in letter.body
    assert "0000-0000-0000-0001" in letter.body
    row = session.scalars(select(MailMessage)).one()
    assert not [text for text in ("0000-0000", "ada@people") if text.encode() in (row.sealed or b"")]


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
    secret = stop_secret(session, kept.id)
    confirm_news(session, find_participation(session, secret))
    stop_news(session, find_participation(session, secret))
    assert kept.stopped_at is not None
    ask_for_news(session, activity.id, "ada@people.example")
    session.refresh(kept)
    assert [kept.stopped_at, kept.confirmed_at] == [None, None]


def test_news_has_to_be_confirmed_by_the_link_that_was_mailed(
    session: Session, activity: Activity, outbox: Outbox
) -> None:
    asked = ask_for_news(session, activity.id, "ada@people.example")
    assert asked.confirmed_at is None
    (letter,) = outbox("ada@people.example")
    secret = stop_secret(session, asked.id)
    assert f"http://localhost/news/{secret}" in letter.body
    confirm_news(session, find_participation(session, secret))
    ask_for_news(session, activity.id, "ada@people.example")
    assert len(outbox("ada@people.example")) == 1


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


def test_what_is_asked_for_on_the_page_is_mailed_without_the_answers(
    client: FormClient, session: Session, outbox: Outbox
) -> None:
    activity = make_activity(session, make_consultation(session, title="Cameras?"))
    base = f"/take-part/{activity.id}"
    client.post_form(f"{base}/start")
    client.post_form(f"{base}/question/position", {"position": "strongly_oppose"})
    client.post_form(f"{base}/check")
    client.post_form(f"{base}/done", {"email": "ada@people.example", "wanted": ["copy", "updates"]})
    sent, confirmation = outbox("ada@people.example")
    assert "Your reference is CN-" in sent.body
    assert "Strongly oppose" not in sent.body + confirmation.body
    assert len(participations(session, activity)) == 1


def test_who_took_part_in_welsh_gets_news_in_welsh(session: Session, activity: Activity) -> None:
    offer_welsh(database_of(session))
    with speaking_to(session, "cy"):
        asked = ask_for_news(session, activity.id, "nia@people.example")
    assert asked.language == "cy"
    confirm_news(session, asked)
    session.execute(delete(MailMessage))
    notify_participants(session, [activity.id], lambda: (gettext("Changed"), "2"))
    job = session.scalars(select(Job).where(Job.name == SEND)).one()
    send_batch(session, job, **job.args)
    (letter,) = written_mail(session)
    assert letter.subject == "Newidiwyd"
    assert "Rydych yn cael hwn oherwydd i chi gymryd rhan" in letter.body
    assert "http://localhost/cy/stop/" in letter.body
