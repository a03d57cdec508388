"""That an address follows a row."""

from datetime import datetime

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.contract.references import Reference
from consult.kernel.types import Base


class Follow(Base):
    """That an address wants to hear of a row.

    It is written to only once its owner has confirmed it by the link that was mailed there.
    """

    __tablename__ = "follow"
    __table_args__ = (UniqueConstraint("kind", "subject_id", "address_hash"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int]
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    contact_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    stop_hash: Mapped[str] = mapped_column(String(64), unique=True)
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    language: Mapped[str | None] = mapped_column(String(35))

    @property
    def reference(self) -> Reference:
        """The row that is followed."""
        return Reference(self.kind, self.subject_id)

    @property
    def is_running(self) -> bool:
        """Whether the address is written to."""
        return self.confirmed_at is not None and self.stopped_at is None
