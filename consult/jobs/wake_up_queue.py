"""Hints that a job waits: only its number travels, and a hint that is lost costs time, never the job."""

import contextlib
import logging
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.contract.deployment import WakeUpQueue, find_deployment
from consult.kernel.db import Database, database_of
from consult.kernel.private_files import make_private

log = logging.getLogger("consult.jobs")
_WAITING = "job_hints"


class Queue:
    """The way from whoever asks for work to whoever does it: huey, in a file or in PostgreSQL, opened at first use."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.run: Any = lambda job_id: None

    @cached_property
    def huey(self) -> Any:
        """Huey's own queue."""
        from huey import PostgresHuey, SqliteHuey
        from huey.serializer import SignedSerializer

        settings = self._settings
        serializer = SignedSerializer(secret=settings.secret_key, salt="consult-jobs")
        if settings.database_url.startswith("postgresql"):
            dsn = settings.database_url.replace("postgresql+psycopg://", "postgresql://", 1)
            huey = PostgresHuey("consult", dsn=dsn, results=False, serializer=serializer)
        else:
            # It may lose what a power cut takes: the job's row is the truth. Without a write-ahead log, whose faults
            # before SQLite 3.51.3 need the write lock, as in `kernel/sqlite.py`.
            path = Path(settings.data) / "job-hints.sqlite3"
            make_private(path)
            huey = SqliteHuey(
                "consult",
                filename=str(path),
                fsync=False,
                journal_mode="delete",
                results=False,
                serializer=serializer,
            )
        huey.on_shutdown("close")(self.close)
        return huey

    @cached_property
    def _task(self) -> Any:
        return self.huey.task(name="run")(lambda job_id: self.run(job_id))

    def send(self, job_id: int) -> None:
        """Say that this job waits."""
        self._task(job_id)

    def close(self) -> None:
        """Close this thread's connections; they open again by themselves."""
        if "huey" in vars(self):
            with contextlib.suppress(AttributeError):  # another thread closed the shared one at the same moment
                self.huey.storage.close()


def queue_of(database: Database) -> WakeUpQueue | None:
    """Return the deployment's queue; `None` where nothing is ever committed (most tests)."""
    deployment = find_deployment(database)
    return None if deployment is None or database.bind is not None else deployment.wake_up


def close_queue(database: Database) -> None:
    """Close the deployment's queue, if it was opened."""
    deployment = find_deployment(database)
    if deployment is not None:
        deployment.wake_up.close()


def send_after_commit(session: Session, job_id: int) -> None:
    """Send the hint once the transaction of the job's row is on the disk."""
    waiting = session.info.get(_WAITING)
    if waiting is None:
        waiting = session.info[_WAITING] = []
        event.listen(session, "after_commit", _send)
        event.listen(session, "after_rollback", _forget)
    waiting.append(job_id)


def _send(session: Session) -> None:
    # The end of a savepoint is told as a commit too.
    if session.in_nested_transaction():
        return
    waiting: list[int] = session.info[_WAITING]
    taken, waiting[:] = list(waiting), []
    queue = queue_of(database_of(session))
    for job_id in taken:
        try:
            if queue is not None:
                queue.send(job_id)
        except Exception as error:  # the sweep finds the job without it
            log.warning("no hint was sent for job %s: %s", job_id, error)


def _forget(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.info[_WAITING].clear()
