"""Recording who came to a meeting: everybody on the roll of its day, once, and in agreement with the votes."""

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import begin_write, clock, database_now
from consult.sdk.errors import Compared, Conflict, Invalid, require_same
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.office import members_on
from consult.sdk.records import shown
from plugins.motion import events
from plugins.motion.attendance import Attendance, Presence
from plugins.motion.published_votes import VOTE
from plugins.motion.queries import attendance_on
from plugins.motion.records import VOTING, Choice, Division, Vote
from plugins.motion.services.votes import EMPTY_ROLL

RECORDED = _l("The attendance at this meeting is already recorded. What was recorded stands.")


def record_attendance(session: Session, actor: Actor, day: date, told: Mapping[int, Presence]) -> None:
    """Record who of the roll came to the meeting of a day; `told` has each member by their term in office.

    The same again changes nothing. Raises `Conflict` before the day, `SavedOtherwise` when something else is recorded,
    and `Invalid` when members are missing, or somebody is away who voted.
    """
    begin_write(session)
    at = database_now(session)
    if day > clock.london(at).date():
        raise Conflict(_("The meeting has not been held yet. Record the attendance on its day or after it."))
    if saved := attendance_on(session, day):
        require_same(*_compared(session, day, {row.term_id: row for row in saved}, told), sentence=RECORDED)
        return
    roll = members_on(session, day)
    if not roll:
        raise Invalid(EMPTY_ROLL)
    if {term.id for term in roll} != set(told):
        raise Invalid(_("The list of members has changed. Select for every member whether they came, then save again."))
    _require_votes(session, day, told)
    rows = [
        Attendance(
            held_on=day,
            term_id=term.id,
            member_name=term.name,
            ward=term.ward,
            group_name=term.group_name,
            presence=told[term.id],
            recorded_at=at,
            recorded_by_id=actor.person_id,
        )
        for term in roll
    ]
    try:
        with session.begin_nested():
            session.add_all(rows)
    except IntegrityError as error:
        raise Conflict(RECORDED) from error
    present = sum(presence is Presence.PRESENT for presence in told.values())
    recorded = events.AttendanceRecorded(held_on=day.isoformat(), present=present, away=len(told) - present)
    record(session, recorded, by=actor)


def _compared(
    session: Session, day: date, saved: Mapping[int, Attendance], told: Mapping[int, Presence]
) -> Iterator[Compared]:
    names = {term.id: term.name for term in members_on(session, day)}
    names |= {number: row.member_name for number, row in saved.items()}
    for number in dict.fromkeys([*saved, *told]):
        row, sent = saved.get(number), told.get(number)
        name = names.get(number, "Member")
        yield Compared(name, row.presence.label if row else None, sent.label if sent else None)


def _require_votes(session: Session, day: date, told: Mapping[int, Presence]) -> None:
    cast = session.scalars(select(Vote).join(Vote.division).where(Division.held_on == day)).all()
    voted = {
        read.row.term_id
        for read in shown(session, VOTE, cast).values()
        if Choice(read.value("choice")) in VOTING and read.row.term_id is not None
    }
    faults = {
        f"presence_{number}": _("This member voted at the meeting. Correct one of the two")
        for number in sorted(voted & set(told))
        if told[number] is not Presence.PRESENT
    }
    if faults:
        raise Invalid(_("The attendance does not agree with the votes."), faults)
