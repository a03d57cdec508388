"""What belongs to a pledge beside its words, which stay in the envelope, where a redaction reaches them."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.activities import Submission
from consult.sdk.database import Base


class Pledge(Base):
    """One pledge, until it was kept."""

    __tablename__ = "pledge"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), unique=True)
    kept_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]

    submission: Mapped[Submission] = relationship(lazy="joined", innerjoin=True)

    @property
    def text(self) -> str:
        """What was pledged, without what was taken out."""
        return str(self.submission.answers.get("text", ""))
