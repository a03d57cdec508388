"""Votes and who was there for them, as records: each is corrected only so that it agrees with the others."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, time

from sqlalchemy import false, select
from sqlalchemy.orm import Session, contains_eager

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.records import Record, RecordField, Shown, shown
from plugins.motion.attendance import Attendance, Movement, MovementKind, Presence, was_there
from plugins.motion.interests import Interest, InterestKind, Participation
from plugins.motion.lifecycle import State
from plugins.motion.models import Motion
from plugins.motion.published_fields import corrected, motion_of, record_of
from plugins.motion.queries import attendance_on
from plugins.motion.records import VOTING, Choice, Division, Vote

Moves = list[tuple[str, MovementKind]]
CHOICES = {choice: choice.label for choice in Choice}
DIVISION = record_of(
    Division,
    "Vote",
    corrected("for_count", _l("Votes for"), "number"),
    corrected("against_count", _l("Votes against"), "number"),
    corrected("abstain_count", "Abstentions", "number"),
    corrected("absent_count", "Absent", "number"),
    corrected("interest_count", _l("Declared an interest"), "number"),
    corrected("chair_name", _l("Who was in the chair")),
    corrected("note", "Note", "text"),
    path=(Division.motion,),
    follow=lambda _session, division, values: _require_names(division, values),
)
VOTE = record_of(
    Vote,
    _l("Vote of a councillor"),
    corrected("councillor_name", "Councillor"),
    corrected("choice", "Vote", "choice", choices=CHOICES),
    RecordField(column="ward", label=_l("Ward"), kind="line"),
    RecordField(column="group_name", label=_l("Political group"), kind="line"),
    path=(Vote.division, Division.motion),
    name=lambda vote: f"{vote.councillor_name} on motion {motion_of(vote).number}",
    parent=Vote.division_id,
    follow=lambda session, vote, values: _require_voter_there(session, vote, values),
)
ATTENDANCE = Record(
    model=Attendance,
    title=_l("Attendance of a member"),
    fields=(
        corrected("member_name", "Member"),
        corrected(
            "presence", "Attendance", "choice", choices={presence.value: presence.label for presence in Presence}
        ),
        corrected("interest", _l("Interests declared"), "text", may_be_empty=True),
        RecordField(column="ward", label=_l("Ward"), kind="line"),
        RecordField(column="group_name", label=_l("Political group"), kind="line"),
    ),
    name=lambda row: f"{row.member_name} at the meeting of {row.held_on.isoformat()}",
    page=lambda row: ("motion_meetings.page", {"day": row.held_on.isoformat()}),
    rows=lambda _session, _consultation_id: select(Attendance).where(false()),
    consultation_id=lambda _session, _row: None,
    follow=lambda session, row, values: _require_nobody_voted(session, row, values),
)
INTEREST = Record(
    model=Interest,
    title=_l("Interest of a member"),
    fields=(
        corrected("item", _l("Item of the meeting")),
        corrected("kind", _l("Kind of interest"), "choice", choices={kind.value: kind.label for kind in InterestKind}),
        corrected("text", _l("What the interest is"), "text"),
        corrected(
            "participation",
            _l("Withdrew or stayed"),
            "choice",
            choices={participation.value: participation.label for participation in Participation},
        ),
    ),
    name=lambda row: f"{row.attendance.member_name} at the meeting of {row.attendance.held_on.isoformat()}",
    page=lambda row: ("motion_meetings.page", {"day": row.attendance.held_on.isoformat()}),
    rows=lambda _session, _consultation_id: select(Interest).where(false()),
    consultation_id=lambda _session, _row: None,
    follow=lambda session, interest, values: _require_no_vote(session, interest, values),
)
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


def members_away(session: Session, day: date | None) -> set[int]:
    """Return the terms of those who, as the attendance says, did not come to the meeting of a day."""
    rows = attendance_on(session, day) if day is not None else ()
    read = shown(session, ATTENDANCE, rows).values()
    return {line.row.term_id for line in read if line.value("presence") != Presence.PRESENT}


def away_at(session: Session, day: date | None, at: str) -> set[int]:
    """Return the terms of those who came to the meeting of a day and were not there at a time."""
    return {
        reads[0].row.attendance.term_id
        for reads in movements_on(session, day).values()
        if not was_there([_move(read) for read in reads], at)
    }


def require_agreement(session: Session, attendance: Attendance, moves: Moves, *, field: str) -> None:
    """Raise `Invalid` when a member voted at a time at which, after these movements, they were not there."""
    for vote in _votes_of(session, attendance):
        at = vote.division.at_time
        if at and not was_there(moves, at):
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


def interests_in(session: Session, motion: Motion) -> list[Shown]:
    """Return the interests that members declared in a motion, as people read them."""
    found = session.scalars(select(Interest).where(Interest.motion_id == motion.id).order_by(Interest.id)).all()
    return list(shown(session, INTEREST, found).values())


def withdrawn_from(session: Session, motion: Motion) -> set[int]:
    """Return the terms of the members who withdrew from the meeting of a motion for it."""
    return {
        read.row.attendance.term_id
        for read in interests_in(session, motion)
        if read.value("participation") == Participation.WITHDREW and read.row.attendance.held_on == motion.meeting_on
    }


def voters_on(session: Session, motion: Motion) -> set[int]:
    """Return the terms of the members who voted on a motion."""
    votes = [vote for division in motion.divisions for vote in division.votes]
    return {
        read.row.term_id
        for read in shown(session, VOTE, votes).values()
        if Choice(read.value("choice")) in VOTING and read.row.term_id is not None
    }


def _require_names(division: Division, values: Mapping[str, object]) -> None:
    if division.is_named and any(column.endswith("_count") for column in values):
        raise Invalid(fields={"says": _("The names were taken down, and the numbers follow from them. Correct a name")})


def voter_fault(session: Session, division: Division, term_id: int | None) -> str:
    """Return why a member cannot have voted in a division: withdrew, did not come, or was not there; else nothing."""
    if term_id in withdrawn_from(session, division.motion):
        return _("This member withdrew because of an interest and cannot vote. Correct the interest first")
    if term_id in members_away(session, division.held_on):
        return _("This member is recorded as not at the meeting. Correct the attendance first")
    if division.at_time and term_id in away_at(session, division.held_on, division.at_time):
        at = division.at_time
        return _("This member was not there at %(time)s. Correct first when they arrived or left", time=at)
    return ""


def minuted_fault(session: Session, division: Division, choice: Choice, *, besides: Vote | None = None) -> str:
    """Return why a vote does not fit one whose names were not taken down, `besides` the one it takes the place of."""
    reads = shown(session, VOTE, [vote for vote in division.votes if vote is not besides]).values()
    counted = division.count(choice)
    if division.is_unanimous and (choice is Choice.FOR) is not (division.outcome == State.CARRIED):
        return _("The vote was unanimous, so this does not fit")
    if counted is not None and sum(read.value("choice") == choice for read in reads) >= counted:
        return _("As many names are in the minutes already as votes were counted")
    return ""


def _require_voter_there(session: Session, vote: Vote, values: Mapping[str, object]) -> None:
    """Raise `Invalid` when a corrected vote does not agree with who was there, or with what was counted."""
    if values.get("choice") not in VOTING:
        return
    division = vote.division
    fault = voter_fault(session, division, vote.term_id)
    if not fault and not division.is_named:
        fault = minuted_fault(session, division, Choice(str(values["choice"])), besides=vote)
    if fault:
        raise Invalid(fields={"says": fault})


def _require_nobody_voted(session: Session, attendance: Attendance, values: Mapping[str, object]) -> None:
    """Raise `Invalid` when a member who voted at a meeting is not to have come to it."""
    if values.get("presence", Presence.PRESENT) != Presence.PRESENT and _votes_of(session, attendance):
        raise Invalid(fields={"says": _("This member voted at the meeting. Correct the vote first")})


def _votes_of(session: Session, attendance: Attendance) -> list[Vote]:
    """Return the votes that a member cast at a meeting."""
    query = (
        select(Vote)
        .join(Vote.division)
        .where(Vote.term_id == attendance.term_id, Division.held_on == attendance.held_on)
        .options(contains_eager(Vote.division))
    )
    reads = shown(session, VOTE, session.scalars(query).all()).values()
    return [read.row for read in reads if read.value("choice") in VOTING]


def _require_no_vote(session: Session, interest: Interest, values: Mapping[str, object]) -> None:
    if "item" in values and interest.motion is not None:
        raise Invalid(fields={"says": _("This interest was declared in a motion, which has its own number and title")})
    withdrew = values.get("participation") == Participation.WITHDREW and interest.motion is not None
    if withdrew and interest.motion and interest.attendance.term_id in voters_on(session, interest.motion):
        raise Invalid(fields={"says": _("This member voted on the motion. Correct the vote first")})
