"""Who came to a meeting of the council, and who sent apologies."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.sdk.database import Base, keep_rows, text_enum
from consult.sdk.messages import lazy_gettext as _l


class Presence(StrEnum):
    """Whether a member of the council was at a meeting."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    ABSENT = "absent"

    @property
    def label(self) -> str:
        """The presence as the minutes say it."""
        return _PRESENCE_LABELS[self]


_PRESENCE_LABELS = {
    Presence.PRESENT: _l("Present"),
    Presence.APOLOGIES: _l("Sent apologies"),
    Presence.ABSENT: _l("Absent without apologies"),
}


PRESENCE_LIST = ", ".join(f"'{presence}'" for presence in Presence)


class Attendance(Base):
    """That one member of the roll was at the meeting of a day or not.

    Name, ward and group are those of the roll of the day, frozen here. `interest` is what was noted of interests before
    each had a row of its own.
    """

    __tablename__ = "motion_attendance"
    __table_args__ = (
        CheckConstraint(f"presence IN ({PRESENCE_LIST})", name="known_presence"),
        UniqueConstraint("held_on", "term_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    held_on: Mapped[date]
    term_id: Mapped[int] = mapped_column(ForeignKey("office_term.id"))
    member_name: Mapped[str] = mapped_column(String(200))
    ward: Mapped[str] = mapped_column(String(100))
    group_name: Mapped[str] = mapped_column(String(100))
    presence: Mapped[Presence] = mapped_column(text_enum(Presence, 10))
    interest: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


keep_rows(Attendance, texts=("member_name", "ward", "group_name", "interest"))
