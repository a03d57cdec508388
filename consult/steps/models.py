"""One row for each move of anything that has states."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.contract.references import Reference
from consult.kernel.types import Base


class StepTaken(Base):
    """That a row came from one state into another: when, by whom, and in which post if it was made in one.

    The public reads it from `public_at`; until then it reads which exemption withholds it. What was said for a reason
    stays with the feature whose row it is, which declares it as a text that can be redacted.
    """

    __tablename__ = "step"
    __table_args__ = (Index(None, "subject_kind", "subject_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int]
    before: Mapped[str] = mapped_column(String(30))
    after: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    post: Mapped[str] = mapped_column(String(200), default="")
    public_at: Mapped[datetime]
    exemption: Mapped[str] = mapped_column(String(30), default="")

    @property
    def subject(self) -> Reference:
        """The row that moved."""
        return Reference(self.subject_kind, self.subject_id)
