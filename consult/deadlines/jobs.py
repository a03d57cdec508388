"""Reminding, once a day."""

from sqlalchemy.orm import Session

from consult.deadlines.services import remind_all
from consult.jobs.models import Job
from consult.kernel.messages import gettext as _

REMIND = "deadlines.remind"


def remind(session: Session, _job: Job) -> str:
    """Remind: the job `deadlines.remind`."""
    return _("%(remind_all)s deadlines were told of.", remind_all=f"{remind_all(session):,}")
