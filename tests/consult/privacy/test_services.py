"""One person's data is found, handed over and erased everywhere; what has run out goes by itself."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

import orjson
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.models import AuditEntry
from consult.consultations.models import Activity
from consult.jobs.models import Job, JobState
from consult.journey.drafts import Content, start_draft
from consult.kernel.authz import Actor, Role
from consult.kernel.clock import set_clock
from consult.kernel.crypto import KeyRing
from consult.kernel.db import database_of
from consult.kernel.errors import Conflict, Invalid
from consult.mail.models import MailMessage, MailState
from consult.mail.services import send_mail
from consult.privacy.services import amount, collect, erase, find_subject, hand_over, purge_expired
from consult.submissions.intake import keep_about_you
from consult.submissions.models import AboutYou, Draft, Participation, Status, Submission
from consult.submissions.tallies import counts_of
from tests.factories import actor_for, canary, make_activity, make_consultation, make_person, make_submission
from tests.support.news import want_news

EMAIL = "amara@people.example"


@pytest.fixture
def administrator(session: Session) -> Actor:
    """An administrator."""
    return actor_for(session, make_person(session, Role.ADMINISTRATOR))


@pytest.fixture
def activity(session: Session) -> Activity:
    """An open written response."""
    return make_activity(session, make_consultation(session))


def answered(session: Session, activity: Activity, words: str) -> Submission:
    made = make_submission(session, activity, answers={"position": "support", "reasons": words})
    keep_about_you(session, activity.id, made.id, {"age_band": "25_34"})
    session.flush()
    return made


def test_a_response_is_found_by_its_reference_however_it_is_typed(session: Session, activity: Activity) -> None:
    made = answered(session, activity, canary("words"))
    typed = made.reference.lower().replace("-", " ")
    assert find_subject(session, typed).submission is made


@pytest.mark.parametrize("typed", ["nobody@people.example", "CN-0000-0000", "", "%", "CN-7F3K-92QX' OR 1=1"])
def test_what_is_not_held_is_said_to_be_not_held(session: Session, typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        find_subject(session, typed)
    assert list(refused.value.fields) == ["subject"]


def test_a_response_is_handed_over_whole_and_the_audit_log_says_so(
    session: Session, activity: Activity, administrator: Actor
) -> None:
    words = canary("words")
    made = answered(session, activity, words)
    document = hand_over(session, administrator, find_subject(session, made.reference), "document")
    text = orjson.dumps(document).decode()
    assert words in text
    assert "25_34" in text
    assert made.reference in text
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert (entry.name, entry.actor_id) == ("privacy.data_handed_over", administrator.person_id)
    assert words not in str(entry.facts)


def test_an_erased_response_leaves_nothing_but_its_place_in_the_count(
    session: Session, activity: Activity, administrator: Actor
) -> None:
    made = answered(session, activity, canary("words"))
    other = answered(session, activity, "Others stay.")
    erase(session, administrator, find_subject(session, made.reference), "private_code")
    session.expire_all()
    assert (made.answers, made.area, made.status, made.code_hash) == ({}, "", Status.WITHDRAWN, None)
    assert len(session.scalars(select(AboutYou)).all()) == 1
    assert counts_of(session, activity.id)["status"] == {"submitted": 1, "withdrawn": 1}
    assert other.answers["reasons"] == "Others stay."
    assert collect(session, find_subject(session, made.reference))["response"]["about_you"] == {}


def test_an_address_without_an_account_is_found_handed_over_and_erased(
    session: Session, activity: Activity, administrator: Actor
) -> None:
    send_mail(session, to=EMAIL, subject="Your code", body="secret words")
    send_mail(session, to="other@people.example", subject="Your code", body="secret words")
    want_news(session, activity.id, EMAIL)
    subject = find_subject(session, " Amara@People.example ")
    assert subject.person is None
    held = hand_over(session, administrator, subject, "same_address")["data"]
    assert set(held) == {"mail", "news"}
    assert erase(session, administrator, subject, "same_address") == 2
    assert len(session.scalars(select(MailMessage)).all()) == 1
    assert session.scalars(select(Participation)).all() == []
    with pytest.raises(Invalid):
        find_subject(session, EMAIL)


def test_an_account_is_erased_with_all_that_hangs_on_its_address(session: Session, administrator: Actor) -> None:
    person = make_person(session, Role.COUNCILLOR, email=EMAIL, name=canary("name"))
    send_mail(session, to=EMAIL, subject="Hello", body="Hello")
    rows = erase(session, administrator, find_subject(session, EMAIL), "known")
    assert rows >= 3
    assert person.name == "Erased account"
    assert not person.is_active
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    told = {"subject": "account", "checked_by": "known", "rows": rows, "person_id": person.id}
    assert entry.facts == {**told, "listed_as": entry.facts["listed_as"]}
    assert EMAIL not in str(entry.facts)


def test_nobody_erases_themselves(session: Session, administrator: Actor) -> None:
    make_person(session, Role.ADMINISTRATOR)
    own = session.get_one(Person, administrator.person_id)
    with pytest.raises(Conflict):
        erase(session, administrator, find_subject(session, own.email), "known")
    assert own.is_active


def test_what_has_run_out_is_deleted_and_nothing_else(
    session: Session, activity: Activity, clock_at: Callable[..., datetime]
) -> None:
    at = clock_at("2026-11-02 09:00")
    start_draft(session, activity.id, activity.settings_version, content=Content(area="Abbey"))
    made = answered(session, activity, "Sent answers stay.")
    sent, waiting = (send_mail(session, to=EMAIL, subject=secrets.token_hex(4), body="Hello") for _ in range(2))
    sent.state, sent.sealed, sent.sent_at = MailState.SENT, None, at
    session.flush()
    with set_clock(at + timedelta(days=59)):
        assert purge_expired(session) == 0
    with set_clock(at + timedelta(days=61)):
        assert purge_expired(session) == 1
    assert session.scalars(select(Draft)).all() == []
    with set_clock(at + timedelta(days=91)):
        assert purge_expired(session) == 1
    assert session.scalars(select(MailMessage)).all() == [waiting]
    assert made.answers["reasons"] == "Sent answers stay."
    finished, unfinished = session.scalars(select(Job).order_by(Job.id)).all()
    finished.state, finished.finished_at = JobState.DONE, at
    session.flush()
    with set_clock(at + timedelta(days=91)):
        assert purge_expired(session) == 1
    assert session.scalars(select(Job)).all() == [unfinished]


def test_what_somebody_said_of_themselves_is_handed_over_and_erased_though_the_key_was_changed_since(
    session: Session, activity: Activity, administrator: Actor
) -> None:
    made = answered(session, activity, canary("words"))
    database = database_of(session)
    database.keys = KeyRing({"t2": b"2" * 32, **database.keys.keys}, current="t2")
    subject = find_subject(session, made.reference)
    assert collect(session, subject)["response"]["about_you"] == {"age_band": "25_34"}
    erase(session, administrator, subject, "private_code")
    assert session.scalars(select(AboutYou)).all() == []


@pytest.mark.parametrize(
    ("held", "records"), [(3, 3), ([1, 2], 2), ((1,), 1), ({"a": 1, "b": 2}, 1), ("text", 1), (True, 1), ({1, 2}, 2)]
)
def test_whatever_a_plugin_holds_is_an_amount(held: object, records: int) -> None:
    assert amount(held) == records
