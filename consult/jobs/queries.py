"""Finding jobs: those that wait, and those somebody may look at."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from consult.jobs.models import Job, JobState
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import NotFound


def claimable(at: datetime) -> ColumnElement[bool]:
    """Whether a job waits to be run at this moment: it is due, or whoever ran it let the lease run out."""
    return or_(
        and_(Job.state == JobState.QUEUED, Job.due_at <= at),
        and_(Job.state == JobState.RUNNING, Job.lease_until < at),
    )


def waiting_jobs(at: datetime) -> Select[int]:
    """Select the ids of the jobs that wait, the longest-waiting first."""
    return select(Job.id).where(claimable(at)).order_by(Job.due_at, Job.id)


def visible_to(actor: Actor) -> Select[Job]:
    """Select the jobs the actor may look at, the newest first; agrees with the rule `jobs.read`."""
    found = select(Job).order_by(Job.id.desc())
    if actor.has(Role.OFFICER, Role.ADMINISTRATOR):
        return found
    return found.where(Job.created_by_id == actor.person_id, Job.created_by_id.is_not(None))


def find_job(session: Session, job_id: int, actor: Actor) -> Job:
    """Return the job with this number; raises `NotFound` when the actor may not know of it."""
    found = session.scalar(visible_to(actor).where(Job.id == job_id))
    if found is None:
        raise NotFound
    return found
