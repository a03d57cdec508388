"""News for those who took part: one mail each, and a link that stops it."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.citations.queries import reference_to
from consult.consultations.changes import change_consultation, extend
from consult.consultations.models import Activity, Consultation, State
from consult.consultations.moves import close_early
from consult.consultations.presentation import CHANGE_TITLES
from consult.decisions import services as decisions
from consult.follows import services as follows
from consult.follows.services import keep_ward, tell_followers
from consult.jobs.models import Job, JobState
from consult.kernel import clock
from consult.kernel.authz import SYSTEM
from consult.kernel.crypto import KeyRing
from consult.kernel.db import database_of
from consult.kernel.errors import NotFound
from consult.mail.sealed_addresses import stop_token
from consult.notifications import services
from consult.notifications.queries import find_participation
from consult.notifications.services import SEND, notify_participants, send_batch, stop_news
from consult.submissions.models import Participation
from tests.consult.decisions.conftest import Case, make_case
from tests.consult.follows.conftest import following
from tests.factories import make_activity, make_consultation
from tests.support.mail import written_mail
from tests.support.news import want_news

AT = "2026-11-02 09:00"
STOP = re.compile(r"http://localhost/stop/(\S+)")


def run_jobs(session: Session) -> None:
    """Do what was asked for, batch after batch, in the test's own transaction."""
    while job := session.scalars(select(Job).where(Job.name == SEND, Job.state == "queued")).first():
        send_batch(session, job, **job.args)
        job.state = JobState.DONE
        session.flush()


def mails(session: Session) -> list[tuple[str, str, str]]:
    """Return the mails that wait, by address and subject."""
    return sorted((letter.to, letter.subject, letter.body) for letter in written_mail(session))


def token_in(body: str) -> str:
    found = STOP.search(body)
    assert found is not None
    return found[1]


@pytest.fixture
def consultation(session: Session, clock_at: Callable[[str], datetime]) -> Consultation:
    clock_at(AT)
    return make_consultation(session, title="Cameras")


@pytest.fixture
def activity(session: Session, consultation: Consultation) -> Activity:
    return make_activity(session, consultation)


def test_each_address_gets_one_mail(session: Session, consultation: Consultation, activity: Activity) -> None:
    second = make_activity(session, consultation, position=1)
    other = make_activity(session, make_consultation(session))
    for email, taken in (
        ("a@x.example", activity),
        ("A@x.example", second),
        ("b@x.example", second),
        ("c@x.example", other),
    ):
        want_news(session, taken.id, email)
    assert notify_participants(session, [], lambda: ("Nobody", "Nothing")) is None
    notify_participants(session, [activity.id, second.id], lambda: ("News", "There is news."))
    assert mails(session) == []
    run_jobs(session)
    written = mails(session)
    assert sorted(to.lower() for to, _, _ in written) == ["a@x.example", "b@x.example"]
    assert {subject for _, subject, _ in written} == {"News"}
    assert all(body.startswith("There is news.\n\n") for _, _, body in written)


def test_many_are_written_to_in_batches(session: Session, activity: Activity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "BATCH", 3)
    addresses = [f"person{number}@x.example" for number in range(9)]
    for email in addresses:
        want_news(session, activity.id, email)
    notify_participants(session, [activity.id], lambda: ("News", "There is news."))
    run_jobs(session)
    assert sorted(to for to, _, _ in mails(session)) == addresses
    assert len(session.scalars(select(Job).where(Job.name == SEND)).all()) == 4


def test_the_same_news_asked_for_twice_goes_out_once(session: Session, activity: Activity) -> None:
    want_news(session, activity.id, "a@x.example")
    first = notify_participants(session, [activity.id], lambda: ("News", "Text"), key="news:1")
    assert notify_participants(session, [activity.id], lambda: ("News", "Text"), key="news:1") is first
    run_jobs(session)
    assert len(mails(session)) == 1


