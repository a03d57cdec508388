"""Asking for work is part of the change that needs it."""

import threading

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.jobs.models import Job, JobState
from consult.jobs.policies import AlreadyFinished
from consult.jobs.services import cancel, enqueue
from consult.kernel.authz import ANONYMOUS
from consult.kernel.db import Database
from tests.factories import make_actor
from tests.support import work


def count(session: Session) -> int:
    return session.scalar(select(func.count(Job.id))) or 0


def test_a_job_belongs_to_whoever_asked_and_says_where_it_leads(session: Session, database: Database) -> None:
    work.offer(database, nothing=lambda session, job: None)
    actor = make_actor(session)
    job = enqueue(
        session, "test.nothing", created_by=actor, subject=("consultation", 7), url="/staff/consultations/7", size=3
    )
    assert (job.created_by_id, job.subject_kind, job.subject_id) == (actor.person_id, "consultation", 7)
    assert (job.state, job.args, job.url) == ("queued", {"size": 3}, "/staff/consultations/7")


def test_an_unknown_kind_of_job_is_a_fault_of_the_programmer(session: Session) -> None:
    with pytest.raises(ValueError, match=r"no job called test\.missing"):
        enqueue(session, "test.missing")


def test_asking_twice_with_one_key_gives_one_job(session: Session, database: Database) -> None:
    work.offer(database, nothing=lambda session, job: None)
    first = enqueue(session, "test.nothing", key="once")
    assert enqueue(session, "test.nothing", key="once").id == first.id
    assert enqueue(session, "test.nothing", key="twice").id != first.id
    assert count(session) == 2


def test_many_asking_at_once_with_one_key_get_one_job(live_database: Database) -> None:
    work.offer(live_database, nothing=lambda session, job: None)
    ids: list[int] = []
    start = threading.Barrier(6)

    def ask() -> None:
        start.wait()
        with live_database.unit_of_work() as session:
            ids.append(enqueue(session, "test.nothing", key="once").id)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 6
    assert len(set(ids)) == 1


def test_a_change_that_is_taken_back_asks_for_nothing(live_database: Database) -> None:
    work.offer(live_database, nothing=lambda session, job: None)
    with live_database.sessions() as session:
        enqueue(session, "test.nothing")
    with live_database.reading() as session:
        assert count(session) == 0


def test_a_waiting_job_can_be_stopped_once(session: Session, database: Database) -> None:
    work.offer(database, nothing=lambda session, job: None)
    job = enqueue(session, "test.nothing")
    cancel(session, ANONYMOUS, job)
    assert (job.state, job.message) == (JobState.CANCELLED, "Stopped.")
    with pytest.raises(AlreadyFinished, match="already ended"):
        cancel(session, ANONYMOUS, job)
