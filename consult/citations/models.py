"""One citation: from which row, to which row, by whom."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.contract.references import Reference
from consult.kernel.types import Base


class Citation(Base):
    """That one row cites another; `note`, which only those read who may read the first, says for what."""

    __tablename__ = "citation"
    __table_args__ = (
        UniqueConstraint("source_kind", "source_id", "target_kind", "target_id"),
        Index(None, "target_kind", "target_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_kind: Mapped[str] = mapped_column(String(60))
    source_id: Mapped[int]
    target_kind: Mapped[str] = mapped_column(String(60))
    target_id: Mapped[int]
    note: Mapped[str] = mapped_column(String(200), default="")
    cited_at: Mapped[datetime]
    cited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    @property
    def source(self) -> Reference:
        """The row that cites."""
        return Reference(self.source_kind, self.source_id)

    @property
    def target(self) -> Reference:
        """The row that is cited."""
        return Reference(self.target_kind, self.target_id)
