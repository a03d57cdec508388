"""The worker runs what it is told of, and finds what it was not told of."""

import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.contract.plugin import Feature
from consult.jobs.models import Job, JobState
from consult.jobs.services import enqueue
from consult.jobs.wake_up_queue import Queue, queue_of
from consult.jobs.worker import Worker, sweep
from consult.kernel import clock
from consult.kernel.db import Database
from consult.kernel.errors import Misconfigured
from tests.support import postgresql, work


def ask(database: Database) -> int:
    with database.unit_of_work() as session:
        return enqueue(session, "test.nothing").id


def test_a_job_is_run_soon_after_it_was_asked_for(live_database: Database) -> None:
    worker = Worker(live_database, work.offer(live_database, nothing=lambda session, job: None), sweep_seconds=3600)
    worker.start()
    try:
        job_id = ask(live_database)
        work.wait_for(lambda: work.state_of(live_database, job_id) == JobState.DONE)
    finally:
        worker.stop()


def test_daily_jobs_are_planned_once_when_work_starts(live_database: Database) -> None:
    registry = work.offer(live_database, nothing=lambda session, job: None)
    daily = replace(registry.features[-1].jobs[0], is_daily=True)
    registry = replace(registry, features=(*registry.features[:-1], Feature(name="test", jobs=(daily,))))
    for _ in range(2):
        worker = Worker(live_database, registry, sweep_seconds=3600)
        worker.start()
        worker.stop()
    with live_database.reading() as session:
        due = session.scalars(select(Job.due_at).where(Job.name == "test.nothing").order_by(Job.due_at)).all()
    assert len(due) <= 2
    assert len({day.date() for day in due}) == len(due) > 0


def test_a_job_whose_hint_was_lost_is_found_by_the_sweep(live_database: Database) -> None:
    registry = work.offer(live_database, nothing=lambda session, job: None)
    job_id = ask(live_database)
    queue = queue_of(live_database)
    assert isinstance(queue, Queue)
    queue.huey.storage.flush_queue()
    worker = Worker(live_database, registry, sweep_seconds=0.05)
    worker.start()
    try:
        work.wait_for(lambda: work.state_of(live_database, job_id) == JobState.DONE)
    finally:
        worker.stop()


def test_the_sweep_tells_of_what_is_due_and_of_leases_that_ran_out(live_database: Database) -> None:
    work.offer(live_database, nothing=lambda session, job: None)
    queue = queue_of(live_database)
    assert isinstance(queue, Queue)
    with live_database.unit_of_work() as session:
        due = enqueue(session, "test.nothing")
        later = enqueue(session, "test.nothing", delay=timedelta(hours=1))
        held, dropped = enqueue(session, "test.nothing"), enqueue(session, "test.nothing")
        for job, minutes in ((held, 5), (dropped, -5)):
            until = clock.now() + timedelta(minutes=minutes)
            session.execute(update(Job).where(Job.id == job.id).values(state="running", lease_until=until))
    assert {due.state, later.state} == {"queued"}
    assert sweep(live_database, queue) == 2


def test_a_full_queue_is_not_filled_further(live_database: Database) -> None:
    work.offer(live_database, nothing=lambda session, job: None)
    queue = queue_of(live_database)
    assert isinstance(queue, Queue)
    for _ in range(4):
        ask(live_database)
    assert sweep(live_database, queue, maximum=3) == 0
    assert queue.huey.pending_count() == 4


def test_a_job_that_does_not_end_keeps_nobody_from_stopping(
    live_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def hang(session: Session, job: Job) -> None:
        begun.set()
        may_end.wait()

    worker = Worker(live_database, work.offer(live_database, nothing=hang), sweep_seconds=3600, patience=0.5)
    worker.start()
    try:
        job_id = ask(live_database)
        assert begun.wait(30)
        stopping = threading.Thread(target=worker.stop)
        stopping.start()
        stopping.join(60)
        assert not stopping.is_alive(), "it waits for a job that does not end"
        assert work.state_of(live_database, job_id) == JobState.RUNNING
        assert "another worker" in caplog.text
    finally:
        may_end.set()
        work.wait_for(lambda: work.state_of(live_database, job_id) == JobState.DONE)


def test_a_worker_needs_a_database_that_commits(database: Database) -> None:
    with pytest.raises(Misconfigured, match="never committed"):
        Worker(database, deployment_of(database).registry)


def test_the_worker_outlives_a_database_that_went_away(
    live_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    if live_database.is_sqlite:
        pytest.skip("SQLite is a file: it cannot be away")
    url = live_database.engine.url.render_as_string(hide_password=False)
    canary = "canary-7f3a"
    begun, go_on = threading.Event(), threading.Event()

    def work_on(session: Session, job: Job) -> None:
        work.add_person(session, f"{canary}@people.example")
        begun.set()
        assert go_on.wait(20)

    worker = Worker(live_database, work.offer(live_database, nothing=work_on), sweep_seconds=0.1)
    worker.start()
    try:
        job_id = ask(live_database)
        assert begun.wait(20)
        with postgresql.away(url):
            go_on.set()
            time.sleep(0.5)
        with live_database.unit_of_work() as session:  # as when the lease has run out
            session.execute(update(Job).values(lease_until=clock.now() - timedelta(minutes=1)))
        work.wait_for(lambda: work.state_of(live_database, job_id) == JobState.DONE)
        assert work.people_in(live_database) == 1
    finally:
        worker.stop()
    assert canary not in caplog.text
