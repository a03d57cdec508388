"""What is left of words after they were deleted, in indexes, logs and files, and how that goes too."""

from datetime import timedelta

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from consult.jobs.models import Job, JobState
from consult.jobs.services import enqueue
from consult.kernel.db import begin_write, database_of
from consult.kernel.events import Event
from consult.kernel.messages import gettext as _

SCRUB = "privacy.scrub"
_AGAIN = timedelta(minutes=1)


def ask_to_scrub(session: Session, _event: Event) -> None:
    """Ask for what is left to be removed, once for all that is deleted until then."""
    begin_write(session)
    asked = select(Job.id).where(Job.name == SCRUB, Job.state == JobState.QUEUED).limit(1)
    if session.scalar(asked) is None:
        enqueue(session, SCRUB)


def scrub(session: Session, _job: Job) -> str:
    """Remove what is left of deleted words: the job `privacy.scrub`.

    FTS5 only notes that words are gone, and SQLite's log holds pages as they were, until both are rewritten.
    PostgreSQL does the like by itself (autovacuum).
    """
    session.rollback()  # whoever still reads keeps the log from being emptied
    database = database_of(session)
    if database.is_sqlite:
        database.write(_rewrite_index)
        if not database.empty_log():
            enqueue(session, SCRUB, delay=_AGAIN)
            return _("Somebody was reading, so the log is emptied later.")
    return _("Nothing is left of what was deleted.")


def _rewrite_index(session: Session) -> None:
    begin_write(session)
    session.connection().execute(text("INSERT INTO submission_search (submission_search) VALUES ('optimize')"))
