"""The versions of the report on a consultation: what was asked for, and what was published and stays."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from consult.contract.records import UNPUBLISHED
from consult.kernel.permanence import keep_rows
from consult.kernel.types import Base, JsonObject, text_enum


class Report(Base):
    """One version: first asked for by an officer, then published by another one; its document never changes.

    `document` is empty until it is published, and again once words or figures in it had to go: it is then withdrawn
    whole, and the next version, which is made from the same sections, says so (`is_remade`).
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        CheckConstraint("document IS NULL OR published_at IS NOT NULL", name="only_published_has_a_document"),
        CheckConstraint("withdrawn_at IS NULL OR document IS NULL", name="withdrawn_holds_no_words"),
        Index(
            "uq_report_asked",
            "consultation_id",
            unique=True,
            sqlite_where=text("published_at IS NULL"),
            postgresql_where=text("published_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"))
    number: Mapped[int]
    sections: Mapped[list[str]]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    is_remade: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    withdrawn_at: Mapped[datetime | None]
    document: Mapped[JsonObject | None] = mapped_column(
        JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"),
        deferred=True,
        info={UNPUBLISHED: "withdrawn whole and made anew when words in it are taken out where they come from"},
    )


class ReportText(Base):
    """That a published version quotes what a response says."""

    __tablename__ = "report_text"
    __table_args__ = (Index(None, "submission_id"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)


class Told(StrEnum):
    """What a number beside the tables of an edition counts."""

    THEME = "theme"
    CODED = "coded"
    TEXTS = "texts"
    ADDRESSES = "addresses"
    EXCLUDED = "excluded"


class ReportCount(Base):
    """A number that was drawn for an edition: of a theme by its id, of a reason by its code, or of a way as a whole."""

    __tablename__ = "report_count"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True)
    what: Mapped[Told] = mapped_column(text_enum(Told, 20), primary_key=True)
    key: Mapped[str] = mapped_column(String(30), primary_key=True)
    number: Mapped[int]


keep_rows(ReportCount, goes_with="edition_id")
