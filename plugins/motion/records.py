"""What stays for good of text and vote: each version, the officer's checks, and the votes by name."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, true
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.database import Base, JsonObject, keep_rows, text_enum
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.records import UNPUBLISHED
from plugins.motion.canonical import ClauseText, Section
from plugins.motion.lifecycle import State
from plugins.motion.models import Motion
from plugins.motion.voting_rules import Closure, Threshold


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


class Question(StrEnum):
    """What a vote was on."""

    MOTION = "motion"
    AMENDMENT = "amendment"
    CLOSURE = "closure"


class Origin(StrEnum):
    """How a version of the text came to be."""

    SUBMITTED = "submitted"
    ALTERED = "altered"
    AMENDED = "amended"


class Part(StrEnum):
    """In which part somebody agreed to a text."""

    PROPOSER = "proposer"
    SECONDER = "seconder"


VOTING = (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)
"""The choices of those who took part in the vote."""
CHOICE_LIST = ", ".join(f"'{choice}'" for choice in Choice)
ORIGIN_LIST = ", ".join(f"'{origin}'" for origin in Origin)
QUESTION_LIST = ", ".join(f"'{question}'" for question in Question)
PART_LIST = ", ".join(f"'{part}'" for part in Part)


class FrozenText(Base):
    """One version of the text of a motion: words, clause ids, hash, and the version of the format hashed.

    It never changes: what is altered or amended is another version, which says on which it is `based_on`. `method` is
    the way in which changes and lines are worked out of it.
    """

    __tablename__ = "motion_text"
    __table_args__ = (
        CheckConstraint(f"origin IN ({ORIGIN_LIST})", name="known_origin"),
        UniqueConstraint("motion_id", "number"),
    )

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
    frozen_at: Mapped[datetime]
    origin: Mapped[Origin] = mapped_column(text_enum(Origin, 10), default=Origin.SUBMITTED)
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("motion_text.id"))
    method: Mapped[str] = mapped_column(String(30))

    motion: Mapped[Motion] = relationship(back_populates="texts")
    consents: Mapped[list["TextConsent"]] = relationship(back_populates="text", order_by="TextConsent.id")

    @property
    def clause_texts(self) -> list[ClauseText]:
        """The clauses in their order."""
        return [ClauseText(**clause) for clause in self.clauses["clauses"]]

    @property
    def mandates(self) -> list[ClauseText]:
        """What the council resolves to do, clause by clause."""
        return [clause for clause in self.clause_texts if clause.section == Section.RESOLVES]


class TextConsent(Base):
    """That proposer or seconder agreed to a version of the text, for one meeting, before it was frozen."""

    __tablename__ = "motion_text_consent"
    __table_args__ = (CheckConstraint(f"part IN ({PART_LIST})", name="known_part"), UniqueConstraint("text_id", "part"))

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("motion_text.id"))
    part: Mapped[Part] = mapped_column(text_enum(Part, 10))
    meeting_on: Mapped[date]
    given_at: Mapped[datetime]

    text: Mapped[FrozenText] = relationship(back_populates="consents")


class Check(Base):
    """What the proper officer found about a submitted text: in time, in scope, short enough, lawful.

    It `is_heard` unless it repeats or rescinds what the council decided lately, and too few members signed it. A text
    may be checked again; each check has its `number`, and the last one holds.
    """

    __tablename__ = "motion_check"
    __table_args__ = (
        CheckConstraint(
            "is_valid = (is_in_time AND is_in_scope AND is_within_words AND is_lawful AND is_heard)",
            name="valid_when_all_are_met",
        ),
        CheckConstraint("is_valid OR reason != ''", name="returned_has_reason"),
        UniqueConstraint("text_id", "number"),
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
    number: Mapped[int]
    is_heard: Mapped[bool] = mapped_column(default=True, server_default=true())

    motion: Mapped[Motion] = relationship(back_populates="checks")


class Division(Base):
    """One vote of the council on one question: the motion, an amendment of it, or a closure of its debate.

    `text_id` is the version that was put to the vote; a motion of the past may have none. Where the names were not
    recorded the counts may be unknown, and that is said.
    """

    __tablename__ = "motion_division"
    __table_args__ = (
        CheckConstraint(f"question IN ({QUESTION_LIST})", name="known_question"),
        UniqueConstraint("motion_id", "number"),
        Index(
            "uq_motion_division_one_decision",
            "motion_id",
            unique=True,
            sqlite_where=sql("question = 'motion'"),
            postgresql_where=sql("question = 'motion'"),
        ),
        CheckConstraint("outcome IN ('carried', 'lost', 'tied')", name="known_outcome"),
        CheckConstraint("casting_vote IN ('for', 'against')", name="known_casting_vote"),
        CheckConstraint("NOT is_named OR (for_count IS NOT NULL AND against_count IS NOT NULL)", name="names_count"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"))
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
    number: Mapped[int]
    question: Mapped[Question] = mapped_column(text_enum(Question, 10), default=Question.MOTION)
    text_id: Mapped[int | None] = mapped_column(ForeignKey("motion_text.id"))
    closure: Mapped[Closure | None] = mapped_column(text_enum(Closure, 20))
    threshold: Mapped[Threshold] = mapped_column(
        text_enum(Threshold, 12), default=Threshold.SIMPLE, server_default=Threshold.SIMPLE
    )
    at_time: Mapped[str] = mapped_column(String(5), default="", server_default="")

    motion: Mapped[Motion] = relationship(back_populates="divisions")
    text: Mapped[FrozenText | None] = relationship()
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


KEPT: dict[type[Base], tuple[str, ...]] = {
    FrozenText: ("title", "clauses", "canonical"),
    TextConsent: (),
    Check: ("reason",),
    Division: ("chair_name", "note"),
    Vote: ("councillor_name", "ward", "group_name"),
    Vacancy: (),
}
"""The tables that are kept, and the texts out of which something may be taken, whose original is then sealed."""

_DECIDES = "OLD.outcome = 'tied' AND NEW.outcome <> 'tied' AND NEW.casting_vote IS NOT NULL"
MOVED: dict[type[Base], dict[str, str]] = {Division: dict.fromkeys(("outcome", "casting_vote", "chair_name"), _DECIDES)}
"""What may change on the record once: an equal vote is decided by a casting vote that is given later."""

for _model, _texts in KEPT.items():
    keep_rows(_model, texts=_texts, moves=MOVED.get(_model))
