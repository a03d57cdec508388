"""Asking for work, saying how far it is, and stopping it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.contract.deployment import find_deployment
from consult.jobs import wake_up_queue
from consult.jobs.models import UNFINISHED, Job, JobState
from consult.jobs.policies import AlreadyFinished
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.db import begin_write, database_now, database_of

LEASE = timedelta(seconds=60)
JOBS_KEPT = timedelta(days=90)


class Cancelled(Exception):
    """The job was stopped, or somebody else holds it by now: what it did so far must not be kept."""


def enqueue(
    session: Session,
    name: str,
    *,
    key: str | None = None,
    created_by: Actor | None = None,
    subject: tuple[str, int] | None = None,
    url: str = "",
    delay: timedelta = timedelta(0),
    **args: object,
) -> Job:
    """Ask for work: a row in the caller's transaction, so that the work is done exactly if the change is made.

    `key` makes asking twice give the same job; `url` is where its page leads when it is done; `args` are plain values.
    Raises `ValueError` when there is no such kind of job.
    """
    deployment = find_deployment(session)
    if deployment is not None and name not in deployment.registry.jobs:
        raise ValueError(f"There is no job called {name}.")
    at = database_now(session)
    job = Job(
        name=name,
        args=args,
        idempotency_key=key,
        created_by_id=created_by.person_id if created_by else None,
        subject_kind=subject[0] if subject else None,
        subject_id=subject[1] if subject else None,
        url=url,
        created_at=at,
        due_at=at + delay,
    )
    if key is None:
        session.add(job)
        session.flush()
    else:
        begin_write(session)
        earlier = _with_key(session, key)
        if earlier is not None:
            return earlier
        try:
            with session.begin_nested():
                session.add(job)
        except IntegrityError:
            earlier = _with_key(session, key)
            if earlier is None:
                raise
            return earlier
    wake_up_queue.send_after_commit(session, job.id)
    return job


def plan_day(session: Session, name: str, *, days_ahead: int = 0) -> Job:
    """Ask for the run of a daily job on a day, once."""
    ahead = timedelta(days=days_ahead)
    return enqueue(session, name, key=f"{name}:{(database_now(session) + ahead).date().isoformat()}", delay=ahead)


def _with_key(session: Session, key: str) -> Job | None:
    return session.scalar(select(Job).where(Job.idempotency_key == key))


def cancel(session: Session, actor: Actor, job: Job) -> None:
    """Stop a job: one that waits is never run, and one that runs keeps nothing of what it did.

    Raises `AlreadyFinished` when it has ended meanwhile.
    """
    stopped: Any = session.execute(
        update(Job)
        .where(Job.id == job.id, Job.state.in_(UNFINISHED))
        .values(
            state=JobState.CANCELLED,
            finished_at=database_now(session),
            message=f"Stopped by {actor.name}." if actor.name else "Stopped.",
        )
    )
    if stopped.rowcount != 1:
        raise AlreadyFinished
    session.refresh(job)


def report_progress(session: Session, job: Job, done: int, total: int, message: str = "") -> None:
    """Show how far a running job is, at once, and keep hold of it; the job's own changes stay uncommitted.

    Raises `Cancelled` when the job was stopped meanwhile. On SQLite a job that has begun to write holds the one
    writing transaction, so its progress is not shown any more: read and check first, write last.
    """
    database = database_of(session)
    if database.lock is not None and database.lock.is_held_here:
        return
    token, job_id = job.lease_token, job.id
    with database.unit_of_work() as aside:
        changed: Any = aside.execute(
            update(Job)
            .where(Job.id == job_id, Job.state == JobState.RUNNING, Job.lease_token == token)
            .values(progress=done, total=total, message=message, lease_until=database_now(aside) + LEASE)
        )
    if changed.rowcount != 1:
        raise Cancelled


def purge_jobs(session: Session) -> int:
    """Delete the jobs that ended more than 90 days ago, and return how many."""
    old = delete(Job).where(Job.finished_at < clock.now() - JOBS_KEPT).returning(Job.id)
    return len(session.scalars(old).all())
