"""What waits for an officer among the responses: entries that a second officer compares with their originals."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.plugin import Waiting
from consult.desk.queries import awaits
from consult.kernel.authz import Actor
from consult.kernel.messages import gettext as _
from consult.kernel.messages import ngettext
from consult.submissions.models import Submission


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
            since=since,
            endpoint="transcription.check_next",
            parts={"activity_id": activity_id},
            who=_("Any officer who did not type it"),
        )
        for activity_id, title, count, since in session.execute(waiting)
    ]
