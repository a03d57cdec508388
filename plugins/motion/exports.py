"""What leaves as data: motions, how every councillor voted, and what became of the actions; all of it public."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.publishing import Audience, Column, Export
from consult.sdk.records import Record, Shown, shown, shown_row
from plugins.motion.actions import Action, ActionKind, Resolution
from plugins.motion.attendance import Attendance, Presence
from plugins.motion.counting import counts_in
from plugins.motion.interests import Interest, InterestKind, Participation
from plugins.motion.lifecycle import ActionState, State
from plugins.motion.models import Motion
from plugins.motion.published import ACTION, CHANGE, RESOLUTION, words_of
from plugins.motion.published_votes import ATTENDANCE, DIVISION, INTEREST, VOTE
from plugins.motion.records import Choice, Division, Vote

Cells = Mapping[str, Any]
BATCH = 500

MOTION_COLUMNS = (
    Column(name="number", label="Motion number", is_public=True),
    Column(name="title", label="Title", is_public=True),
    Column(name="proposer", label="Proposer", is_public=True),
    Column(name="seconder", label="Seconder", is_public=True),
    Column(name="state", label="Where it stands", is_public=True, values={state.value: state.label for state in State}),
    Column(name="submitted_at", label="Submitted", kind="moment", is_public=True),
    Column(name="meeting_on", label="Date of the meeting", kind="date", is_public=True),
    Column(
        name="outcome",
        label="Outcome",
        is_public=True,
        values={"carried": "Carried", "lost": "Lost", "tied": "Tied"},
    ),
    Column(name="is_unanimous", label="Unanimous", kind="yes_no", is_public=True),
    Column(name="has_names", label="Votes recorded by name", kind="yes_no", is_public=True),
    *(
        # Joined, it is the label of the source: files are the same in every language.
        Column(name=f"votes_{choice}", label="".join(("Votes: ", choice.label)), kind="number", is_public=True)
        for choice in Choice
    ),
    Column(
        name="casting_vote",
        label="Casting vote of the chair",
        is_public=True,
        values={"for": "For", "against": "Against"},
    ),
    Column(name="resolution", label="Resolution number", is_public=True),
    Column(name="resolution_text", label="Text of the resolution", is_public=True),
    Column(name="text", label="Submitted text, as it was hashed", is_public=True),
    Column(name="text_sha256", label="SHA-256 of the submitted text", is_public=True),
)
VOTE_COLUMNS = (
    Column(name="number", label="Motion number", is_public=True),
    Column(name="title", label="Title", is_public=True),
    Column(name="held_on", label="Date of the vote", kind="date", is_public=True),
    Column(name="councillor", label="Councillor", is_public=True),
    Column(name="ward", label="Ward", is_public=True),
    Column(name="group", label="Political group", is_public=True),
    Column(name="vote", label="Vote", is_public=True, values={vote.value: vote.label for vote in Choice}),
    Column(name="vote_number", label="Number of the vote on the motion", kind="number", is_public=True),
    Column(
        name="question",
        label="What the vote was on",
        is_public=True,
        values={"motion": "The motion", "amendment": "An amendment", "closure": "Ending the debate"},
    ),
)
ATTENDANCE_COLUMNS = (
    Column(name="held_on", label="Date of the meeting", kind="date", is_public=True),
    Column(name="member", label="Member", is_public=True),
    Column(name="ward", label="Ward", is_public=True),
    Column(name="group", label="Political group", is_public=True),
    Column(
        name="attendance",
        label="Attendance",
        is_public=True,
        values={presence.value: presence.label for presence in Presence},
    ),
    Column(name="interests", label="Interests, as noted before each had a row", is_public=True),
)
INTEREST_COLUMNS = (
    Column(name="held_on", label="Date of the meeting", kind="date", is_public=True),
    Column(name="member", label="Member", is_public=True),
    Column(name="ward", label="Ward", is_public=True),
    Column(name="motion", label="Motion number", is_public=True),
    Column(name="item", label="Other item of the meeting", is_public=True),
    Column(
        name="kind", label="Kind of interest", is_public=True, values={kind.value: kind.label for kind in InterestKind}
    ),
    Column(name="interest", label="What the interest is", is_public=True),
    Column(
        name="participation",
        label="Withdrew or stayed",
        is_public=True,
        values={participation.value: participation.label for participation in Participation},
    ),
)
ACTION_COLUMNS = (
    Column(name="resolution", label="Resolution number", is_public=True),
    Column(name="motion", label="Motion number", is_public=True),
    Column(name="action", label="Action", kind="number", is_public=True),
    Column(
        name="kind",
        label="Kind",
        is_public=True,
        values={action_kind.value: action_kind.label for action_kind in ActionKind},
    ),
    Column(name="text", label="What is to be done", is_public=True),
    Column(name="owner", label="By whom", is_public=True),
    Column(name="addressee", label="Addressed to", is_public=True),
    Column(name="due_on", label="Due", kind="date", is_public=True),
    Column(
        name="state",
        label="Where it stands",
        is_public=True,
        values={action_state.value: action_state.label for action_state in ActionState},
    ),
    Column(name="since", label="Since", kind="date", is_public=True),
    Column(name="note", label="Note on the last change", is_public=True),
)


def motion_rows(
    session: Session, subject_id: int, names: Sequence[str], audience: Audience
) -> Iterator[tuple[object, ...]]:
    """Yield one row for each submitted motion, oldest first."""
    query = select(Motion).where(Motion.public_at.is_not(None)).order_by(Motion.number)
    votes = selectinload(Motion.divisions).selectinload(Division.votes)
    whole = (selectinload(Motion.texts), votes, joinedload(Motion.resolution))
    found = session.scalars(query.options(*whole)).unique().all()
    divisions = shown(session, DIVISION, [motion.division for motion in found if motion.division])
    resolutions = shown(session, RESOLUTION, [motion.resolution for motion in found if motion.resolution])
    given = shown(session, VOTE, [vote for motion in found if motion.division for vote in motion.division.votes])
    cells = (_motion_cells(motion, divisions, given, resolutions) for motion in found)
    yield from _picked(cells, names)


def vote_rows(
    session: Session, subject_id: int, names: Sequence[str], audience: Audience
) -> Iterator[tuple[object, ...]]:
    """Yield one row for each councillor and motion that was voted on by name."""
    yield from _votes(session, select(Vote), names)


def votes_on_motion(
    session: Session, motion_id: int, names: Sequence[str], audience: Audience
) -> Iterator[tuple[object, ...]]:
    """Yield one row for each councillor who voted by name on one motion."""
    yield from _votes(session, select(Vote).where(Motion.id == motion_id), names)


def _votes(session: Session, votes: Select[Vote], names: Sequence[str]) -> Iterator[tuple[object, ...]]:
    query = votes.join(Vote.division).join(Division.motion).order_by(Motion.number, Vote.id)
    whole = joinedload(Vote.division).joinedload(Division.motion).selectinload(Motion.texts)
    yield from _picked((_vote_cells(read) for read in _read(session, VOTE, query.options(whole))), names)


def attendance_rows(
    session: Session, subject_id: int, names: Sequence[str], audience: Audience
) -> Iterator[tuple[object, ...]]:
    """Yield one row for each member and meeting whose attendance was recorded."""
    query = select(Attendance).order_by(Attendance.held_on, Attendance.id)
    yield from _picked((_attendance_cells(read) for read in _read(session, ATTENDANCE, query)), names)


def interest_rows(
    session: Session, subject_id: int, names: Sequence[str], audience: Audience
) -> Iterator[tuple[object, ...]]:
    """Yield one row for each interest that a member declared at a meeting."""
    query = select(Interest).join(Interest.attendance).order_by(Attendance.held_on, Interest.id)
    whole = (joinedload(Interest.attendance), joinedload(Interest.motion))
    reads = list(_read(session, INTEREST, query.options(*whole)))
    members = shown(session, ATTENDANCE, [read.row.attendance for read in reads])
    yield from _picked((_interest_cells(read, members[str(read.row.attendance_id)]) for read in reads), names)


def action_rows(
    session: Session, subject_id: int, names: Sequence[str], audience: Audience
) -> Iterator[tuple[object, ...]]:
    """Yield one row for each action of each resolution."""
    query = select(Action).join(Action.resolution).order_by(Resolution.number, Action.number)
    whole = (joinedload(Action.resolution).joinedload(Resolution.motion), selectinload(Action.changes))
    yield from _picked((_action_cells(session, read) for read in _read(session, ACTION, query.options(*whole))), names)


def _read(session: Session, record: Record, query: Select[object]) -> Iterator[Shown]:
    """Yield rows as they were last corrected, a batch at a time."""
    found = session.scalars(query).unique().all()
    for start in range(0, len(found), BATCH):
        yield from shown(session, record, found[start : start + BATCH]).values()


def _motion_cells(
    motion: Motion, divisions: Mapping[str, Shown], given: Mapping[str, Shown], resolutions: Mapping[str, Shown]
) -> Cells:
    resolution, text = motion.resolution, motion.public_text
    return {
        "number": motion.number,
        "title": motion.public_title,
        "proposer": motion.public_proposer,
        "seconder": motion.public_seconder,
        "state": motion.state,
        "submitted_at": motion.submitted_at,
        "meeting_on": motion.meeting_on,
        **_division_cells(motion.division, divisions, given),
        "resolution": resolution.number if resolution else None,
        "resolution_text": words_of(resolutions[str(resolution.id)]) if resolution else None,
        "text": text.canonical if text else None,
        "text_sha256": text.hash if text else None,
    }


def _division_cells(division: Division | None, divisions: Mapping[str, Shown], given: Mapping[str, Shown]) -> Cells:
    names = ("outcome", "is_unanimous", "is_named", "casting_vote")
    outcome = {name: getattr(division, name) if division else None for name in names}
    counted: Mapping[Choice, int | None] = dict.fromkeys(Choice)
    if division is not None:
        votes = [given[str(vote.id)] for vote in division.votes]
        counted = counts_in(division, divisions[str(division.id)], votes)
    counts = {f"votes_{choice}": count for choice, count in counted.items()}
    return {**outcome, **counts, "has_names": outcome["is_named"]}


def _vote_cells(read: Shown) -> Cells:
    vote: Vote = read.row
    motion = vote.division.motion
    return {
        "number": motion.number,
        "title": motion.public_title,
        "held_on": vote.division.held_on,
        "councillor": read.value("councillor_name"),
        "ward": read.value("ward"),
        "group": read.value("group_name"),
        "vote": read.value("choice"),
        "vote_number": vote.division.number,
        "question": vote.division.question,
    }


def _action_cells(session: Session, read: Shown) -> Cells:
    action: Action = read.row
    last = shown_row(session, CHANGE, action.changes[-1]) if action.changes else None
    return {
        "resolution": action.resolution.number,
        "motion": action.motion.number,
        "action": action.number,
        "kind": action.kind,
        "text": read.value("text"),
        "owner": read.value("owner"),
        "addressee": read.value("addressee"),
        "due_on": read.value("due_on"),
        "state": action.state,
        "since": last.value("happened_on") if last else None,
        "note": last.value("note") if last else "",
    }


def _attendance_cells(read: Shown) -> Cells:
    return {
        "held_on": read.row.held_on,
        "member": read.value("member_name"),
        "ward": read.value("ward"),
        "group": read.value("group_name"),
        "attendance": read.value("presence"),
        "interests": read.value("interest"),
    }


def _interest_cells(read: Shown, member: Shown) -> Cells:
    return {
        "held_on": member.row.held_on,
        "member": member.value("member_name"),
        "ward": member.value("ward"),
        "motion": read.row.motion.number if read.row.motion else None,
        "item": read.value("item") or "",
        "kind": read.value("kind"),
        "interest": read.value("text"),
        "participation": read.value("participation"),
    }


def _picked(rows: Iterator[Cells], names: Sequence[str]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        yield tuple(row[name] for name in names)


def _fixed(columns: Sequence[Column]) -> Callable[[Session, int], Sequence[Column]]:
    return lambda _session, _subject_id: columns


EXPORTS = (
    Export(
        name="motion.motions",
        title=_l("Motions and their outcomes"),
        permission="motion.export",
        columns=_fixed(MOTION_COLUMNS),
        rows=motion_rows,
        subject="site",
    ),
    Export(
        name="motion.votes",
        title=_l("How councillors voted"),
        permission="motion.export",
        columns=_fixed(VOTE_COLUMNS),
        rows=vote_rows,
        subject="site",
    ),
    Export(
        name="motion.votes_on_motion",
        title=_l("How councillors voted on this motion"),
        permission="motion.export",
        columns=_fixed(VOTE_COLUMNS),
        rows=votes_on_motion,
        subject="motion",
    ),
    Export(
        name="motion.attendance",
        title=_l("Attendance and apologies by meeting"),
        permission="motion.export",
        columns=_fixed(ATTENDANCE_COLUMNS),
        rows=attendance_rows,
        subject="site",
    ),
    Export(
        name="motion.interests",
        title=_l("Interests that members declared"),
        permission="motion.export",
        columns=_fixed(INTEREST_COLUMNS),
        rows=interest_rows,
        subject="site",
    ),
    Export(
        name="motion.actions",
        title=_l("Resolutions and their actions"),
        permission="motion.export",
        columns=_fixed(ACTION_COLUMNS),
        rows=action_rows,
        subject="site",
    ),
)
