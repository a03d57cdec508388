"""The letters that resolutions ask for: signed off, and never changed after."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.database import Base, keep_rows
from plugins.motion.actions import Action
from plugins.motion.lifecycle import UNSENT


class Letter(Base):
    """One letter of an action: to whom it goes, what it says, and who signed it off."""

    __tablename__ = "motion_letter"
    __table_args__ = (UniqueConstraint("action_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("motion_action.id"))
    number: Mapped[int]
    recipient: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    signatory: Mapped[str] = mapped_column(String(200))
    signed_at: Mapped[datetime]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    action: Mapped[Action] = relationship()

    @property
    def is_public(self) -> bool:
        """Whether it was sent, so that everybody can read it."""
        return self.action.status not in UNSENT and self.action.motion.public_at is not None


keep_rows(Letter, texts=("recipient", "body", "signatory"))
