"""One row for each piece of work, written in the transaction that asks for it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from consult.contract.records import UNPUBLISHED
from consult.kernel.types import Base, JsonObject, text_enum


class JobState(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


STATE_LIST = ", ".join(f"'{state}'" for state in JobState)
UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


class Job(Base):
    """A piece of work: what to run with which plain values, how far it is, and who may hold it until when.

    `lease_token` is the right to finish it: whoever claims the job draws a new one, and only the newest counts.
    """

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint(f"state IN ({STATE_LIST})", name="known_state"),
        Index(None, "state", "due_at"),
        Index(None, "created_by_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    args: Mapped[JsonObject]
    state: Mapped[JobState] = mapped_column(text_enum(JobState, 10), default=JobState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    lease_token: Mapped[str | None] = mapped_column(String(64))
    idempotency_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    progress: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(Text, default="", info={UNPUBLISHED: "what a job tells whoever asked for it"})
    subject_kind: Mapped[str | None] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    url: Mapped[str] = mapped_column(String(300), default="")
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state not in UNFINISHED
