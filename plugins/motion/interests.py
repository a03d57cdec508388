"""Interests that members of the council declared at a meeting, by item, and whether they withdrew."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.database import Base, keep_rows, text_enum
from consult.sdk.messages import lazy_gettext as _l
from plugins.motion.attendance import Attendance
from plugins.motion.models import Motion


class InterestKind(StrEnum):
    """The kinds of interest that the code of conduct of an English council knows."""

    PECUNIARY = "pecuniary"
    REGISTRABLE = "registrable"
    NON_REGISTRABLE = "non_registrable"

    @property
    def label(self) -> str:
        """The kind as the minutes say it."""
        return {
            InterestKind.PECUNIARY: _l("Disclosable pecuniary interest"),
            InterestKind.REGISTRABLE: _l("Other registrable interest"),
            InterestKind.NON_REGISTRABLE: _l("Non-registrable interest"),
        }[self]


class Participation(StrEnum):
    """Whether a member took part in an item after declaring an interest in it."""

    WITHDREW = "withdrew"
    STAYED = "stayed"

    @property
    def label(self) -> str:
        """What the member did, as the minutes say it."""
        return {Participation.WITHDREW: _l("Withdrew"), Participation.STAYED: _l("Stayed")}[self]


KIND_LIST = ", ".join(f"'{kind}'" for kind in InterestKind)
PARTICIPATION_LIST = ", ".join(f"'{participation}'" for participation in Participation)


class Interest(Base):
    """That a member declared an interest in one item of a meeting: a motion, or an item in the clerk's words."""

    __tablename__ = "motion_interest"
    __table_args__ = (
        CheckConstraint(f"kind IN ({KIND_LIST})", name="known_kind"),
        CheckConstraint(f"participation IN ({PARTICIPATION_LIST})", name="known_participation"),
        CheckConstraint("(motion_id IS NULL) != (item IS NULL)", name="one_item"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attendance_id: Mapped[int] = mapped_column(ForeignKey("motion_attendance.id"), index=True)
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"), index=True)
    item: Mapped[str | None] = mapped_column(String(200))
    kind: Mapped[InterestKind] = mapped_column(text_enum(InterestKind, 20))
    text: Mapped[str] = mapped_column(Text)
    participation: Mapped[Participation] = mapped_column(text_enum(Participation, 10))
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    attendance: Mapped[Attendance] = relationship()
    motion: Mapped[Motion | None] = relationship()


keep_rows(Interest, texts=("item", "text"))
