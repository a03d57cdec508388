"""Recording an interest that a member declared in an item of a meeting, in agreement with the vote on it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now, lock_row
from consult.sdk.errors import Compared, Invalid, require_same
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.texts import clean_line, clean_text
from plugins.motion import events
from plugins.motion.attendance import Attendance
from plugins.motion.interests import Interest, InterestKind, Participation
from plugins.motion.models import Motion
from plugins.motion.published_votes import voters_on
from plugins.motion.queries import motions_on

RECORDED = _l("This interest is already recorded. What was recorded stands; correct it from the page of the meeting.")


@dataclass(frozen=True, kw_only=True)
class Declared:
    """An interest as the clerk noted it: of the member with this term in office, in a motion or in another item."""

    term_id: int
    motion_id: int | None
    item: str
    kind: InterestKind
    text: str
    participation: Participation


def record_interest(session: Session, actor: Actor, day: date, declared: Declared) -> Interest:
    """Record an interest declared at the meeting of a day, whose attendance is recorded.

    The same again changes nothing. Raises `SavedOtherwise` when the member's interest of this kind in this item is
    recorded with other words, and `Invalid`, by the name of what is wrong, when it does not fit the meeting or its
    votes.
    """
    attendance = _attendance(session, day, declared)
    lock_row(session, attendance)
    motion = _motion(session, day, declared)
    what = {
        "attendance_id": attendance.id,
        "motion_id": motion.id if motion else None,
        "item": None if motion else _item(declared),
        "kind": declared.kind,
    }
    text = clean_text(declared.text).strip()
    saved = session.scalar(select(Interest).filter_by(**what))
    if saved is not None:
        require_same(
            Compared(_("What the interest is"), saved.text, text),
            Compared(_("Withdrew or stayed"), saved.participation.label, declared.participation.label),
            sentence=RECORDED,
        )
        return saved
    if motion is not None:
        _require_no_vote(session, motion, declared)
    interest = Interest(
        **what,
        text=text,
        participation=declared.participation,
        recorded_at=database_now(session),
        recorded_by_id=actor.person_id,
    )
    session.add(interest)
    session.flush()
    recorded = events.InterestRecorded(held_on=day.isoformat(), interest_id=interest.id)
    record(session, recorded, by=actor)
    return interest


def _attendance(session: Session, day: date, declared: Declared) -> Attendance:
    found = session.scalar(select(Attendance).where(Attendance.held_on == day, Attendance.term_id == declared.term_id))
    if found is None:
        raise Invalid(fields={"member": _("Record who came to the meeting before this interest")})
    return found


def _item(declared: Declared) -> str:
    item = clean_line(declared.item)
    if not item:
        raise Invalid(fields={"other_item": _("Enter the item of the meeting")})
    return item


def _require_no_vote(session: Session, motion: Motion, declared: Declared) -> None:
    if declared.participation is Participation.WITHDREW and declared.term_id in voters_on(session, motion):
        raise Invalid(fields={"participation": _("This member voted on the motion. Correct the vote first")})


def _motion(session: Session, day: date, declared: Declared) -> Motion | None:
    if declared.motion_id is None:
        return None
    found = session.scalar(motions_on(day).where(Motion.id == declared.motion_id))
    if found is None:
        raise Invalid(fields={"item": _("Select a motion of this meeting, or another item")})
    return found
