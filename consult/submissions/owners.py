"""Whose procedure a submission follows: the response desk's, or that of the plugin which took it in."""

from typing import Any

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.plugin import ActivityType
from consult.kernel.errors import Conflict
from consult.kernel.messages import gettext as _
from consult.submissions.questionnaires import activity_type


class HandledElsewhere(Conflict):
    """The plugin of the activity handles its submissions itself; `endpoint` and `arguments` say on which page."""

    def __init__(self, title: str, endpoint: str, arguments: dict[str, Any]) -> None:
        super().__init__(
            _(
                "This belongs to “%(title)s”, which has a procedure of its own. Go to its page to change "
                "it. Nothing was changed here.",
                title=title,
            )
        )
        self.endpoint = endpoint
        self.arguments = arguments


def owner_of(session: Session, activity: Activity) -> ActivityType | None:
    """Return the kind of activity whose plugin handles its submissions itself; nothing where the response desk does."""
    offered = activity_type(session, activity.kind)
    return offered if offered and offered.submission_endpoint else None


def require_desk(session: Session, activity: Activity, submission_id: int | None = None) -> None:
    """Raise `HandledElsewhere` when the activity's plugin handles its submissions itself."""
    owner = owner_of(session, activity)
    if owner is None:
        return
    if submission_id is None:
        raise HandledElsewhere(owner.title, owner.staff_endpoint, {"activity_id": activity.id})
    raise HandledElsewhere(owner.title, owner.submission_endpoint, {"submission_id": submission_id})
