"""Random samples of answers, kept with the seed they were drawn by, and what somebody found who read them again."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.consultations.models import Activity
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.types import Base, JsonObject, text_enum


class Purpose(StrEnum):
    """Why answers are read again."""

    CODED = "coded"
    LEFT_ASIDE = "left_aside"

    @property
    def label(self) -> str:
        """The purpose as officers read it."""
        return _PURPOSE_LABELS[self]


_PURPOSE_LABELS = {
    Purpose.CODED: _l("Coded a second time, to see how far two officers agree"),
    Purpose.LEFT_ASIDE: _l("Read again, to see whether a rule or a model left something new aside"),
}


class Sample(Base):
    """Answers drawn at random from all that were coded, or from all that a rule or a model left aside.

    They are those whose SHA-256 of seed and reference is smallest, so that anybody can draw the same again. `themes`
    are the codes on offer then; `published` are the figures as the public reads them.
    """

    __tablename__ = "theme_sample"
    __table_args__ = (
        CheckConstraint("purpose IN ('coded', 'left_aside')", name="known_purpose"),
        CheckConstraint("(published IS NULL) = (published_at IS NULL)", name="published_at_some_time"),
        Index(None, "activity_id", "question"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(60))
    purpose: Mapped[Purpose] = mapped_column(text_enum(Purpose, 10))
    seed: Mapped[str] = mapped_column(String(64))
    population: Mapped[int]
    drawn: Mapped[int]
    themes: Mapped[list[str]]
    drawn_at: Mapped[datetime]
    drawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    published: Mapped[JsonObject | None]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    activity: Mapped[Activity] = relationship()


class SampledText(Base):
    """One answer of a sample: how it was coded first, and what the officer found who read it again.

    It is deleted with the words it is about. `is_new` says of an answer that was left aside whether it has something
    that no theme says.
    """

    __tablename__ = "theme_sampled_text"
    __table_args__ = (
        UniqueConstraint("sample_id", "submission_id"),
        UniqueConstraint("sample_id", "position"),
        Index(None, "submission_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sample_id: Mapped[int] = mapped_column(ForeignKey("theme_sample.id", ondelete="CASCADE"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"))
    position: Mapped[int]
    first: Mapped[list[str]]
    first_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    second: Mapped[list[str]]
    is_new: Mapped[bool | None]
    read_at: Mapped[datetime | None]
    read_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    sample: Mapped[Sample] = relationship()
