"""One append-only row for each fact."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.types import Base, JsonObject


class AuditEntry(Base):
    """A fact on the trail; rows are added, never changed."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "consultation_id", "id"), Index(None, "name", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    name: Mapped[str] = mapped_column(String(80))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    actor_name: Mapped[str] = mapped_column(String(200), default="")
    consultation_id: Mapped[int | None]
    facts: Mapped[JsonObject]