def test_whoever_stopped_gets_no_more(session: Session, consultation: Consultation, activity: Activity) -> None:
    second = make_activity(session, consultation, position=1)
    elsewhere = make_activity(session, make_consultation(session))
    for taken in (activity, second, elsewhere):
        want_news(session, taken.id, "a@x.example")
    notify_participants(session, [activity.id], lambda: ("First", "Text"))
    run_jobs(session)
    participation = find_participation(session, token_in(mails(session)[0][2]))
    stop_news(session, participation)
    stop_news(session, participation)
    notify_participants(session, [activity.id, second.id], lambda: ("Second", "Text"))
    run_jobs(session)
    assert [subject for _, subject, _ in mails(session)] == ["First"]
    notify_participants(session, [elsewhere.id], lambda: ("Another consultation", "Text"))
    run_jobs(session)
    assert [subject for _, subject, _ in mails(session)] == ["Another consultation", "First"]
    entries = session.scalars(select(AuditEntry).where(AuditEntry.name == "notifications.stopped")).all()
    assert [(entry.actor_id, entry.facts, entry.consultation_id) for entry in entries] == [(None, {}, consultation.id)]


def test_links_work_after_the_key_was_changed(session: Session, activity: Activity) -> None:
    want_news(session, activity.id, "a@x.example")
    database = database_of(session)
    old = database.keys
    both = KeyRing({"new": b"n" * 32, **old.keys}, "new")
    try:
        for ring in (old, both):
            database.keys = ring
            notify_participants(session, [activity.id], lambda: ("News", "Text"))
            run_jobs(session)
        tokens = {token_in(body) for _, _, body in mails(session)}
        assert len(tokens) == 1
        participation = find_participation(session, tokens.pop())
        participation.stop_hash = "0" * 64
        assert find_participation(session, stop_token(session, participation)) is participation
    finally:
        database.keys = old


def test_one_unreadable_address_does_not_stop_the_others(
    session: Session, activity: Activity, caplog: pytest.LogCaptureFixture
) -> None:
    for email in ("a@x.example", "b@x.example"):
        want_news(session, activity.id, email)
    broken = session.scalars(select(Participation)).all()[0]
    broken.contact_sealed = b"\x01broken"
    notify_participants(session, [activity.id], lambda: ("News", "Text"))
    run_jobs(session)
    assert len(mails(session)) == 1
    assert "cannot be read" in caplog.text
    assert "@x.example" not in caplog.text


@pytest.mark.parametrize("token", ["", "x", "0" * 64])
def test_other_tokens_are_not_found(session: Session, activity: Activity, token: str) -> None:
    want_news(session, activity.id, "a@x.example")
    with pytest.raises(NotFound):
        find_participation(session, token)


def test_a_material_change_is_told_with_its_reason_and_the_way_back(
    session: Session, consultation: Consultation, activity: Activity
) -> None:
    want_news(session, activity.id, "a@x.example")
    assert consultation.closes_at is not None
    later = clock.from_london(datetime(2027, 2, 1, 12))
    consultation.decision_on, consultation.results_due_on = date(2027, 3, 1), date(2027, 4, 1)
    session.flush()
    extend(session, SYSTEM, consultation, later, "The papers came late.")
    run_jobs(session)
    [(_, subject, body)] = mails(session)
    assert subject == "You have more time: Cameras"
    assert "The papers came late." in body
    assert f"http://localhost/consultations/{consultation.slug}/changes/1" in body
    assert "until 1 February 2027 at midday" in body


def test_a_minor_change_is_not_mailed(session: Session, consultation: Consultation, activity: Activity) -> None:
    want_news(session, activity.id, "a@x.example")
    change_consultation(
        session,
        SYSTEM,
        consultation,
        version=consultation.version,
        reason="A comma.",
        is_material=False,
        values={"summary": "A, comma."},
    )
    assert session.scalar(select(Job).where(Job.name == SEND)) is None


def test_closing_early_is_told_without_a_way_back(
    session: Session, consultation: Consultation, activity: Activity
) -> None:
    want_news(session, activity.id, "a@x.example")
    close_early(session, SYSTEM, consultation, "The plan was withdrawn.")
    assert consultation.state == State.CLOSED
    run_jobs(session)
    [(_, subject, body)] = mails(session)
    assert subject == "Closed early: Cameras"
    assert "take-part/return" not in body


def test_every_kind_of_change_can_be_told() -> None:
    assert set(CHANGE_TITLES) <= set(services._WHAT)


def test_who_asks_before_and_after_a_change_of_keys_is_written_to_once_and_stops_once(
    session: Session, activity: Activity
) -> None:
    other = make_activity(session, session.get_one(Consultation, activity.consultation_id))
    database = database_of(session)
    before = database.keys
    want_news(session, activity.id, "ada@people.example")
    database.keys = KeyRing({"t2": b"2" * 32, **before.keys}, current="t2")
    try:
        want_news(session, other.id, "Ada@people.example ")
        both = session.scalars(
            select(Participation).where(Participation.activity_id.in_([activity.id, other.id]))
        ).all()
        assert len(both) == 2
        assert len({participation.subject_hash for participation in both}) == 1
        services.stop_news(session, both[1])
        assert all(participation.stopped_at for participation in both)
    finally:
        database.keys = before


