"""The versions of what a survey asks, and the code book of its variables."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.activities import Activity
from consult.sdk.database import Base, JsonObject, keep_rows, text_enum
from consult.sdk.files import StoredFile
from consult.sdk.people import Person
from consult.sdk.records import UNPUBLISHED


class VersionStatus(StrEnum):
    """Where a version stands: worked on, the one that is asked, or asked earlier."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class ChangeClass(StrEnum):
    """What a version changed about the one before it."""

    COSMETIC = "cosmetic"
    ADDITIVE = "additive"
    BREAKING = "breaking"


class SurveyVersion(Base):
    """One version of what a survey asks; never changed once it is published."""

    __tablename__ = "survey_version"
    __table_args__ = (
        UniqueConstraint("activity_id", "number"),
        Index(
            "ix_survey_version_one_draft",
            "activity_id",
            unique=True,
            sqlite_where=text("status = 'draft'"),
            postgresql_where=text("status = 'draft'"),
        ),
        CheckConstraint("status IN ('draft', 'published', 'superseded')", name="known_status"),
        CheckConstraint("change_class IN ('cosmetic', 'additive', 'breaking')", name="known_change_class"),
        CheckConstraint("(status = 'draft') = (published_at IS NULL)", name="published_has_a_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    number: Mapped[int]
    status: Mapped[VersionStatus] = mapped_column(text_enum(VersionStatus, 10), default=VersionStatus.DRAFT)
    definition: Mapped[JsonObject]
    sha256: Mapped[str] = mapped_column(String(64))
    change_class: Mapped[ChangeClass | None] = mapped_column(text_enum(ChangeClass, 10))
    public_note: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    revision: Mapped[int] = mapped_column(default=1)

    activity: Mapped[Activity] = relationship()
    published_by: Mapped[Person | None] = relationship()

    @property
    def as_seen(self) -> str:
        """What tells whoever saw this draft from whoever saw another, or saw it beside another published version."""
        return f"{self.number}.{self.sha256}"

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 (SQLAlchemy reads this name from the class)


class Outcome(StrEnum):
    """What became of a proposal; it is outdated when the draft was changed and another was made."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"
    OUTDATED = "outdated"


class Proposal(Base):
    """That an officer asks another to confirm a change after which answers cannot be compared."""

    __tablename__ = "survey_proposal"
    __table_args__ = (
        Index(
            "ix_survey_proposal_one_waiting",
            "activity_id",
            unique=True,
            sqlite_where=text("outcome = 'waiting'"),
            postgresql_where=text("outcome = 'waiting'"),
        ),
        CheckConstraint(
            "outcome IN ('waiting', 'confirmed', 'sent_back', 'withdrawn', 'outdated')", name="known_outcome"
        ),
        CheckConstraint("(outcome = 'waiting') = (ended_at IS NULL)", name="ended_has_a_time"),
        CheckConstraint("outcome <> 'confirmed' OR ended_by_id <> proposed_by_id", name="two_officers"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text, info={UNPUBLISHED: "between two officers"})
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[Outcome] = mapped_column(text_enum(Outcome, 10), default=Outcome.WAITING)
    answer: Mapped[str] = mapped_column(Text, default="", info={UNPUBLISHED: "between two officers"})
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    activity: Mapped[Activity] = relationship()
    proposed_by: Mapped[Person] = relationship(foreign_keys=proposed_by_id)
    ended_by: Mapped[Person | None] = relationship(foreign_keys=ended_by_id)


class SurveyPicture(Base):
    """A picture that definitions name by its digest, kept once for all of them."""

    __tablename__ = "survey_picture"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)

    file: Mapped[StoredFile] = relationship(lazy="joined", innerjoin=True)


class SurveyVariable(Base):
    """One variable of a survey's code book: its permanent key, its kind, and the versions that asked for it."""

    __tablename__ = "survey_variable"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(30), primary_key=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(Text, info={UNPUBLISHED: "repeats the questions of a version"})
    options: Mapped[list[str]]
    first_version: Mapped[int]
    last_version: Mapped[int]


keep_rows(
    SurveyVersion,
    once="OLD.status <> 'draft'",
    goes_with="activity_id",
    free=("revision",),
    texts=("definition", "public_note"),
    moves={"status": "OLD.status = 'published' AND NEW.status = 'superseded'"},
)
keep_rows(Proposal, once="OLD.outcome <> 'waiting'", goes_with="activity_id")
