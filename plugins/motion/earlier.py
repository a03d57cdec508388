"""What the council decided earlier, where a motion repeats it or would rescind it."""

from calendar import monthrange
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.database import Base, keep_rows
from plugins.motion.records import Check


class EarlierDecision(Base):
    """Which decision of the council a check found a motion to repeat, or which resolution it rescinds.

    `number` is that of the earlier motion, or of the resolution. A meeting before `free_on` hears the motion only if
    as many members as `signatures_needed` have signed it; later meetings need none.
    """

    __tablename__ = "motion_earlier_decision"
    __table_args__ = (CheckConstraint("signatures >= 0", name="no_fewer_than_none"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    check_id: Mapped[int] = mapped_column(ForeignKey("motion_check.id"), unique=True)
    is_rescission: Mapped[bool]
    number: Mapped[str] = mapped_column(String(16))
    decided_on: Mapped[date]
    free_on: Mapped[date]
    signatures: Mapped[int]
    signatures_needed: Mapped[int]

    made_check: Mapped[Check] = relationship()

    @property
    def is_heard(self) -> bool:
        """Whether the meeting for which the motion was checked may hear it."""
        return self.signatures >= self.signatures_needed


def free_from(decided_on: date, months: int) -> date:
    """Return the day from which the council hears the same again, so many months after a decision."""
    years, month = divmod(decided_on.month - 1 + months, 12)
    year, month = decided_on.year + years, month + 1
    return date(year, month, min(decided_on.day, monthrange(year, month)[1]))


keep_rows(EarlierDecision, texts=("number",))
