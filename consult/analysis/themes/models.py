"""Themes with numbers that stay, which texts were coded, and every assignment of a theme to a text or a passage."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.consultations.models import Consultation
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.types import Base, text_enum


class Source(StrEnum):
    """Who, or what, found a theme in a text."""

    OFFICER = "officer"
    RULE = "rule"
    MODEL = "model"

    @property
    def label(self) -> str:
        """The source as people say it."""
        return _SOURCE_LABELS[self]


_SOURCE_LABELS = {Source.OFFICER: _l("An officer"), Source.RULE: _l("A rule"), Source.MODEL: _l("A model")}


class Theme(Base):
    """What several texts of a consultation say; its number is never given to another, and never changes.

    `merged_into_id` is the theme under which it counts since it was merged, always the last of a chain. With
    `split_from_id` it is a part of one that was split; that one is not offered any more, and keeps what it was given.
    """

    __tablename__ = "theme"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        CheckConstraint("merged_into_id IS NULL OR merged_into_id != id", name="merged_into_another"),
        CheckConstraint("parent_id IS NULL OR parent_id != id", name="parent_is_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    definition: Mapped[str] = mapped_column(Text, default="")
    examples: Mapped[str] = mapped_column(Text, default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id", ondelete="SET NULL"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id", ondelete="SET NULL"))
    split_from_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id", ondelete="SET NULL"))
    split_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1)
    form_key: Mapped[str | None] = mapped_column(String(64), unique=True)

    consultation: Mapped[Consultation] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)

    @property
    def code(self) -> str:
        """The permanent name of the theme, such as T3."""
        return f"T{self.number}"

    @property
    def is_offered(self) -> bool:
        """Whether texts may still be given this theme: it was neither merged nor split."""
        return self.merged_into_id is None and self.split_at is None


class Coding(Base):
    """That an officer coded the answer to one question, with or without themes; no longer so once it says otherwise."""

    __tablename__ = "theme_coding"
    __table_args__ = (UniqueConstraint("submission_id", "question"), Index(None, "activity_id", "question"))

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"))
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(60))
    is_current: Mapped[bool] = mapped_column(default=True)
    coded_at: Mapped[datetime]
    coded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1)


class Assignment(Base):
    """One theme given to the answer to a question, or to the passage from `begins` to `ends` in it.

    It is a proposal until somebody accepted it, and ends rather than being changed; what ended stays as its history.
    """

    __tablename__ = "theme_assignment"
    __table_args__ = (
        CheckConstraint("source IN ('officer', 'rule', 'model')", name="known_source"),
        CheckConstraint("source != 'officer' OR accepted_at IS NOT NULL", name="officer_accepts"),
        CheckConstraint("(begins IS NULL) = (ends IS NULL) AND (begins IS NULL OR begins < ends)", name="passage"),
        Index(None, "submission_id", "question"),
        Index(None, "theme_id", "submission_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(60))
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id", ondelete="CASCADE"))
    begins: Mapped[int | None]
    ends: Mapped[int | None]
    source: Mapped[Source] = mapped_column(text_enum(Source, 10))
    score: Mapped[float | None]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("theme_model_run.id", ondelete="SET NULL"), index=True)

    theme: Mapped[Theme] = relationship()
