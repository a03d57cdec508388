"""A job takes effect once or not at all, whatever happens to whoever runs it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.contract.plugin import Feature
from consult.jobs.models import Job, JobState
from consult.jobs.runner import ATTEMPTS, GAVE_UP, TRIED, run_job, run_waiting_jobs
from consult.jobs.services import LEASE, cancel, enqueue, report_progress
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.db import Database
from consult.kernel.errors import Conflict
from tests.conftest import CHOSEN
from tests.support import server, work

ClockAt = Callable[..., datetime]


def ask(database: Database, name: str, **args: Any) -> int:
    with database.unit_of_work() as session:
        return enqueue(session, f"test.{name}", **args).id


def read(database: Database, job_id: int) -> Job:
    with database.reading() as session:
        return session.get_one(Job, job_id)


def test_the_effect_and_the_end_are_committed_together(live_database: Database) -> None:
    def add(session: Session, job: Job, *, email: str) -> str:
        work.add_person(session, email)
        return "Added one."

    registry = work.offer(live_database, add=add)
    job_id = ask(live_database, "add", email="one@people.example")
    assert run_job(live_database, registry, job_id)
    job = read(live_database, job_id)
    assert (job.state, job.message, job.attempts) == ("done", "Added one.", 1)
    assert job.finished_at is not None
    assert work.people_in(live_database) == 1


@pytest.mark.parametrize("fails", [False, True])
def test_a_daily_job_comes_again_the_next_day_once_also_when_it_failed(
    live_database: Database, clock_at: ClockAt, fails: bool
) -> None:
    now = clock_at("2026-11-02 09:00")

    def look(session: Session, job: Job) -> str:
        if fails:
            raise Conflict("Nothing can be done today.")
        return "Done."

    registry = work.offer(live_database, look=look)
    daily = replace(registry.features[-1].jobs[0], is_daily=True)
    registry = replace(registry, features=(*registry.features[:-1], Feature(name="test", jobs=(daily,))))
    job_id = ask(live_database, "look")
    assert run_job(live_database, registry, job_id) is not fails
    assert not run_job(live_database, registry, job_id)
    with live_database.reading() as session:
        planned = session.scalars(select(Job).where(Job.id != job_id)).all()
        assert [(job.name, job.due_at, job.state) for job in planned] == [
            ("test.look", now + timedelta(days=1), JobState.QUEUED)
        ]


def test_a_job_that_is_done_is_not_run_again(live_database: Database) -> None:
    registry = work.offer(live_database, add=lambda session, job: work.add_person(session, "one@people.example"))
    job_id = ask(live_database, "add")
    assert run_job(live_database, registry, job_id)
    assert not run_job(live_database, registry, job_id)
    assert work.people_in(live_database) == 1


def test_a_hint_for_a_job_that_was_never_committed_does_nothing(live_database: Database) -> None:
    assert not run_job(live_database, work.offer(live_database), 4711)


def test_a_failing_job_leaves_nothing_and_is_tried_again_later_and_later(
    live_database: Database, clock_at: ClockAt
) -> None:
    def fail(session: Session, job: Job) -> None:
        work.add_person(session, "half@people.example")
        raise OSError("the disk is on fire")

    registry = work.offer(live_database, fail=fail)
    at = clock_at("2026-11-02 09:00")
    job_id = ask(live_database, "fail")
    pauses = []
    for _ in range(ATTEMPTS - 1):
        assert not run_job(live_database, registry, job_id)
        job = read(live_database, job_id)
        assert job.state == "queued"
        assert job.message == TRIED.format(attempt=job.attempts, maximum=ATTEMPTS)
        pauses.append((job.due_at - at).total_seconds())
        assert not run_job(live_database, registry, job_id), "it is not due yet"
        at = clock_at(job.due_at)
    assert pauses == sorted(pauses)
    assert pauses[:3] == [10, 40, 160]
    assert not run_job(live_database, registry, job_id)
    job = read(live_database, job_id)
    assert (job.state, job.message, job.attempts) == ("failed", GAVE_UP, ATTEMPTS)
    assert work.people_in(live_database) == 0


def test_a_domain_error_is_final_and_its_sentence_is_kept(live_database: Database) -> None:
    def refuse(session: Session, job: Job) -> None:
        raise Conflict("This consultation is archived.")

    registry = work.offer(live_database, refuse=refuse)
    job_id = ask(live_database, "refuse")
    assert not run_job(live_database, registry, job_id)
    job = read(live_database, job_id)
    assert (job.state, job.message, job.attempts) == ("failed", "This consultation is archived.", 1)


def test_a_job_stopped_while_it_runs_keeps_nothing(live_database: Database) -> None:
    def stop_itself(session: Session, job: Job) -> None:
        with live_database.unit_of_work() as other:
            cancel(other, Actor(name="Ada Stone"), other.get_one(Job, job.id))
        work.add_person(session, "late@people.example")

    registry = work.offer(live_database, stop_itself=stop_itself)
    job_id = ask(live_database, "stop_itself")
    assert not run_job(live_database, registry, job_id)
    job = read(live_database, job_id)
    assert (job.state, job.message) == ("cancelled", "Stopped by Ada Stone.")
    assert work.people_in(live_database) == 0


def test_whoever_lost_the_lease_keeps_nothing(live_database: Database) -> None:
    runs: list[int] = []

    def slow(session: Session, job: Job) -> None:
        runs.append(job.attempts)
        if len(runs) == 1:
            # This worker was away so long that another one took the job over and finished it.
            with live_database.unit_of_work() as other:
                other.execute(update(Job).values(lease_until=clock.now() - timedelta(hours=1)))
            assert run_job(live_database, registry, job.id)
        work.add_person(session, f"run{len(runs)}-{job.attempts}@people.example")

    registry = work.offer(live_database, slow=slow)
    job_id = ask(live_database, "slow")
    assert not run_job(live_database, registry, job_id)
    assert runs == [1, 2]
    assert read(live_database, job_id).state == JobState.DONE
    assert work.people_in(live_database) == 1


def test_a_job_that_kills_its_worker_each_time_is_given_up(live_database: Database, clock_at: ClockAt) -> None:
    registry = work.offer(live_database, kill=lambda session, job: None)
    job_id = ask(live_database, "kill")
    with live_database.unit_of_work() as session:
        gone = clock.now() - timedelta(hours=1)
        session.execute(update(Job).values(state="running", attempts=ATTEMPTS, lease_until=gone, lease_token="x"))
    assert not run_job(live_database, registry, job_id)
    assert read(live_database, job_id).state == JobState.FAILED


def test_progress_is_seen_while_the_job_runs(live_database: Database) -> None:
    seen: list[tuple[int, int]] = []

    def count(session: Session, job: Job) -> None:
        for done in (1, 2):
            report_progress(session, job, done, 2, "Reading")
            now = read(live_database, job.id)
            seen.append((now.progress, now.total))
        work.add_person(session, "one@people.example")
        report_progress(session, job, 2, 2)  # on SQLite nothing can be shown any more, and nothing waits for ever

    registry = work.offer(live_database, count=count)
    assert run_job(live_database, registry, ask(live_database, "count"))
    assert seen == [(1, 2), (2, 2)]


def test_reporting_progress_tells_a_stopped_job_to_end(live_database: Database) -> None:
    reached: list[str] = []

    def count(session: Session, job: Job) -> None:
        with live_database.unit_of_work() as other:
            cancel(other, Actor(), other.get_one(Job, job.id))
        report_progress(session, job, 1, 2)
        reached.append("the end")

    registry = work.offer(live_database, count=count)
    assert not run_job(live_database, registry, ask(live_database, "count"))
    assert reached == []


def test_waiting_jobs_are_run_until_none_is_left(live_database: Database) -> None:
    def first(session: Session, job: Job) -> None:
        enqueue(session, "test.second")

    registry = work.offer(live_database, first=first, second=lambda session, job: "Second.")
    ask(live_database, "first")
    assert run_waiting_jobs(live_database, registry) == 2


@pytest.mark.crash
def test_a_killed_worker_loses_nothing_and_nothing_happens_twice(
    live_database: Database, tmp_path: Path, clock_at: ClockAt
) -> None:
    marker = tmp_path / "marker"
    registry = work.offer(live_database, steps=work.write_in_steps)
    url = live_database.engine.url.render_as_string(hide_password=False)
    environment = server.environment_for(tmp_path, url, 8000, {**CHOSEN, "CONSULT_PLUGINS": ","})
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.crashing_worker"],
            cwd=server.ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        job_id = ask(live_database, "steps", marker=str(marker), pause=0.2)
        work.wait_for(lambda: marker.exists() and int(marker.read_text() or 0) >= 3)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait(10)
    assert int(marker.read_text()) < work.STEPS, "it was killed in the middle"
    assert work.people_in(live_database) == 0
    assert work.state_of(live_database, job_id) == JobState.RUNNING
    assert run_waiting_jobs(live_database, registry) == 0, "the dead worker still holds the lease"
    clock_at(clock.now() + LEASE + timedelta(seconds=1))
    with live_database.unit_of_work() as session:
        session.execute(update(Job).values(args={"marker": str(marker), "pause": 0}))
    assert run_waiting_jobs(live_database, registry) == 1
    job = read(live_database, job_id)
    assert (job.state, job.attempts, job.message) == ("done", 2, f"Wrote {work.STEPS} rows.")
    assert work.people_in(live_database) == work.STEPS
    assert run_waiting_jobs(live_database, registry) == 0
