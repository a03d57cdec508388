"""What motions publish, as records: corrected, redacted or taken down at any time, whatever state the motion is in."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.records import Record, RecordField, Shown, shown
from plugins.motion.actions import Action, ActionChange, Resolution, Statement
from plugins.motion.amendments import Amendment, AmendmentWording
from plugins.motion.canonical import ClauseText, canonical_text
from plugins.motion.correspondence import CouncilReport, FiledReply, Letter
from plugins.motion.models import Handover, Motion
from plugins.motion.published_fields import corrected, record_of
from plugins.motion.published_votes import ATTENDANCE, DIVISION, INTEREST, VOTE
from plugins.motion.records import Check, FrozenText

Path = tuple[str | int, ...]


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


MOTION = record_of(
    Motion,
    "Motion",
    RecordField(column="withdrawal_reason", label=_l("Why it was withdrawn")),
    RecordField(column="record_note", label=_l("What the public record knows of it")),
    path=(),
    name=lambda motion: str(motion.number),
)
TEXT = record_of(
    FrozenText,
    _l("Submitted text"),
    RecordField(column="title", label=_l("Title"), kind="line"),
    RecordField(column="clauses", label=_l("Clauses"), parts=_clauses),
    path=(FrozenText.motion,),
    derived=_canonical,
)
CHECK = record_of(Check, "Check", corrected("reason", "Reason", "text"), path=(Check.motion,))
RESOLUTION = record_of(
    Resolution,
    "Resolution",
    corrected("summary", _l("What the council resolved"), "text"),
    path=(Resolution.motion,),
    name=lambda resolution: str(resolution.number),
)
ACTION = record_of(
    Action,
    "Action",
    corrected("text", _l("What is to be done"), "text"),
    corrected("owner", _l("By whom")),
    corrected("addressee", _l("Addressed to")),
    corrected("due_on", "Due", "date"),
    corrected("review_on", _l("To be looked at again"), "date", may_be_empty=True),
    corrected("report_on", _l("To be reported to the meeting of"), "date", may_be_empty=True),
    corrected("no_date_reason", _l("Why there is no day"), "text", may_be_empty=True),
    path=(Action.resolution, Resolution.motion),
    name=lambda action: f"{action.number} of resolution {action.resolution.number}",
)
CHANGE = record_of(
    ActionChange,
    _l("What happened to an action"),
    corrected("happened_on", _l("When it happened"), "date"),
    corrected("note", "Note", "text"),
    path=(ActionChange.action, Action.resolution, Resolution.motion),
    parent=ActionChange.action_id,
)
LETTER = record_of(
    Letter,
    _l("Letter of a resolution"),
    RecordField(column="recipient", label=_l("Who it goes to"), kind="line"),
    RecordField(column="body", label=_l("What it says")),
    RecordField(column="signatory", label=_l("Who signs it"), kind="line"),
    path=(Letter.action, Action.resolution, Resolution.motion),
)
REPLY = record_of(
    FiledReply,
    _l("Reply to an action"),
    corrected("said_by", _l("Who replied")),
    corrected("dated_on", _l("Date of the reply"), "date", may_be_empty=True),
    corrected("received_on", _l("When it came"), "date"),
    corrected("summary", _l("What it says"), "text"),
    RecordField(column="publication_reason", label=_l("Why not all of the document is published")),
    RecordField(column="void_reason", label=_l("Why it was no reply")),
    path=(FiledReply.action, Action.resolution, Resolution.motion),
    parent=FiledReply.action_id,
)
REPORT = record_of(
    CouncilReport,
    _l("Report to the council"),
    corrected("text", _l("What the council was told"), "text"),
    path=(CouncilReport.action, Action.resolution, Resolution.motion),
    parent=CouncilReport.action_id,
)
STATEMENT = record_of(
    Statement,
    _l("What another body was reported to say"),
    corrected("said_by", _l("Who said it")),
    corrected("text", _l("What was said"), "text"),
    corrected("source", _l("Where it was reported, and when")),
    path=(Statement.action, Action.resolution, Resolution.motion),
    parent=Statement.action_id,
)
HANDOVER = record_of(
    Handover,
    _l("Change of proposer or seconder"),
    corrected("reason", "Reason", "text"),
    path=(Handover.motion,),
)
AMENDMENT = record_of(
    Amendment,
    _l("Amendment of a motion"),
    RecordField(column="changes", label=_l("What it asks for"), parts=_acts),
    RecordField(column="reason", label=_l("Why it is proposed")),
    corrected("ruling", _l("Reason for the ruling"), "text"),
    path=(Amendment.motion,),
    name=lambda amendment: str(amendment.number),
)
WORDING = record_of(
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
