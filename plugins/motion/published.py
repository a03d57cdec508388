"""What motions publish, as records: corrected, redacted or taken down at any time, whatever state the motion is in."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session

from consult.sdk.access import staff
from consult.sdk.activities import Activity
from consult.sdk.errors import Invalid, NotFound
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.records import Record, RecordField, Shown, shown
from plugins.motion.actions import Action, ActionChange, Resolution, Statement
from plugins.motion.amendments import Amendment, AmendmentWording
from plugins.motion.attendance import Attendance, Presence
from plugins.motion.canonical import ClauseText, canonical_text
from plugins.motion.correspondence import CouncilReport, FiledReply, Letter
from plugins.motion.interests import Interest, InterestKind, Participation
from plugins.motion.models import Handover, Motion
from plugins.motion.policies import is_submitted
from plugins.motion.records import VOTING, Check, Choice, Division, FrozenText, Vote

Path = tuple[str | int, ...]


def _motion(row: object) -> Motion:
    if isinstance(row, Motion):
        return row
    if isinstance(row, Vote):
        return row.division.motion
    if isinstance(row, AmendmentWording):
        return row.amendment.motion
    if isinstance(row, ActionChange | Statement | Letter | FiledReply | CouncilReport):
        return row.action.motion
    found: Motion = getattr(row, "motion")  # noqa: B009 (every other row of the record has one)
    return found


def _page(row: object) -> tuple[str, Mapping[str, object]]:
    number = _motion(row).number
    if number is None:
        raise NotFound  # a draft that was never submitted is not for officers to read
    return "motion.page", {"number": number}


def _consultation_id(_session: Session, row: object) -> int | None:
    return _motion(row).consultation_id


def _rows(model: Any, *path: Any) -> Callable[[Session, int], Select[Any]]:
    def rows(_session: Session, consultation_id: int) -> Select[Any]:
        query = select(model)
        for relation in path:
            query = query.join(relation)
        of_consultation = Activity.consultation_id == consultation_id
        return query.join(Motion.activity).where(of_consultation, Motion.number.is_not(None))

    return rows


def _clauses(text: FrozenText) -> Iterator[tuple[Path, str]]:
    for place, clause in enumerate(text.clauses["clauses"]):
        yield ("clauses", place, "text"), _("Clause %(clause)s", clause=clause["key"])


def _acts(amendment: Amendment) -> Iterator[tuple[Path, str]]:
    for place, change in enumerate(amendment.changes["changes"]):
        if change["text"]:
            yield ("changes", place, "text"), _("Change %(place)s", place=place + 1)


def _canonical(text: FrozenText, values: Mapping[str, Any]) -> Mapping[str, str]:
    clauses = values.get("clauses", text.clauses)["clauses"]
    title = values.get("title", text.title)
    return {"canonical": canonical_text(title, [ClauseText(**clause) for clause in clauses])}


def _record(model: Any, title: str, *fields: RecordField, path: tuple[Any, ...], **more: Any) -> Record:
    return Record(
        model=model,
        title=title,
        fields=fields,
        name=more.pop("name", lambda row: f"of motion {_motion(row).number}"),
        page=_page,
        rows=_rows(model, *path),
        consultation_id=_consultation_id,
        rule=staff & is_submitted if model is Motion else staff,
        **more,
    )


def _corrected(column: str, label: str, kind: str = "line", **more: Any) -> RecordField:
    return RecordField(column=column, label=label, kind=kind, may_be_corrected=True, **more)


CHOICES = {choice: choice.label for choice in Choice}
MOTION = _record(
    Motion,
    "Motion",
    RecordField(column="withdrawal_reason", label=_l("Why it was withdrawn")),
    RecordField(column="record_note", label=_l("What the public record knows of it")),
    path=(),
    name=lambda motion: str(motion.number),
)
TEXT = _record(
    FrozenText,
    _l("Submitted text"),
    RecordField(column="title", label=_l("Title"), kind="line"),
    RecordField(column="clauses", label=_l("Clauses"), parts=_clauses),
    path=(FrozenText.motion,),
    derived=_canonical,
)
CHECK = _record(Check, "Check", _corrected("reason", "Reason", "text"), path=(Check.motion,))
DIVISION = _record(
    Division,
    "Vote",
    _corrected("for_count", _l("Votes for"), "number"),
    _corrected("against_count", _l("Votes against"), "number"),
    _corrected("abstain_count", "Abstentions", "number"),
    _corrected("absent_count", "Absent", "number"),
    _corrected("interest_count", _l("Declared an interest"), "number"),
    _corrected("chair_name", _l("Who was in the chair")),
    _corrected("note", "Note", "text"),
    path=(Division.motion,),
    follow=lambda _session, division, values: _require_names(division, values),
)
VOTE = _record(
    Vote,
    _l("Vote of a councillor"),
    _corrected("councillor_name", "Councillor"),
    _corrected("choice", "Vote", "choice", choices=CHOICES),
    RecordField(column="ward", label=_l("Ward"), kind="line"),
    RecordField(column="group_name", label=_l("Political group"), kind="line"),
    path=(Vote.division, Division.motion),
    name=lambda vote: f"{vote.councillor_name} on motion {_motion(vote).number}",
    parent=Vote.division_id,
    follow=lambda session, vote, values: _require_no_withdrawal(session, vote, values),
)
RESOLUTION = _record(
    Resolution,
    "Resolution",
    _corrected("summary", _l("What the council resolved"), "text"),
    path=(Resolution.motion,),
    name=lambda resolution: str(resolution.number),
)
ACTION = _record(
    Action,
    "Action",
    _corrected("text", _l("What is to be done"), "text"),
    _corrected("owner", _l("By whom")),
    _corrected("addressee", _l("Addressed to")),
    _corrected("due_on", "Due", "date"),
    _corrected("review_on", _l("To be looked at again"), "date", may_be_empty=True),
    _corrected("report_on", _l("To be reported to the meeting of"), "date", may_be_empty=True),
    _corrected("no_date_reason", _l("Why there is no day"), "text", may_be_empty=True),
    path=(Action.resolution, Resolution.motion),
    name=lambda action: f"{action.number} of resolution {action.resolution.number}",
)
CHANGE = _record(
    ActionChange,
    _l("What happened to an action"),
    _corrected("happened_on", _l("When it happened"), "date"),
    _corrected("note", "Note", "text"),
    path=(ActionChange.action, Action.resolution, Resolution.motion),
    parent=ActionChange.action_id,
)
LETTER = _record(
    Letter,
    _l("Letter of a resolution"),
    RecordField(column="recipient", label=_l("Who it goes to"), kind="line"),
    RecordField(column="body", label=_l("What it says")),
    RecordField(column="signatory", label=_l("Who signs it"), kind="line"),
    path=(Letter.action, Action.resolution, Resolution.motion),
)
REPLY = _record(
    FiledReply,
    _l("Reply to an action"),
    _corrected("said_by", _l("Who replied")),
    _corrected("dated_on", _l("Date of the reply"), "date", may_be_empty=True),
    _corrected("received_on", _l("When it came"), "date"),
    _corrected("summary", _l("What it says"), "text"),
    RecordField(column="publication_reason", label=_l("Why not all of the document is published")),
    RecordField(column="void_reason", label=_l("Why it was no reply")),
    path=(FiledReply.action, Action.resolution, Resolution.motion),
    parent=FiledReply.action_id,
)
REPORT = _record(
    CouncilReport,
    _l("Report to the council"),
    _corrected("text", _l("What the council was told"), "text"),
    path=(CouncilReport.action, Action.resolution, Resolution.motion),
    parent=CouncilReport.action_id,
)
STATEMENT = _record(
    Statement,
    _l("What another body was reported to say"),
    _corrected("said_by", _l("Who said it")),
    _corrected("text", _l("What was said"), "text"),
    _corrected("source", _l("Where it was reported, and when")),
    path=(Statement.action, Action.resolution, Resolution.motion),
    parent=Statement.action_id,
)
HANDOVER = _record(
    Handover,
    _l("Change of proposer or seconder"),
    _corrected("reason", "Reason", "text"),
    path=(Handover.motion,),
)
ATTENDANCE = Record(
    model=Attendance,
    title=_l("Attendance of a member"),
    fields=(
        _corrected("member_name", "Member"),
        _corrected(
            "presence", "Attendance", "choice", choices={presence.value: presence.label for presence in Presence}
        ),
        _corrected("interest", _l("Interests declared"), "text", may_be_empty=True),
        RecordField(column="ward", label=_l("Ward"), kind="line"),
        RecordField(column="group_name", label=_l("Political group"), kind="line"),
    ),
    name=lambda row: f"{row.member_name} at the meeting of {row.held_on.isoformat()}",
    page=lambda row: ("motion_meetings.page", {"day": row.held_on.isoformat()}),
    rows=lambda _session, _consultation_id: select(Attendance).where(false()),
    consultation_id=lambda _session, _row: None,
)
INTEREST = Record(
    model=Interest,
    title=_l("Interest of a member"),
    fields=(
        _corrected("item", _l("Item of the meeting")),
        _corrected("kind", _l("Kind of interest"), "choice", choices={kind.value: kind.label for kind in InterestKind}),
        _corrected("text", _l("What the interest is"), "text"),
        _corrected(
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
AMENDMENT = _record(
    Amendment,
    _l("Amendment of a motion"),
    RecordField(column="changes", label=_l("What it asks for"), parts=_acts),
    RecordField(column="reason", label=_l("Why it is proposed")),
    _corrected("ruling", _l("Reason for the ruling"), "text"),
    path=(Amendment.motion,),
    name=lambda amendment: str(amendment.number),
)
WORDING = _record(
    AmendmentWording,
    _l("Words of the clerk for a collision"),
    RecordField(column="text", label=_l("The words")),
    path=(AmendmentWording.amendment, Amendment.motion),
    name=lambda wording: str(wording.amendment.number),
)
RECORDS = (
    AMENDMENT,
    WORDING,
    MOTION,
    TEXT,
    CHECK,
    DIVISION,
    VOTE,
    RESOLUTION,
    ACTION,
    CHANGE,
    LETTER,
    REPLY,
    REPORT,
    STATEMENT,
    HANDOVER,
    ATTENDANCE,
    INTEREST,
)


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


def _require_no_withdrawal(session: Session, vote: Vote, values: Mapping[str, object]) -> None:
    is_vote = values.get("choice") in VOTING
    if is_vote and vote.term_id in withdrawn_from(session, vote.division.motion):
        raise Invalid(
            fields={
                "says": _("This member withdrew because of an interest and cannot vote. Correct the interest first")
            }
        )


def _require_no_vote(session: Session, interest: Interest, values: Mapping[str, object]) -> None:
    if "item" in values and interest.motion is not None:
        raise Invalid(fields={"says": _("This interest was declared in a motion, which has its own number and title")})
    withdrew = values.get("participation") == Participation.WITHDREW and interest.motion is not None
    if withdrew and interest.motion and interest.attendance.term_id in voters_on(session, interest.motion):
        raise Invalid(fields={"says": _("This member voted on the motion. Correct the vote first")})


def reasons_of(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return why proposer or seconder changed, as the audit log tells it: as corrected, without what was taken out."""
    found = session.scalars(select(Handover).where(Handover.id.in_(ids))).all()
    reasons = {read.row.id: read.value("reason") for read in shown(session, HANDOVER, found).values()}
    return {number: _("(reason: %(reason)s)", reason=reason) if reason else "" for number, reason in reasons.items()}