BOTH = "both@x.example"
RUN: dict[str, Callable[..., str]] = {SEND: send_batch, follows.SEND: follows.send_batch}


def _told(session: Session) -> list[tuple[str, str]]:
    """Do what was asked for, and return to whom a mail of the news went, with the way in which each is stopped."""
    waiting = select(Job).where(Job.name.in_(RUN), Job.state == JobState.QUEUED).order_by(Job.id)
    while job := session.scalars(waiting).first():
        RUN[job.name](session, job, **job.args)
        job.state = JobState.DONE
        session.flush()
    news = (mail for mail in written_mail(session) if "Confirm" not in mail.subject)
    return sorted((mail.to, "follow" if "/follow/stop/" in mail.body else "took part") for mail in news)


@pytest.fixture
def case(session: Session) -> Case:
    """A consultation with a person who took part and follows it and its ward, and others who do one of these."""
    made = make_case(session)
    made.consultation.ward = "Beckton"
    session.flush()
    want_news(session, made.activity.id, BOTH)
    want_news(session, made.activity.id, "took.part@x.example")
    ward = reference_to(keep_ward(session, "Beckton"))
    for reference, email in (
        (reference_to(made.consultation), "Both@x.example "),
        (ward, BOTH),
        (reference_to(made.consultation), "follows@x.example"),
        (ward, "lives.there@x.example"),
    ):
        following(session, reference, email)
    return made


def _corrected(case: Case) -> None:
    decisions.begin_correction(case.session, case.officer, case.consultation, "The date was wrong.")
    case.publish()


@pytest.mark.parametrize("size", [1, 200])
def test_each_address_gets_one_mail_of_a_decision_and_of_each_correction(
    case: Case, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (services, follows):
        monkeypatch.setattr(module, "BATCH", size)
    session = case.session
    case.write()
    case.publish()
    once = [
        (BOTH, "took part"),
        ("follows@x.example", "follow"),
        ("lives.there@x.example", "follow"),
        ("took.part@x.example", "took part"),
    ]
    assert _told(session) == once
    _corrected(case)
    assert _told(session) == sorted(once * 2)


def _extend(session: Session, consultation: Consultation) -> None:
    assert consultation.closes_at is not None
    extend(session, SYSTEM, consultation, consultation.closes_at + timedelta(days=7), "More time.")


def _close(session: Session, consultation: Consultation) -> None:
    close_early(session, SYSTEM, consultation, "The plan was withdrawn.")


@pytest.mark.parametrize("change", [_extend, _close])
def test_each_address_gets_one_mail_of_a_change(
    session: Session,
    consultation: Consultation,
    activity: Activity,
    change: Callable[[Session, Consultation], None],
) -> None:
    consultation.decision_on = consultation.results_due_on = None
    session.flush()
    want_news(session, activity.id, BOTH)
    following(session, reference_to(consultation), BOTH)
    change(session, consultation)
    assert _told(session) == [(BOTH, "took part")]


def test_who_stopped_one_of_both_is_told_by_the_other(case: Case) -> None:
    session = case.session
    services.stop_news(session, want_news(session, case.activity.id, BOTH))
    case.write()
    case.publish()
    assert (BOTH, "follow") in [(to.strip().lower(), how) for to, how in _told(session)]


def test_who_follows_two_things_under_two_keys_gets_one_mail(session: Session) -> None:
    consultation = make_case(session).consultation
    consultation.ward = "Beckton"
    session.flush()
    database = database_of(session)
    before = database.keys
    following(session, reference_to(consultation), BOTH)
    database.keys = KeyRing({"t2": b"2" * 32, **before.keys}, current="t2")
    try:
        following(session, reference_to(keep_ward(session, "Beckton")), BOTH)
        tell_followers(session, reference_to(consultation), lambda: ("News", "It changed."))
        assert [to for to, _how in _told(session)] == [BOTH]
        tell_followers(session, reference_to(consultation), lambda: ("News", "It changed again."))
        assert [to for to, _how in _told(session)] == [BOTH, BOTH]
    finally:
        database.keys = before
