"""What stays for good: the frozen text, the officer's check, the vote by name, the resolution and its actions."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.database import Base, JsonObject, keep_rows, text_enum
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.people import Person
from consult.sdk.records import UNPUBLISHED
from plugins.motion.canonical import ClauseText
from plugins.motion.lifecycle import SETTLED, ActionState, State
from plugins.motion.models import Motion


class Choice(StrEnum):
    """What a councillor's name stands under in a recorded vote."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    ABSENT = "absent"
    INTEREST = "interest"

    @property
    def label(self) -> str:
        """The choice as the minutes say it."""
        return _CHOICE_LABELS[self]


_CHOICE_LABELS = {
    Choice.FOR: _l("For"),
    Choice.AGAINST: _l("Against"),
    Choice.ABSTAIN: _l("Abstained"),
    Choice.ABSENT: _l("Absent"),
    Choice.INTEREST: _l("Declared an interest, did not vote"),
}


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


VOTING = (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)
"""The choices of those who took part in the vote."""
CHOICE_LIST = ", ".join(f"'{choice}'" for choice in Choice)
ACTION_STATE_LIST = ", ".join(f"'{state}'" for state in ActionState)


class FrozenText(Base):
    """The text of a motion as it was submitted: words, clause ids, hash, and the version of the format hashed."""

    __tablename__ = "motion_text"
    __table_args__ = (UniqueConstraint("motion_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    clauses: Mapped[JsonObject]
    canonical: Mapped[str] = mapped_column(
        Text, info={UNPUBLISHED: "repeats title and clauses, from which it is written again"}
    )
    hash: Mapped[str] = mapped_column(String(64))
    algorithm: Mapped[str] = mapped_column(String(30))
    proposer_name: Mapped[str] = mapped_column(String(200))
    seconder_name: Mapped[str] = mapped_column(String(200))
    proposer_consented_at: Mapped[datetime]
    seconder_consented_at: Mapped[datetime]
    frozen_at: Mapped[datetime]

    motion: Mapped[Motion] = relationship(back_populates="texts")

    @property
    def clause_texts(self) -> list[ClauseText]:
        """The clauses in their order."""
        return [ClauseText(**clause) for clause in self.clauses["clauses"]]


class Check(Base):
    """What the proper officer found about a submitted text: in time, in scope, short enough, lawful."""

    __tablename__ = "motion_check"
    __table_args__ = (
        CheckConstraint(
            "is_valid = (is_in_time AND is_in_scope AND is_within_words AND is_lawful)", name="valid_when_all_are_met"
        ),
        CheckConstraint("is_valid OR reason != ''", name="returned_has_reason"),
        UniqueConstraint("text_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"))
    text_id: Mapped[int] = mapped_column(ForeignKey("motion_text.id"))
    is_valid: Mapped[bool]
    is_in_time: Mapped[bool]
    is_in_scope: Mapped[bool]
    is_within_words: Mapped[bool]
    is_lawful: Mapped[bool]
    meeting_on: Mapped[date]
    clear_days: Mapped[int]
    clear_days_needed: Mapped[int]
    words: Mapped[int]
    words_allowed: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    motion: Mapped[Motion] = relationship(back_populates="checks")


class Division(Base):
    """One vote of the council; where the names were not recorded the counts may be unknown, and that is said."""

    __tablename__ = "motion_division"
    __table_args__ = (
        CheckConstraint("outcome IN ('carried', 'lost', 'tied')", name="known_outcome"),
        CheckConstraint("casting_vote IN ('for', 'against')", name="known_casting_vote"),
        CheckConstraint("NOT is_named OR (for_count IS NOT NULL AND against_count IS NOT NULL)", name="names_count"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), unique=True)
    held_on: Mapped[date]
    is_named: Mapped[bool]
    is_unanimous: Mapped[bool] = mapped_column(default=False)
    for_count: Mapped[int | None]
    against_count: Mapped[int | None]
    abstain_count: Mapped[int | None]
    absent_count: Mapped[int | None]
    interest_count: Mapped[int | None]
    casting_vote: Mapped[Choice | None] = mapped_column(text_enum(Choice, 10))
    chair_name: Mapped[str] = mapped_column(String(200), default="")
    outcome: Mapped[State] = mapped_column(text_enum(State, 12))
    note: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    motion: Mapped[Motion] = relationship(back_populates="division")
    votes: Mapped[list["Vote"]] = relationship(back_populates="division", order_by="Vote.id")
    vacancies: Mapped[list["Vacancy"]] = relationship(order_by="Vacancy.id")

    def count(self, choice: Choice) -> int | None:
        """Return how many names stand under a choice, or `None` where the record does not say."""
        found: int | None = getattr(self, f"{choice}_count")
        return found


class Vote(Base):
    """How one member of the council voted; a permanent public record.

    Name, ward and group are those of the roll of the day (`term_id`), frozen here. Votes that were recorded before
    there was a roll have a name alone.
    """

    __tablename__ = "motion_vote"
    __table_args__ = (
        CheckConstraint(f"choice IN ({CHOICE_LIST})", name="known_choice"),
        UniqueConstraint("division_id", "person_id"),
        Index(None, "division_id", "term_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    division_id: Mapped[int] = mapped_column(ForeignKey("motion_division.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    councillor_name: Mapped[str] = mapped_column(String(200))
    choice: Mapped[Choice] = mapped_column(text_enum(Choice, 10))
    term_id: Mapped[int | None] = mapped_column(ForeignKey("office_term.id"))
    ward: Mapped[str] = mapped_column(String(100), default="", server_default="")
    group_name: Mapped[str] = mapped_column(String(100), default="", server_default="")

    division: Mapped[Division] = relationship(back_populates="votes")


class Vacancy(Base):
    """A seat of the council that nobody held on the day of a vote, as it was known when the vote was recorded."""

    __tablename__ = "motion_vacancy"
    __table_args__ = (UniqueConstraint("division_id", "ward", "seat"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    division_id: Mapped[int] = mapped_column(ForeignKey("motion_division.id"))
    ward: Mapped[str] = mapped_column(String(100))
    seat: Mapped[str] = mapped_column(String(20))


class Resolution(Base):
    """What the council resolved, under its own number."""

    __tablename__ = "motion_resolution"

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), unique=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    text: Mapped[str] = mapped_column(Text)
    is_summary: Mapped[bool] = mapped_column(default=False)
    adopted_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    motion: Mapped[Motion] = relationship(back_populates="resolution")
    actions: Mapped[list["Action"]] = relationship(back_populates="resolution", order_by="Action.number")


class Action(Base):
    """One thing to be done because of a resolution: what, by whom, towards whom, by when, and where it stands."""

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

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("motion_action.id"), index=True)
    from_state: Mapped[ActionState] = mapped_column(text_enum(ActionState, 12))
    to_state: Mapped[ActionState] = mapped_column(text_enum(ActionState, 12))
    happened_on: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

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


PERMANENT = (FrozenText, Check, Division, Vote, Vacancy, Resolution, ActionChange, Statement)
TEXTS: dict[type[Base], tuple[str, ...]] = {
    FrozenText: ("title", "clauses", "canonical"),
    Check: ("reason",),
    Division: ("chair_name", "note"),
    Vote: ("councillor_name", "ward", "group_name"),
    Vacancy: (),
    Resolution: ("text",),
    ActionChange: ("note",),
    Statement: ("said_by", "text", "source"),
}
"""The texts out of which something may be taken, whose original is then sealed."""

for _model in PERMANENT:
    keep_rows(_model, texts=TEXTS[_model])
