"""Reminding, once a day, by a job that plans the next one."""

from datetime import timedelta

from sqlalchemy.orm import Session

from consult.deadlines.services import remind_all
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel.db import database_now
from consult.kernel.messages import gettext as _

REMIND = "deadlines.remind"


def remind(session: Session, _job: Job) -> str:
    """Remind and plan tomorrow's run: the job `deadlines.remind`."""
    plan_reminders(session, days_ahead=1)
    return _("%(remind_all)s deadlines were told of.", remind_all=f"{remind_all(session):,}")


def plan_reminders(session: Session, *, days_ahead: int = 0) -> Job:
    """Ask for the run of a day, once; called when work starts, so that the daily chain never breaks."""
    ahead = timedelta(days=days_ahead)
    return enqueue(session, REMIND, key=f"{REMIND}:{(database_now(session) + ahead).date().isoformat()}", delay=ahead)
