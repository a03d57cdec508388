"""What waits for an officer among the responses: entries to compare with their originals, and responses to read."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.plugin import Waiting
from consult.desk.models import Assignment
from consult.desk.queries import awaits
from consult.kernel.authz import Actor
from consult.kernel.messages import gettext as _
from consult.kernel.messages import ngettext
from consult.submissions.models import Reading, Status, Submission


def entries_to_check(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return one step for each activity with entries that this officer did not type and nobody checked yet."""
    if not actor.can("submissions.check"):
        return ()
    waiting = (
        select(Activity.id, Activity.title, func.count(Submission.id), func.min(Submission.submitted_at))
        .join(Submission, Submission.activity_id == Activity.id)
        .where(awaits(actor))
        .group_by(Activity.id, Activity.title)
    )
    return [
        Waiting(
            text=ngettext(
                "Check %(num)s entered response: %(title)s",
                "Check %(num)s entered responses: %(title)s",
                count,
                title=title,
            ),
            since=cast("datetime", since),  # what was entered has a moment
            endpoint="transcription.check_next",
            parts={"activity_id": activity_id},
            who=_("Any officer who did not type it"),
        )
        for activity_id, title, count, since in session.execute(waiting)
    ]


def responses_to_read(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return one step for each activity with responses that are assigned to this officer and that nobody has read."""
    if not actor.can("submissions.assign"):
        return ()
    is_read = select(Reading.id).where(Reading.submission_id == Submission.id).exists()
    waiting = (
        select(Activity.id, Activity.title, func.count(Submission.id), func.min(Assignment.at))
        .join(Submission, Submission.activity_id == Activity.id)
        .join(Assignment, Assignment.submission_id == Submission.id)
        .where(Assignment.person_id == actor.person_id, Submission.status == Status.SUBMITTED, ~is_read)
        .group_by(Activity.id, Activity.title)
    )
    return [
        Waiting(
            text=ngettext(
                "Read %(num)s response assigned to you: %(title)s",
                "Read %(num)s responses assigned to you: %(title)s",
                count,
                title=title,
            ),
            since=since,
            endpoint="desk.index",
            parts={"activity_id": activity_id, "assigned": str(actor.person_id), "unread": "1"},
        )
        for activity_id, title, count, since in session.execute(waiting)
    ]


def waiting_on_the_desk(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return all that waits for an officer on the desk."""
    return [*entries_to_check(session, actor), *responses_to_read(session, actor)]
