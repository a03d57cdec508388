"""Meetings of the council, each known by its day."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from consult.sdk.database import Base, text_enum
from consult.sdk.messages import lazy_gettext as _l


class MeetingKind(StrEnum):
    """What kind of meeting of the whole council it is."""

    ORDINARY = "ordinary"
    ANNUAL = "annual"
    EXTRAORDINARY = "extraordinary"

    @property
    def label(self) -> str:
        """The kind as the summons says it."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    MeetingKind.ORDINARY: _l("Ordinary meeting"),
    MeetingKind.ANNUAL: _l("Annual meeting"),
    MeetingKind.EXTRAORDINARY: _l("Extraordinary meeting"),
}
KIND_LIST = ", ".join(f"'{kind}'" for kind in MeetingKind)


class Meeting(Base):
    """A meeting of the council, to which motions point by its day.

    A meeting that was moved says from which day (`moved_from`), and one that was moved or cancelled says why
    (`change_reason`). Councillors choose among those that take motions.
    """

    __tablename__ = "motion_meeting"
    __table_args__ = (
        CheckConstraint(f"kind IN ({KIND_LIST})", name="known_kind"),
        CheckConstraint("cancelled_at IS NULL OR change_reason != ''", name="cancelled_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    held_on: Mapped[date] = mapped_column(unique=True)
    starts_at: Mapped[time | None]
    kind: Mapped[MeetingKind] = mapped_column(text_enum(MeetingKind, 15), default=MeetingKind.ORDINARY)
    place: Mapped[str] = mapped_column(String(200), default="")
    takes_motions: Mapped[bool] = mapped_column(default=True)
    moved_from: Mapped[date | None] = mapped_column(index=True)
    change_reason: Mapped[str] = mapped_column(Text, default="")
    cancelled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)
