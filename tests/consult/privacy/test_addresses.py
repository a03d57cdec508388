"""What hangs on an email address is found, handed over and erased however the address is typed, and no other one's."""

import base64
import os
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel import clock
from consult.kernel.crypto import KeyRing
from consult.kernel.db import database_of
from consult.mail.models import MailMessage, MailState
from consult.mail.services import send_mail
from consult.privacy.addresses import collect_mail, collect_news, erase_mail, erase_news, purge_mail
from consult.submissions.models import Participation
from tests.factories import make_activity, make_consultation
from tests.support.news import want_news

EMAIL = "Amara.O'Neill@People.example"
OTHER = "amara@people.example"
TYPED = [EMAIL, EMAIL.lower(), EMAIL.upper(), f"  {EMAIL}\t"]


@pytest.fixture
def activity(session: Session) -> Activity:
    """A written response of which two people want news, and both were written to."""
    made = make_activity(session, make_consultation(session))
    for email in (EMAIL, OTHER):
        want_news(session, made.id, email)
        send_mail(session, to=email, subject="Your code", body="A canary.")
    return made


def rotate_keys(session: Session) -> None:
    """Seal from now on with a new key, as an operator does; the old one stays in the ring."""
    database = database_of(session)
    database.keys = KeyRing({"t2": base64.b64decode(base64.b64encode(os.urandom(32))), **database.keys.keys}, "t2")


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.usefixtures("activity")
def test_what_is_held_is_told_however_the_address_is_typed(session: Session, activity: Activity, typed: str) -> None:
    assert collect_news(session, typed) == {
        "news": [{"activity": activity.id, "wants_news": True, "is_confirmed": True, "language": "en-GB"}]
    }
    (mail,) = collect_mail(session, typed)["mail"]
    assert (mail["state"], mail["sent_at"]) == ("waiting", None)


@pytest.mark.usefixtures("activity")
def test_what_a_mail_said_is_not_told_to_whoever_handles_the_request(session: Session) -> None:
    assert "canary" not in str(collect_mail(session, EMAIL))


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.usefixtures("activity")
def test_erasing_one_address_leaves_the_others(session: Session, typed: str) -> None:
    assert (erase_mail(session, typed), erase_news(session, typed)) == (1, 1)
    assert (collect_mail(session, EMAIL), collect_news(session, EMAIL)) == ({}, {})
    assert len(session.scalars(select(MailMessage)).all()) == 1
    assert len(session.scalars(select(Participation)).all()) == 1
    assert collect_news(session, OTHER)
    assert (erase_mail(session, typed), erase_news(session, typed)) == (0, 0)


@pytest.mark.usefixtures("activity")
def test_what_was_kept_under_an_earlier_key_is_found_and_erased_too(session: Session) -> None:
    rotate_keys(session)
    send_mail(session, to=EMAIL, subject="Your code", body="After.")
    assert len(collect_mail(session, EMAIL)["mail"]) == 2
    assert collect_news(session, EMAIL)
    assert (erase_mail(session, EMAIL), erase_news(session, EMAIL)) == (2, 1)
    assert (collect_mail(session, EMAIL), collect_news(session, EMAIL)) == ({}, {})
    assert collect_news(session, OTHER)


@pytest.mark.parametrize("typed", ["", "%", "@", "nobody@people.example", "amara"])
@pytest.mark.usefixtures("activity")
def test_nothing_is_found_under_what_is_not_the_address(session: Session, typed: str) -> None:
    assert (collect_mail(session, typed), collect_news(session, typed)) == ({}, {})
    assert (erase_mail(session, typed), erase_news(session, typed)) == (0, 0)


@pytest.mark.usefixtures("activity")
def test_whoever_stopped_the_news_reads_that_it_is_stopped(session: Session) -> None:
    for participation in session.scalars(select(Participation)):
        participation.stopped_at = clock.now()
    session.flush()
    assert [item["wants_news"] for item in collect_news(session, EMAIL)["news"]] == [False]


@pytest.mark.parametrize(
    ("state", "days", "is_gone"),
    [
        (MailState.SENT, 91, True),
        (MailState.SENT, 89, False),
        (MailState.REFUSED, 91, True),
        (MailState.WAITING, 400, False),
    ],
)
def test_the_record_of_mail_goes_after_90_days_but_never_mail_that_still_waits(
    session: Session, state: MailState, days: int, is_gone: bool
) -> None:
    mail = send_mail(session, to=EMAIL, subject="Hello", body="Hello")
    mail.state, mail.created_at = state, clock.now() - timedelta(days=days)
    if state is not MailState.WAITING:
        mail.sealed = None
    session.flush()
    assert purge_mail(session) == int(is_gone)
    assert (collect_mail(session, EMAIL) == {}) is is_gone
