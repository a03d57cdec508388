"""Withdrawing results whose data were wrong: no table of them is shown any more, and everybody reads why."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.contract.quotations import require_verbatim
from consult.exports.events import ResultsWithdrawn
from consult.exports.models import Edition
from consult.kernel.authz import Actor
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import Conflict, Invalid, NotFound
from consult.kernel.messages import gettext as _


def standing_editions(session: Session, activity_id: int) -> Sequence[Edition]:
    """Return the editions of an activity whose tables are not withdrawn, the newest first."""
    found = select(Edition).where(Edition.activity_id == activity_id, Edition.withdrawn_at.is_(None))
    return session.scalars(found.order_by(Edition.number.desc())).all()


def find_published(session: Session, activity_id: int, actor: Actor) -> Activity:
    """Return an activity whose results stand; raises `NotFound` where there is nothing to withdraw."""
    activity = find_activity(session, activity_id, actor)
    if not standing_editions(session, activity.id):
        raise NotFound(_("There are no published results here that could be withdrawn."))
    return activity


def withdraw_results(session: Session, actor: Actor, activity: Activity, reason: str, *, seen: int) -> None:
    """Withdraw the tables of all editions of an activity, for good.

    Earlier ones go too: their cross-tables count the same people. They still count towards the four, and whoever
    differs from them is still counted. Raises `Conflict` where the edition that was `seen` is not the newest any more.
    """
    if not reason.strip():
        raise Invalid(fields={"reason": _("Enter why the results are withdrawn")})
    lock_row(session, activity)
    editions = standing_editions(session, activity.id)
    if not editions:
        raise Conflict(_("These results are withdrawn already."))
    if editions[0].number != seen:
        raise Conflict(_("Other results were published meanwhile. Look at the page again."))
    require_verbatim(session, activity.consultation_id, reason, "reason")
    now = database_now(session)
    for edition in editions:
        edition.withdrawn_at = now
        edition.withdrawn_by_id = actor.person_id
        edition.withdrawn_because = reason.strip()
    session.flush()
    event = ResultsWithdrawn(consultation_id=activity.consultation_id, activity_id=activity.id, number=seen)
    record(session, event, actor)
