"""Corrections beside what was published, and the sealed originals of what was taken out."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.contract.records import UNPUBLISHED
from consult.kernel.permanence import keep_rows
from consult.kernel.types import Base


class Correction(Base):
    """That a value on the record was wrong: what it said, what it says, and why; both stay readable for good."""

    __tablename__ = "record_correction"
    __table_args__ = (UniqueConstraint("table_name", "row_key", "place", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str] = mapped_column(String(60))
    row_key: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(100))
    number: Mapped[int]
    said: Mapped[str] = mapped_column(Text)
    says: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class SealedText(Base):
    """A published text as it was before something was taken out of it, sealed to its place."""

    __tablename__ = "record_sealed"
    __table_args__ = (Index(None, "table_name", "row_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str] = mapped_column(String(60))
    row_key: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(100))
    original_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    seal_row: Mapped[str] = mapped_column(String(64))
    is_being_changed: Mapped[bool] = mapped_column(default=False)

    redactions: Mapped[list["Redaction"]] = relationship(
        back_populates="sealed", order_by="Redaction.id", cascade="all, delete-orphan"
    )


class Redaction(Base):
    """Passages taken out of a text in one act, with the reason; `spans` are their places in the sealed original."""

    __tablename__ = "record_redaction"

    id: Mapped[int] = mapped_column(primary_key=True)
    sealed_id: Mapped[int] = mapped_column(ForeignKey("record_sealed.id", ondelete="CASCADE"), index=True)
    spans: Mapped[list[Any] | None] = mapped_column(
        JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
    )
    is_whole: Mapped[bool] = mapped_column(default=False)
    code: Mapped[str] = mapped_column(String(30))
    note: Mapped[str] = mapped_column(Text, default="", info={UNPUBLISHED: "a note among officers"})
    public_note: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    sealed: Mapped[SealedText] = relationship(back_populates="redactions")


keep_rows(Correction, texts=("said", "says", "reason"))