def words_of(resolution: Shown) -> str:
    """Return what the council resolved as one text, as people read it."""
    row: Resolution = resolution.row
    return str(resolution.value("summary")) if row.is_summary else row.words


def due_days(session: Session, actions: Sequence[Action]) -> dict[int, date | None]:
    """Return the day by which each action is due, as it was last corrected."""
    return {read.row.id: read.value("due_on") for read in shown(session, ACTION, actions).values()}


class Reading:
    """The rows of a motion as people read them: `reading.of(row)` has corrected values and what was taken out."""

    def __init__(
        self,
        session: Session,
        motion: Motion,
        letters: Sequence[Letter] = (),
        replies: Sequence[FiledReply] = (),
        reports: Sequence[CouncilReport] = (),
    ) -> None:
        resolution = motion.resolution
        actions = list(resolution.actions) if resolution else []
        rows: list[tuple[Record, list[Any]]] = [
            (MOTION, [motion]),
            (TEXT, list(motion.texts)),
            (CHECK, list(motion.checks)),
            (HANDOVER, list(motion.handovers)),
            (DIVISION, list(motion.divisions)),
            (VOTE, [vote for division in motion.divisions for vote in division.votes]),
            (RESOLUTION, [resolution] if resolution else []),
            (ACTION, actions),
            (LETTER, list(letters)),
            (REPLY, list(replies)),
            (REPORT, list(reports)),
            (CHANGE, [change for action in actions for change in action.changes]),
            (STATEMENT, [statement for action in actions for statement in action.statements]),
        ]
        self.found = {
            (record.table, key): row
            for record, those in rows
            if those
            for key, row in shown(session, record, those).items()
        }

    def of(self, row: Any) -> Shown:
        """Return one row as people read it."""
        return self.found[row.__tablename__, str(row.id)]
