"""Deleting what has run out, once a day."""

from sqlalchemy.orm import Session

from consult.jobs.models import Job
from consult.kernel.messages import gettext as _
from consult.privacy.services import purge_expired

PURGE = "privacy.purge"


def purge(session: Session, _job: Job) -> str:
    """Delete what has run out: the job `privacy.purge`."""
    return _(
        "Records deleted because they had run out: %(purge_expired)s.", purge_expired=f"{purge_expired(session):,}"
    )
