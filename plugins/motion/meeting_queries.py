"""Finding meetings of the council."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from consult.sdk.database import clock, database_now
from consult.sdk.errors import Invalid, NotFound
from consult.sdk.messages import gettext as _
from plugins.motion.meeting_acts import ActOfMeeting, Urgency
from plugins.motion.meetings import Meeting
from plugins.motion.models import Motion
from plugins.motion.notice import Notice, notice_for
from plugins.motion.queries import standing_orders

RECENT = 12


def meeting_on(session: Session, day: date | None) -> Meeting | None:
    """Return the meeting of a day, if there is one."""
    return None if day is None else session.scalar(select(Meeting).where(Meeting.held_on == day))


def find_meeting(session: Session, day: str) -> Meeting:
    """Return the meeting with this day in its address; raises `NotFound`."""
    try:
        found = meeting_on(session, date.fromisoformat(day))
    except ValueError as error:
        raise NotFound from error
    if found is None:
        raise NotFound
    return found


def meeting_moved_from(session: Session, day: date) -> Meeting | None:
    """Return the meeting that was to be held on a day, and was moved to another."""
    query = select(Meeting).where(Meeting.moved_from == day).order_by(Meeting.id.desc())
    return session.scalar(query.limit(1))


def meetings_to_come(session: Session) -> Sequence[Meeting]:
    """Return the meetings of today and later, the next one first."""
    today = clock.london(database_now(session)).date()
    return session.scalars(select(Meeting).where(Meeting.held_on >= today).order_by(Meeting.held_on)).all()


def meetings_held() -> Select[Meeting]:
    """Select the meetings that are over, the last one first."""
    today = clock.today_in_london()
    return select(Meeting).where(Meeting.held_on < today).order_by(Meeting.held_on.desc())


def meetings_for(session: Session, chosen: date | None) -> Sequence[Meeting]:
    """Return the meetings for which a motion can be meant, and the one that is chosen whatever its day."""
    today = clock.london(database_now(session)).date()
    is_open = (Meeting.held_on > today) & Meeting.takes_motions & Meeting.cancelled_at.is_(None)
    query = select(Meeting).where(or_(is_open, Meeting.held_on == chosen) if chosen else is_open)
    return session.scalars(query.order_by(Meeting.held_on)).all()


def notices_for(session: Session, chosen: date | None) -> list[Notice]:
    """Return until when a motion can be submitted for each meeting that it can be meant for."""
    orders = standing_orders(session)
    return [notice_for(session, meeting.held_on, orders) for meeting in meetings_for(session, chosen)]


def require_meeting(session: Session, day: date) -> Meeting:
    """Return the meeting of a day for which motions can be meant; raises `Invalid` where there is none."""
    found = meeting_on(session, day)
    fault = None
    if found is None:
        fault = _("The council has no meeting on this day. Select one of its meetings.")
    elif found.cancelled_at is not None:
        fault = _("This meeting was cancelled. Select another.")
    elif not found.takes_motions:
        fault = _("No motions are debated at this meeting. Select another.")
    if found is None or fault is not None:
        raise Invalid(fault or "", {"meeting_on": fault or ""})
    return found


def urgency_of(session: Session, motion: Motion, meeting_on: date) -> Urgency | None:
    """Return why a motion is urgent for a meeting, if its chair took it so."""
    return session.scalar(select(Urgency).where(Urgency.motion_id == motion.id, Urgency.meeting_on == meeting_on))


def acts_of(session: Session, motion: Motion) -> Sequence[ActOfMeeting]:
    """Return what meetings did with a motion other than voting on it, in their order."""
    return session.scalars(
        select(ActOfMeeting).where(ActOfMeeting.motion_id == motion.id).order_by(ActOfMeeting.id)
    ).all()


def urgencies_of(session: Session, motion: Motion) -> Sequence[Urgency]:
    """Return for which meetings a motion was urgent, in their order."""
    return session.scalars(select(Urgency).where(Urgency.motion_id == motion.id).order_by(Urgency.id)).all()
