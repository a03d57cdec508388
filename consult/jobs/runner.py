"""Running one job: claim it, do it, and keep its effect and its end in one transaction."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from consult.contract.deployment import own_language
from consult.contract.registry import Registry
from consult.jobs.models import Job, JobState
from consult.jobs.queries import claimable, waiting_jobs
from consult.jobs.services import LEASE, Cancelled, plan_day
from consult.kernel import tokens
from consult.kernel.db import Database, database_now
from consult.kernel.errors import DomainError
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.messages import speaking

log = logging.getLogger("consult.jobs")
ATTEMPTS = 8
BACK_OFF = timedelta(seconds=10)
TRIED = _l("Attempt {attempt} of {maximum} did not succeed, and nothing was saved. We try again automatically.")
GAVE_UP = _l("This work did not succeed after several attempts. Ask the people who run the service to look in its log.")


def run_job(database: Database, registry: Registry, job_id: int) -> bool:
    """Run a job that waits, and tell whether it ended well; does nothing for one that does not wait.

    What the job changes is committed together with its end and only by the holder of the newest lease, so a job that
    is killed leaves nothing behind, and one that is run twice takes effect once.
    """
    token = tokens.new_secret()
    name = _claim(database, registry, job_id, token)
    if name is None:
        return False
    try:
        with speaking(own_language(database)), _kept_alive(database, job_id, token), database.unit_of_work() as session:
            job = session.get_one(Job, job_id)
            # Its row is locked and changed aside from this transaction, so the job gets a picture of it.
            session.expunge(job)
            message = registry.jobs[name].run(session, job, **job.args)
            session.flush()
            _finish(session, job_id, token, message if isinstance(message, str) else job.message)
    except Cancelled:
        log.info("job %s (%s) was stopped", job_id, name)
        return False
    except DomainError as error:
        _note_failure(database, job_id, token, str(error), is_final=True)
        return False
    except Exception:
        log.exception("job %s (%s) failed", job_id, name)
        _note_failure(database, job_id, token, GAVE_UP, is_final=False)
        return False
    return True


def run_waiting_jobs(database: Database, registry: Registry, *, maximum: int = 1000) -> int:
    """Run what waits, one after the other, until nothing does; for tests, the demo and the command line."""
    count = 0
    while count < maximum:
        with database.reading() as session:
            job_id = session.scalar(waiting_jobs(database_now(session)).limit(1))
        if job_id is None:
            break
        run_job(database, registry, job_id)
        count += 1
    return count


def _claim(database: Database, registry: Registry, job_id: int, token: str) -> str | None:
    with database.unit_of_work() as session:
        at = database_now(session)
        claimed: Any = session.execute(
            update(Job)
            .where(Job.id == job_id, claimable(at), Job.attempts < ATTEMPTS)
            .values(
                state=JobState.RUNNING,
                attempts=Job.attempts + 1,
                lease_until=at + LEASE,
                lease_token=token,
                progress=0,
                message="",
            )
        )
        if claimed.rowcount == 1:
            name = session.get_one(Job, job_id).name
            if registry.jobs[name].is_daily:
                # Before it is done: a day on which it fails is no reason to leave out the next.
                plan_day(session, name, days_ahead=1)
            return name
        # Whoever tried last was killed each time: trying for ever would kill for ever.
        session.execute(
            update(Job)
            .where(Job.id == job_id, claimable(at))
            .values(state=JobState.FAILED, message=GAVE_UP, finished_at=at)
        )
    return None


def _finish(session: Session, job_id: int, token: str, message: str) -> None:
    finished: Any = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state == JobState.RUNNING, Job.lease_token == token)
        .values(
            state=JobState.DONE,
            finished_at=database_now(session),
            message=message,
            progress=Job.total,
            lease_until=None,
        )
    )
    if finished.rowcount != 1:
        raise Cancelled


def _note_failure(database: Database, job_id: int, token: str, sentence: str, *, is_final: bool) -> None:
    with database.unit_of_work() as session:
        job = session.get_one(Job, job_id, with_for_update=True)
        if job.state != JobState.RUNNING or job.lease_token != token:
            return
        at = database_now(session)
        job.lease_until = None
        if is_final or job.attempts >= ATTEMPTS:
            job.state, job.message, job.finished_at = JobState.FAILED, sentence, at
        else:
            job.state, job.due_at = JobState.QUEUED, at + BACK_OFF * 4 ** (job.attempts - 1)
            job.message = TRIED.format(attempt=job.attempts, maximum=ATTEMPTS)


@contextmanager
def _kept_alive(database: Database, job_id: int, token: str) -> Iterator[None]:
    """Renew the lease while the job runs, however long that takes."""
    if database.bind is not None:
        yield
        return
    over = threading.Event()
    thread = threading.Thread(target=_renew, args=(database, job_id, token, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _renew(database: Database, job_id: int, token: str, over: threading.Event) -> None:
    while not over.wait(LEASE.total_seconds() / 3):
        # On SQLite nobody can claim the job while it writes, and it need not be renewed then either.
        if database.lock is not None and database.lock.is_taken:
            continue
        try:
            with database.unit_of_work() as session:
                session.execute(
                    update(Job)
                    .where(Job.id == job_id, Job.state == JobState.RUNNING, Job.lease_token == token)
                    .values(lease_until=database_now(session) + LEASE)
                )
        except Exception as error:
            log.warning("the lease of job %s was not renewed: %s", job_id, error)
