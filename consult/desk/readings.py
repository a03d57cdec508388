"""Reading submissions one at a time, and how many were read."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.db import begin_write
from consult.submissions.models import Reading, Status, Submission


@dataclass(frozen=True)
class Coverage:
    """How many of the counted submissions an officer has opened."""

    read: int
    counted: int


def record_reading(session: Session, actor: Actor, submission: Submission) -> None:
    """Note that an officer opened a submission to read it; a second look changes nothing."""
    begin_write(session)
    known = select(Reading.id).where(Reading.submission_id == submission.id, Reading.person_id == actor.person_id)
    if actor.person_id is not None and session.scalar(known) is None:
        session.add(Reading(submission_id=submission.id, person_id=actor.person_id, at=clock.now()))
        session.flush()


def first_read_at(session: Session, submission_id: int) -> datetime | None:
    """Return when an officer first read a submission as it stands; `None` while nobody has."""
    found: datetime | None = session.scalar(select(func.min(Reading.at)).where(Reading.submission_id == submission_id))
    return found


def read_coverage(session: Session, activity_id: int) -> Coverage:
    """Return how many of an activity's counted submissions were read by somebody."""
    counted = (Submission.activity_id == activity_id, Submission.status == Status.SUBMITTED)
    read = (
        select(func.count(Reading.submission_id.distinct()))
        .join(Submission, Submission.id == Reading.submission_id)
        .where(*counted)
    )
    total = select(func.count()).select_from(Submission).where(*counted)
    return Coverage(read=session.scalar(read) or 0, counted=session.scalar(total) or 0)
