"""What stays for good after the vote: the resolution, its actions, and what became of each."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.database import Base, keep_rows, text_enum
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.people import Person
from plugins.motion.canonical import ClauseText
from plugins.motion.lifecycle import SETTLED, ActionState
from plugins.motion.models import Motion
from plugins.motion.records import FrozenText


class Reply(StrEnum):
    """What a body that was written to answered."""

    AGREED = "agreed"
    PARTLY = "partly"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """The answer as people say it."""
        return _REPLY_LABELS[self]


_REPLY_LABELS = {
    Reply.AGREED: _l("It agrees"),
    Reply.PARTLY: _l("It agrees in part"),
    Reply.REFUSED: _l("It does not agree"),
}
REPLY_LIST = ", ".join(f"'{reply}'" for reply in Reply)
ACTION_STATE_LIST = ", ".join(f"'{state}'" for state in ActionState)


class ActionKind(StrEnum):
    """Whether the council can do it itself, or asks somebody who may say no."""

    BINDING = "binding"
    REQUEST = "request"

    @property
    def label(self) -> str:
        """The kind as people say it."""
        return _ACTION_KIND_LABELS[self]


_ACTION_KIND_LABELS = {
    ActionKind.BINDING: _l("Binding on the council"),
    ActionKind.REQUEST: _l("Request to an outside body, which may say no"),
}


class Resolution(Base):
    """What the council resolved, under its own number: the mandates of the version that was carried.

    Of a motion of the past, whose text is not known, there is a `summary` in its place.
    """

    __tablename__ = "motion_resolution"
    __table_args__ = (CheckConstraint("(text_id IS NULL) = (summary != '')", name="text_or_summary"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), unique=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    adopted_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    text_id: Mapped[int | None] = mapped_column(ForeignKey("motion_text.id"))
    summary: Mapped[str] = mapped_column(Text, default="")

    motion: Mapped[Motion] = relationship(back_populates="resolution")
    text: Mapped[FrozenText | None] = relationship()
    actions: Mapped[list["Action"]] = relationship(back_populates="resolution", order_by="Action.number")

    @property
    def is_summary(self) -> bool:
        """Whether the exact words are not known."""
        return self.text is None

    @property
    def mandates(self) -> list[ClauseText]:
        """What the council resolved, clause by clause, in the words that were carried."""
        return self.text.mandates if self.text is not None else []

    @property
    def words(self) -> str:
        """What the council resolved as one text: its numbered mandates, or the summary."""
        numbered = [f"{place}. {clause.text}" for place, clause in enumerate(self.mandates, 1)]
        return "\n\n".join(numbered) or self.summary


class Action(Base):
    """One thing to be done because of a resolution: what, by whom, towards whom, by when, and where it stands.

    On `review_on` the officers look at it again, and at the meeting of `report_on` the council is told about it.
    """

    __tablename__ = "motion_action"
    __table_args__ = (
        CheckConstraint("kind IN ('binding', 'request')", name="known_kind"),
        CheckConstraint(f"state IN ({ACTION_STATE_LIST})", name="known_state"),
        UniqueConstraint("resolution_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    resolution_id: Mapped[int] = mapped_column(ForeignKey("motion_resolution.id"))
    number: Mapped[int]
    kind: Mapped[ActionKind] = mapped_column(text_enum(ActionKind, 10))
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(200))
    addressee: Mapped[str] = mapped_column(String(200), default="")
    due_on: Mapped[date | None]
    state: Mapped[ActionState] = mapped_column(text_enum(ActionState, 12), default=ActionState.NOT_STARTED)
    version: Mapped[int] = mapped_column(default=1)
    added_at: Mapped[datetime]
    clause_key: Mapped[str] = mapped_column(String(24), default="", server_default="")
    no_date_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    review_on: Mapped[date | None]
    report_on: Mapped[date | None]

    resolution: Mapped[Resolution] = relationship(back_populates="actions")
    changes: Mapped[list["ActionChange"]] = relationship(back_populates="action", order_by="ActionChange.id")
    statements: Mapped[list["Statement"]] = relationship(back_populates="action", order_by="Statement.id")

    @property
    def motion(self) -> Motion:
        """The motion that led to it."""
        return self.resolution.motion

    @property
    def status(self) -> ActionState:
        """Where the action stands."""
        return ActionState(self.state)

    @property
    def is_settled(self) -> bool:
        """Whether it is answered or ended."""
        return self.status in SETTLED

    def is_overdue(self, today: date, due_on: date | None = None) -> bool:
        """Whether its day, or the day to which that was corrected, has passed and it is neither answered nor ended."""
        day = due_on or self.due_on
        return day is not None and day < today and not self.is_settled


class ActionChange(Base):
    """That an action went from one state to another, on which day and why."""

    __tablename__ = "motion_action_change"
    __table_args__ = (CheckConstraint(f"reply IN ({REPLY_LIST})", name="known_reply"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("motion_action.id"), index=True)
    from_state: Mapped[ActionState] = mapped_column(text_enum(ActionState, 12))
    to_state: Mapped[ActionState] = mapped_column(text_enum(ActionState, 12))
    happened_on: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    reply: Mapped[Reply | None] = mapped_column(text_enum(Reply, 10))

    action: Mapped[Action] = relationship(back_populates="changes")
    made_by: Mapped[Person | None] = relationship()

    @property
    def to_label(self) -> str:
        """The state it went to, as people say it."""
        return ActionState(self.to_state).label


class Statement(Base):
    """What another body was reported to say about an action; whether it wrote so to the council is not claimed."""

    __tablename__ = "motion_statement"
    __table_args__ = (CheckConstraint("said_by != '' AND text != '' AND source != ''", name="reported_by_somebody"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("motion_action.id"), index=True)
    said_by: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(300))
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    action: Mapped[Action] = relationship(back_populates="statements")


KEPT: dict[type[Base], tuple[str, ...]] = {
    Resolution: ("summary",),
    ActionChange: ("note",),
    Statement: ("said_by", "text", "source"),
}
"""The tables that are kept, and the texts out of which something may be taken, whose original is then sealed."""

for _model, _texts in KEPT.items():
    keep_rows(_model, texts=_texts)
