"""Deleting what has run out, once a day, by a job that plans the next one."""

from datetime import timedelta

from sqlalchemy.orm import Session

from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel.db import database_now
from consult.kernel.messages import gettext as _
from consult.privacy.services import purge_expired

PURGE = "privacy.purge"


def purge(session: Session, _job: Job) -> str:
    """Delete what has run out and plan tomorrow's run: the job `privacy.purge`."""
    plan_purge(session, days_ahead=1)
    return _(
        "Records deleted because they had run out: %(purge_expired)s.", purge_expired=f"{purge_expired(session):,}"
    )


def plan_purge(session: Session, *, days_ahead: int = 0) -> Job:
    """Ask for the run of a day, once; called when work starts, so that the daily chain never breaks."""
    ahead = timedelta(days=days_ahead)
    return enqueue(session, PURGE, key=f"{PURGE}:{(database_now(session) + ahead).date().isoformat()}", delay=ahead)
