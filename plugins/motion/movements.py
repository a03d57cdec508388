"""Arrivals and departures as records: read as corrected, and corrected only so that they agree with the votes."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, time

from sqlalchemy import false, select
from sqlalchemy.orm import Session, contains_eager

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.records import Record, RecordField, Shown, shown
from plugins.motion.attendance import Attendance, Movement, MovementKind, was_there
from plugins.motion.published import VOTE
from plugins.motion.records import VOTING, Division, Vote

Moves = list[tuple[str, MovementKind]]
MOVEMENT = Record(
    model=Movement,
    title=_l("Arrival or departure of a member"),
    fields=(
        RecordField(
            column="kind",
            label=_l("Arrived or left"),
            kind="choice",
            may_be_corrected=True,
            choices={kind.value: kind.label for kind in MovementKind},
        ),
        RecordField(column="at", label=_l("Time"), kind="line", may_be_corrected=True),
    ),
    name=lambda row: f"{row.attendance.member_name} at the meeting of {row.attendance.held_on.isoformat()}",
    page=lambda row: ("motion_meetings.page", {"day": row.attendance.held_on.isoformat()}),
    rows=lambda _session, _consultation_id: select(Movement).where(false()),
    consultation_id=lambda _session, _row: None,
    follow=lambda session, row, values: _require_agreement(session, row, values),
)


def movements_on(session: Session, day: date | None) -> dict[int, list[Shown]]:
    """Return who arrived late or left the meeting of a day, by attendance and in the order of the times."""
    query = (
        select(Movement)
        .join(Movement.attendance)
        .where(Attendance.held_on == day)
        .order_by(Movement.at, Movement.id)
        .options(contains_eager(Movement.attendance))
    )
    found: dict[int, list[Shown]] = defaultdict(list)
    for read in shown(session, MOVEMENT, session.scalars(query).all()).values():
        found[read.row.attendance_id].append(read)
    return found


def away_at(session: Session, day: date | None, at: str) -> set[int]:
    """Return the terms of those who came to the meeting of a day and were not there at a time."""
    return {
        reads[0].row.attendance.term_id
        for reads in movements_on(session, day).values()
        if not was_there([_move(read) for read in reads], at)
    }


def require_agreement(session: Session, attendance: Attendance, moves: Moves, *, field: str) -> None:
    """Raise `Invalid` when a member voted at a time at which, after these movements, they were not there."""
    query = (
        select(Vote)
        .join(Vote.division)
        .where(Vote.term_id == attendance.term_id, Division.held_on == attendance.held_on, Division.at_time != "")
        .options(contains_eager(Vote.division))
    )
    for read in shown(session, VOTE, session.scalars(query).all()).values():
        at = read.row.division.at_time
        if read.value("choice") in VOTING and not was_there(moves, at):
            raise Invalid(fields={field: _("This member voted at %(time)s. Correct one of the two", time=at)})


def moves_of(session: Session, attendance: Attendance) -> Moves:
    """Return when a member arrived late or left, as it was last corrected."""
    return [_move(read) for read in movements_on(session, attendance.held_on).get(attendance.id, ())]


def _move(read: Shown, values: Mapping[str, object] | None = None) -> tuple[str, MovementKind]:
    said = {"at": read.value("at"), "kind": read.value("kind"), **(values or {})}
    return str(said["at"]), MovementKind(str(said["kind"]))


def _require_agreement(session: Session, row: Movement, values: Mapping[str, object]) -> None:
    try:
        time.fromisoformat(str(values.get("at", row.at)))
    except ValueError as error:
        raise Invalid(fields={"says": _("Enter the time like 19:00")}) from error
    reads = movements_on(session, row.attendance.held_on).get(row.attendance_id, ())
    moves = [_move(read, values if read.row.id == row.id else None) for read in reads]
    require_agreement(session, row.attendance, moves, field="says")
