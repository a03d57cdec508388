"""Who came to a meeting of the council, and who sent apologies."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

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


class MovementKind(StrEnum):
    """Whether a member came or went while the meeting was on."""

    ARRIVED = "arrived"
    LEFT = "left"
    MISTAKEN = "mistaken"

    @property
    def label(self) -> str:
        """The movement as the minutes say it."""
        return {
            MovementKind.ARRIVED: _l("Arrived"),
            MovementKind.LEFT: _l("Left"),
            MovementKind.MISTAKEN: _l("Entered by mistake"),
        }[self]


MOVEMENT_LIST = ", ".join(f"'{kind}'" for kind in MovementKind)


class Movement(Base):
    """That a member who was at a meeting came later or left, at a time such as 20:15."""

    __tablename__ = "motion_movement"
    __table_args__ = (
        CheckConstraint(f"kind IN ({MOVEMENT_LIST})", name="known_kind"),
        UniqueConstraint("attendance_id", "at", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attendance_id: Mapped[int] = mapped_column(ForeignKey("motion_attendance.id"))
    at: Mapped[str] = mapped_column(String(5))
    kind: Mapped[MovementKind] = mapped_column(text_enum(MovementKind, 10))
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    attendance: Mapped[Attendance] = relationship()


def was_there(moves: Sequence[tuple[str, MovementKind]], at: str) -> bool:
    """Whether a member who came to a meeting was there at a time, after what is known of coming and going."""
    known = sorted(move for move in moves if move[1] is not MovementKind.MISTAKEN)
    before = [kind for time, kind in known if time <= at]
    if before:
        return before[-1] is MovementKind.ARRIVED
    return not known or known[0][1] is MovementKind.LEFT


keep_rows(Movement)
keep_rows(Attendance, texts=("member_name", "ward", "group_name", "interest"))
