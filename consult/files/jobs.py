"""Sweeping up files that nothing refers to, once a day, by a job that plans the next one; others are checked again."""

from datetime import timedelta

from sqlalchemy.orm import Session

from consult.files.services import sweep_files
from consult.files.uploads import ask_again
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel.db import database_now
from consult.kernel.messages import gettext as _

SWEEP = "files.sweep"


def sweep(session: Session, _job: Job) -> str:
    """Sweep up and plan tomorrow's run: the job `files.sweep`."""
    ask_again(session, plan_sweep(session, days_ahead=1).due_at.date().isoformat())
    return _("%(sweep_files)s files without a record are deleted.", sweep_files=f"{sweep_files(session):,}")


def plan_sweep(session: Session, *, days_ahead: int = 0) -> Job:
    """Ask for the run of a day, once; called when work starts, so that the daily chain never breaks."""
    ahead = timedelta(days=days_ahead)
    return enqueue(session, SWEEP, key=f"{SWEEP}:{(database_now(session) + ahead).date().isoformat()}", delay=ahead)
