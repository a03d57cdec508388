"""What a meeting did with a motion other than voting on it, and what its chair took as urgent."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.database import Base, keep_rows, text_enum
from consult.sdk.messages import lazy_gettext as _l
from plugins.motion.lifecycle import State
from plugins.motion.models import Motion


class MeetingAct(StrEnum):
    """What a meeting can do with a motion on its agenda without deciding it."""

    TIME_RAN_OUT = "time_ran_out"
    REFERRED = "referred"
    DEFERRED = "deferred"
    ADJOURNED = "adjourned"
    NOT_PUT = "not_put"
    OUT_OF_ORDER = "out_of_order"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The act as the minutes say it."""
        return _ACT_LABELS[self]

    @property
    def state(self) -> State:
        """Where the motion stands after it."""
        return State.LAPSED if self is MeetingAct.TIME_RAN_OUT else State(self.value)


_ACT_LABELS = {
    MeetingAct.TIME_RAN_OUT: _l("The time for motions ran out, so it lapsed"),
    MeetingAct.REFERRED: _l("It was referred to another body"),
    MeetingAct.DEFERRED: _l("It was deferred to another meeting"),
    MeetingAct.ADJOURNED: _l("The debate was adjourned"),
    MeetingAct.NOT_PUT: _l("The council went on to the next business, and it was not put to the vote"),
    MeetingAct.OUT_OF_ORDER: _l("The chair ruled it out of order"),
    MeetingAct.WITHDRAWN: _l("Its mover withdrew it with the consent of the seconder and of the meeting"),
}
ACT_LIST = ", ".join(f"'{act}'" for act in MeetingAct)


class ActOfMeeting(Base):
    """That a meeting did something with a motion other than voting on it, to which `body` it went, and why."""

    __tablename__ = "motion_meeting_act"
    __table_args__ = (
        CheckConstraint(f"act IN ({ACT_LIST})", name="known_act"),
        CheckConstraint("(act = 'referred') = (body != '')", name="referred_has_body"),
        CheckConstraint("reason != ''", name="has_reason"),
        UniqueConstraint("motion_id", "held_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"))
    held_on: Mapped[date]
    act: Mapped[MeetingAct] = mapped_column(text_enum(MeetingAct, 15))
    body: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    motion: Mapped[Motion] = relationship()


class Urgency(Base):
    """That the chair of a meeting let a motion come to it as urgent, in special circumstances.

    Section 100B(4)(b) of the Local Government Act 1972 asks that these are in the minutes.
    """

    __tablename__ = "motion_urgency"
    __table_args__ = (CheckConstraint("reason != ''", name="has_reason"), UniqueConstraint("motion_id", "meeting_on"))

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"))
    meeting_on: Mapped[date]
    chair_name: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    motion: Mapped[Motion] = relationship()


keep_rows(ActOfMeeting, texts=("body", "reason"))
keep_rows(Urgency, texts=("chair_name", "reason"))
