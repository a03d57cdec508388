"""Deleting files that were made ahead and have run out, once a day, by a job that plans the next one."""

from datetime import timedelta

from sqlalchemy.orm import Session

from consult.exports.preparing import sweep_prepared
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel.db import database_now

SWEEP = "exports.sweep"


def sweep(session: Session, _job: Job) -> str:
    """Sweep up and plan tomorrow's run: the job `exports.sweep`."""
    plan_sweep(session, days_ahead=1)
    return f"Exported files deleted because they had run out: {sweep_prepared(session):,}."


def plan_sweep(session: Session, *, days_ahead: int = 0) -> Job:
    """Ask for the run of a day, once; called when work starts, so that the daily chain never breaks."""
    ahead = timedelta(days=days_ahead)
    return enqueue(session, SWEEP, key=f"{SWEEP}:{(database_now(session) + ahead).date().isoformat()}", delay=ahead)
