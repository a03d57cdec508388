"""What belongs to a pledge beside its words, which stay in the envelope, where a redaction reaches them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.activities import Submission
from consult.sdk.database import Base
from consult.sdk.files import StoredFile


class Pledge(Base):
    """One pledge, until it was kept."""

    __tablename__ = "pledge"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), unique=True)
    kept_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    finding: Mapped[str] = mapped_column(Text, default="")
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="SET NULL"))
    reported_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    submission: Mapped[Submission] = relationship(lazy="joined", innerjoin=True)
    photo: Mapped[StoredFile | None] = relationship()

    @property
    def text(self) -> str:
        """What was pledged, without what was taken out."""
        return str(self.submission.answers.get("text", ""))
