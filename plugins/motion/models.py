"""A motion while it is drafted: the people behind it, its clauses, and who has agreed to which text."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.activities import Activity
from consult.sdk.database import Base, JsonObject, NumberSeries, text_enum
from consult.sdk.people import Person
from plugins.motion.lifecycle import MOVES, TEXT_IS_PUBLIC, State
from plugins.motion.meetings import Meeting

if TYPE_CHECKING:
    from plugins.motion.actions import Resolution
    from plugins.motion.records import Check, Division, FrozenText

STATE_LIST = ", ".join(f"'{state}'" for state in State)


class Motion(Base):
    """What councillors ask the council to decide; it has a number, and is public, once it was submitted.

    The names stand beside the accounts, so that a motion from the past needs none. `record_note` says what the public
    record knows of a motion that was not drafted here (`is_from_record`).
    """

    __tablename__ = "motion"
    __table_args__ = (
        CheckConstraint(f"state IN ({STATE_LIST})", name="known_state"),
        CheckConstraint("state IN ('draft', 'withdrawn') OR number IS NOT NULL", name="submitted_has_number"),
        CheckConstraint("proposer_id != seconder_id", name="two_people"),
        Index(None, "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id", ondelete="SET NULL"), index=True)
    number: Mapped[str | None] = mapped_column(String(16), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[State] = mapped_column(text_enum(State, 12), default=State.DRAFT)
    meeting_on: Mapped[date | None] = mapped_column(
        ForeignKey("motion_meeting.held_on", onupdate="CASCADE"), index=True
    )
    agenda_item: Mapped[int | None]
    proposer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    proposer_name: Mapped[str] = mapped_column(String(200), default="")
    proposer_ward: Mapped[str] = mapped_column(String(100), default="")
    seconder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    seconder_name: Mapped[str] = mapped_column(String(200), default="")
    seconder_ward: Mapped[str] = mapped_column(String(100), default="")
    is_from_record: Mapped[bool] = mapped_column(default=False)
    record_note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    withdrawal_asked_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str] = mapped_column(Text, default="")
    ended_at: Mapped[datetime | None]
    public_at: Mapped[datetime | None] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)

    activity: Mapped[Activity | None] = relationship()
    meeting: Mapped[Meeting | None] = relationship(viewonly=True)
    drafters: Mapped[list["Drafter"]] = relationship(back_populates="motion", order_by="Drafter.invited_at")
    consents: Mapped[list["Consent"]] = relationship(back_populates="motion", order_by="Consent.id")
    handovers: Mapped[list["Handover"]] = relationship(back_populates="motion", order_by="Handover.id")
    texts: Mapped[list["FrozenText"]] = relationship(back_populates="motion", order_by="FrozenText.number")
    checks: Mapped[list["Check"]] = relationship(back_populates="motion", order_by="Check.id")
    divisions: Mapped[list["Division"]] = relationship(back_populates="motion", order_by="Division.number")
    resolution: Mapped["Resolution | None"] = relationship(back_populates="motion")

    @property
    def status(self) -> State:
        """Where the motion stands."""
        return State(self.state)

    @property
    def frozen(self) -> "FrozenText | None":
        """The newest version of the text: as it was last submitted, altered or amended."""
        return self.texts[-1] if self.texts else None

    @property
    def submitted(self) -> "FrozenText | None":
        """The text as it was last submitted, before anything was altered or amended."""
        return next((text for text in reversed(self.texts) if text.origin == "submitted"), None)

    @property
    def division(self) -> "Division | None":
        """The vote on the motion itself, which decided it."""
        return next((division for division in self.divisions if division.question == "motion"), None)

    @property
    def public_title(self) -> str:
        """The title the public may read: that of the submitted text, not of the draft that may follow it."""
        return self.frozen.title if self.frozen else self.title

    @property
    def public_proposer(self) -> str:
        """Who proposes, as the public may read it: of a draft that follows a submitted text, who proposed that."""
        return self.frozen.proposer_name if self.frozen and self.status is State.DRAFT else self.proposer_name

    @property
    def public_seconder(self) -> str:
        """Who seconds, as the public may read it; empty when nobody does at present."""
        return self.frozen.seconder_name if self.frozen and self.status is State.DRAFT else self.seconder_name

    @property
    def public_text(self) -> "FrozenText | None":
        """The submitted text, unless the motion was returned and is being changed."""
        return self.frozen if self.status in TEXT_IS_PUBLIC else None

    @property
    def checks_of_text(self) -> list["Check"]:
        """The validity checks of the text that was last submitted, in their order."""
        newest = self.submitted
        return [check for check in self.checks if newest and check.text_id == newest.id]

    @property
    def last_check(self) -> "Check | None":
        """The newest validity check of the text that was last submitted."""
        found = self.checks_of_text
        return found[-1] if found else None

    def has_met(self, today: date) -> bool:
        """Whether the day of the meeting has come, so that its outcome can be recorded."""
        return self.meeting_on is not None and self.meeting_on <= today

    def awaits_outcome(self, today: date) -> bool:
        """Whether the council has met on the motion and nobody has recorded yet what came of it."""
        return self.status is State.ON_AGENDA and self.has_met(today)

    def is_withdrawable(self, today: date) -> bool:
        """Whether proposer and seconder can still withdraw it: it has not ended, nor has the council met on it."""
        return State.WITHDRAWN in MOVES[self.status] and not self.awaits_outcome(today)

    @property
    def consultation_id(self) -> int | None:
        """The consultation that the motion belongs to, if any."""
        return self.activity.consultation_id if self.activity else None


class Drafter(Base):
    """A councillor whom the proposer invited to write the draft with them."""

    __tablename__ = "motion_drafter"

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    invited_at: Mapped[datetime]
    joined_at: Mapped[datetime | None]

    motion: Mapped[Motion] = relationship(back_populates="drafters")
    person: Mapped[Person] = relationship()


class Consent(Base):
    """That proposer or seconder agreed to one exact text for one meeting; any change of either makes it void."""

    __tablename__ = "motion_consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    text_hash: Mapped[str] = mapped_column(String(64))
    given_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]
    meeting_on: Mapped[date | None]
    void_at: Mapped[datetime | None]

    motion: Mapped[Motion] = relationship(back_populates="consents")


class Handover(Base):
    """That the proposer or the seconder of a motion became another, or stepped back, and why."""

    __tablename__ = "motion_handover"
    __table_args__ = (CheckConstraint("part IN ('proposer', 'seconder')", name="known_part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id", ondelete="CASCADE"), index=True)
    part: Mapped[str] = mapped_column(String(10))
    from_name: Mapped[str] = mapped_column(String(200))
    to_name: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    motion: Mapped[Motion] = relationship(back_populates="handovers")


class Series(NumberSeries, Base):
    """The last number handed out in a yearly series, such as R2023."""

    __tablename__ = "motion_series"


class StandingOrdersVersion(Base):
    """One version of the council's rules on motions; the newest is in force."""

    __tablename__ = "motion_standing_orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    rules: Mapped[JsonObject]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
