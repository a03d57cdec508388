"""Opening and closing by the clock."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.citations.queries import reference_to
from consult.consultations.models import Consultation, State
from consult.consultations.turns import TURN, plan_turn, turn_with_clock
from consult.contract.deployment import deployment_of
from consult.jobs.models import Job
from consult.jobs.runner import run_waiting_jobs
from consult.kernel import clock
from consult.kernel.db import Database
from consult.steps.queries import steps_of
from tests.factories import make_consultation

AT = "2026-11-02 09:00"


def told(session: Session, made: Consultation) -> list[str]:
    query = select(AuditEntry.name).where(AuditEntry.consultation_id == made.id).order_by(AuditEntry.id)
    return list(session.scalars(query))


def test_what_is_due_turns_and_is_told_once(session: Session, clock_at: Callable[[str], datetime]) -> None:
    now = clock_at(AT)
    day = timedelta(days=1)
    opening = make_consultation(session, state=State.SCHEDULED, opens_at=now, closes_at=now + day)
    closing = make_consultation(session, state=State.OPEN, opens_at=now - day, closes_at=now)
    missed = make_consultation(session, state=State.SCHEDULED, opens_at=now - 2 * day, closes_at=now - day)
    draft = make_consultation(session, state=State.DRAFT, opens_at=now - day, closes_at=now)
    waiting = make_consultation(session, state=State.SCHEDULED, opens_at=now + day)
    assert turn_with_clock(session) == 3
    assert [consultation.state for consultation in (opening, closing, missed, draft, waiting)] == [
        "open",
        "closed",
        "closed",
        "draft",
        "scheduled",
    ]
    assert turn_with_clock(session) == 0
    assert told(session, opening) == ["consultations.opened"]
    assert told(session, closing) == ["consultations.closed"]
    assert told(session, missed) == ["consultations.opened", "consultations.closed"]
    assert told(session, draft) == told(session, waiting) == []
    steps = session.scalars(steps_of(reference_to(missed))).all()
    assert [(step.before, step.after, step.at) for step in steps] == [
        ("scheduled", "open", missed.opens_at),
        ("open", "closed", missed.closes_at),
    ]
    assert [step.after for step in session.scalars(steps_of(reference_to(closing)))] == ["closed"]


def test_the_turn_leaves_the_version_alone(session: Session, clock_at: Callable[[str], datetime]) -> None:
    now = clock_at(AT)
    made = make_consultation(session, state=State.SCHEDULED, opens_at=now)
    before = made.version
    turn_with_clock(session)
    session.expire(made)
    assert (made.state, made.version) == ("open", before)


def test_a_turn_plans_the_next(session: Session, clock_at: Callable[[str], datetime]) -> None:
    now = clock_at(AT)
    assert plan_turn(session) is None
    made = make_consultation(session, state=State.SCHEDULED, opens_at=now + timedelta(days=3))
    make_consultation(session, state=State.OPEN, closes_at=now + timedelta(days=9))
    make_consultation(session, state=State.CLOSED)
    planned = plan_turn(session)
    assert planned is not None
    assert planned.due_at == made.opens_at
    assert plan_turn(session) is planned


def test_jobs_open_and_close_at_the_stated_instants(live_database: Database) -> None:
    start = clock.from_london(datetime.fromisoformat(AT))
    with clock.set_clock(start), live_database.unit_of_work() as session:
        made = make_consultation(session, state=State.SCHEDULED, opens_at=start + timedelta(hours=1))
        closes_at, made_id = made.closes_at, made.id
        plan_turn(session)
    assert closes_at is not None
    found = []
    for moment in (start + timedelta(minutes=59), start + timedelta(hours=1), closes_at - timedelta(1), closes_at):
        with clock.set_clock(moment):
            run_waiting_jobs(live_database, deployment_of(live_database).registry)
        with live_database.reading() as session:
            found.append(session.get_one(Consultation, made_id).state)
    assert found == ["scheduled", "open", "open", "closed"]
    with live_database.reading() as session:
        assert session.scalar(select(func.count()).where(Job.name == TURN, Job.state != "done")) == 0


def test_two_turns_at_once_tell_it_once(live_database: Database) -> None:
    now = clock.now()
    with live_database.unit_of_work() as session:
        made = make_consultation(session, state=State.OPEN, opens_at=now - timedelta(2), closes_at=now - timedelta(1))
        made_id = made.id
    together, counts = threading.Barrier(4), []

    def work() -> None:
        together.wait()
        with live_database.unit_of_work() as session:
            counts.append(turn_with_clock(session))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 0, 0, 1]
    with live_database.reading() as session:
        entries = session.scalars(select(AuditEntry.name).where(AuditEntry.consultation_id == made_id)).all()
    assert entries == ["consultations.closed"]
