"""What officers keep about how they share the work; nothing of what was said stands here."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.types import Base


class Assignment(Base):
    """That a submission is for one officer to read, since when, and who said so."""

    __tablename__ = "submission_assignment"
    __table_args__ = (Index(None, "person_id", "submission_id"),)

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    assigned_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]
