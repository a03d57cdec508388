"""Recording that members arrived late at a meeting or left it, in agreement with the votes."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now, lock_row
from consult.sdk.errors import Invalid
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.records import shown
from plugins.motion.attendance import Attendance, Movement, MovementKind, Presence
from plugins.motion.meeting_events import MovementRecorded
from plugins.motion.published_votes import ATTENDANCE, moves_of, require_agreement


def record_movement(
    session: Session, actor: Actor, day: date, *, term_id: int, kind: MovementKind, at: str
) -> Movement:
    """Record that a member who was at the meeting of a day arrived late or left; the same again changes nothing.

    Raises `Invalid` for somebody who was not there, or who voted at a time at which they would have been away.
    """
    attendance = session.scalar(select(Attendance).where(Attendance.held_on == day, Attendance.term_id == term_id))
    if attendance is None:
        raise Invalid(fields={"member": _("Record who came to the meeting first")})
    lock_row(session, attendance)
    (read,) = shown(session, ATTENDANCE, [attendance]).values()
    if read.value("presence") != Presence.PRESENT:
        raise Invalid(fields={"member": _("This member is recorded as not at the meeting. Correct that first")})
    same = select(Movement).where(Movement.attendance_id == attendance.id, Movement.at == at, Movement.kind == kind)
    there = session.scalar(same)
    if there is not None:
        return there
    require_agreement(session, attendance, [*moves_of(session, attendance), (at, kind)], field="at")
    made = Movement(
        attendance_id=attendance.id,
        at=at,
        kind=kind,
        recorded_at=database_now(session),
        recorded_by_id=actor.person_id,
    )
    session.add(made)
    session.flush()
    record(session, MovementRecorded(held_on=day.isoformat(), movement_id=made.id), by=actor)
    return made
