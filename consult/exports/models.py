"""Files made ahead of being fetched, and results as they were published."""

from datetime import datetime
from typing import NotRequired, TypedDict

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.contract.plugin import Audience
from consult.exports.formats import Format
from consult.kernel.types import Base, JsonObject, text_enum


class PreparedExport(Base):
    """A large export made by a job: what was asked for, and the file once it is there."""

    __tablename__ = "prepared_export"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int]
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"), index=True)
    file_format: Mapped[Format] = mapped_column(text_enum(Format, 10))
    audience: Mapped[Audience] = mapped_column(text_enum(Audience, 10))
    file_key: Mapped[str | None] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(150), default="")
    size: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    job_id: Mapped[int | None]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    ready_at: Mapped[datetime | None]


class ResultsRequest(Base):
    """That an officer wants the results of an activity published: another one publishes them."""

    __tablename__ = "results_request"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class PublishedLine(TypedDict):
    """One line of a published table: what it counts, and its number as it may be shown."""

    code: str
    label: str
    kind: str
    people: int | None
    percent: float | None
    text: str


class PublishedTable(TypedDict):
    """One published table, as it is kept for the public page and the public file."""

    key: str
    title: str
    asked_in: NotRequired[str]
    base: NotRequired[int | None]
    lines: list[PublishedLine]
    notes: list[str]


class PublishedResults(Base):
    """The results of an activity as the public sees them, and, sealed, the exact tables behind them.

    The exact tables guard later publications against subtraction; nobody else reads them.
    """

    __tablename__ = "published_results"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    shown: Mapped[JsonObject]
    tables_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
