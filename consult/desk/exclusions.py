"""Why a submission may be excluded: the reason codes, and the words the public reads for each."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Actor
from consult.kernel.db import lock_row
from consult.kernel.errors import Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.events import ResponseExcluded, ResponseReinstated
from consult.submissions.models import Cause, Status, Submission
from consult.submissions.owners import require_desk
from consult.submissions.revision import revise

EXCLUSION_REASONS: dict[str, str] = {
    "duplicate": _l("The same person sent the same response more than once"),
    "empty": _l("It contains no answer"),
    "abusive": _l("It contains only abuse or threats"),
    "not_about_this": _l("It is not about this consultation"),
    "test": _l("It was sent to test the system"),
    "too_late": _l("It was received after the closing date"),
    "not_genuine": _l("It was sent in the name of somebody who did not send it"),
}


def exclude(session: Session, actor: Actor, activity: Activity, submission: Submission, code: str, note: str) -> None:
    """Leave a submission out of the counts, with a reason code; nothing of it is deleted.

    Raises `Invalid` for an unknown code, and `Conflict` when it does not count anyway or its plugin handles it.
    """
    require_desk(session, activity, submission.id)
    if code not in EXCLUSION_REASONS:
        raise Invalid(_("Select a reason."), {"code": _("Select a reason")})
    lock_row(session, submission)
    if submission.status != Status.SUBMITTED:
        raise Conflict(_("This response was already withdrawn or excluded."))
    event = ResponseExcluded(consultation_id=activity.consultation_id, submission_id=submission.id, code=code)
    revise(
        session,
        activity,
        submission,
        Cause.STATUS,
        by=actor,
        event=event,
        status=Status.EXCLUDED,
        exclusion_code=code,
        exclusion_note=note,
    )


def reinstate(session: Session, actor: Actor, activity: Activity, submission: Submission) -> None:
    """Count an excluded submission again; raises `Conflict` when it is not excluded, or its plugin handles it."""
    require_desk(session, activity, submission.id)
    lock_row(session, submission)
    if submission.status != Status.EXCLUDED:
        raise Conflict(_("This response is not excluded."))
    event = ResponseReinstated(consultation_id=activity.consultation_id, submission_id=submission.id)
    revise(
        session,
        activity,
        submission,
        Cause.STATUS,
        by=actor,
        event=event,
        status=Status.SUBMITTED,
        exclusion_code=None,
        exclusion_note="",
    )
