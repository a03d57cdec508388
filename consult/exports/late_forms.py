"""The last day for late forms: said in advance, so that all are counted together and few wait for another edition."""

from datetime import date

from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Activity
from consult.exports.events import LateFormsDaySet
from consult.kernel.authz import Actor
from consult.kernel.db import lock_row
from consult.kernel.errors import ChangedMeanwhile, Compared
from consult.kernel.formats import local_date
from consult.kernel.messages import gettext as _


def set_late_forms_day(session: Session, actor: Actor, activity: Activity, day: date | None, *, seen: str) -> None:
    """Say until when late forms are entered; no results are published before that day is over.

    Raises `ChangedMeanwhile` when the day is no longer the one that was `seen`, nor the one asked for.
    """
    lock_row(session, activity)
    if activity.late_forms_until == day:
        return
    if shown_day(activity) != seen:
        there, wanted = (local_date(one) if one else "" for one in (activity.late_forms_until, day))
        raise ChangedMeanwhile(None, [Compared(_("Last day for late forms"), there, wanted, seen or None)])
    activity.late_forms_until = day
    session.flush()
    event = LateFormsDaySet(
        consultation_id=activity.consultation_id, activity_id=activity.id, day=day.isoformat() if day else ""
    )
    record(session, event, actor)


def shown_day(activity: Activity) -> str:
    """Return the day as a page carries it along."""
    return activity.late_forms_until.isoformat() if activity.late_forms_until else ""
