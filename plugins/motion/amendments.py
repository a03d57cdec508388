"""Amendments: what each asks for of which version, who agreed to take it in, and the clerk's words for collisions."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.database import Base, JsonObject, keep_rows, text_enum
from consult.sdk.people import Person
from plugins.motion.amendment_course import AMENDMENT_MOVES, OPEN, AmendmentState
from plugins.motion.changes import Act, Change, Wording, changed, in_sections
from plugins.motion.models import Motion
from plugins.motion.records import Division, FrozenText, Part

STATE_LIST = ", ".join(f"'{state}'" for state in AMENDMENT_MOVES)


def wording_of(text: FrozenText) -> Wording:
    """Return a version of a text as its title and clauses."""
    return in_sections(text.title, text.clause_texts)


class Amendment(Base):
    """What two councillors ask to change in one version of a text, or in the amendment that is its `parent`.

    What it asks for never changes. `place` is its turn in the voting where the clerk set one, `ruling` why it is in
    order or not, and `result` the version that it made when it was carried or accepted. An alteration is what the
    proposer of the motion asks to change in it, with the consent of its seconder; `agreed_on` is the day of the meeting
    that let it, or an amendment, be taken in without a vote.
    """

    __tablename__ = "motion_amendment"
    __table_args__ = (
        CheckConstraint(f"state IN ({STATE_LIST})", name="known_state"),
        CheckConstraint("proposer_id != seconder_id", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), index=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("motion_text.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("motion_amendment.id"))
    number: Mapped[str] = mapped_column(String(24), unique=True)
    changes: Mapped[JsonObject]
    reason: Mapped[str] = mapped_column(Text, default="")
    proposer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    proposer_name: Mapped[str] = mapped_column(String(200))
    seconder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    seconder_name: Mapped[str] = mapped_column(String(200))
    proposed_at: Mapped[datetime]
    state: Mapped[AmendmentState] = mapped_column(
        text_enum(AmendmentState, 12), default=AmendmentState.PROPOSED, index=True
    )
    seconded_at: Mapped[datetime | None]
    ruling: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[int | None]
    division_id: Mapped[int | None] = mapped_column(ForeignKey("motion_division.id"), unique=True)
    result_id: Mapped[int | None] = mapped_column(ForeignKey("motion_text.id"), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    is_alteration: Mapped[bool] = mapped_column(default=False, server_default=false())
    agreed_on: Mapped[date | None]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)

    motion: Mapped[Motion] = relationship()
    text: Mapped[FrozenText] = relationship(foreign_keys=[text_id])
    result: Mapped[FrozenText | None] = relationship(foreign_keys=[result_id])
    parent: Mapped["Amendment | None"] = relationship(remote_side=[id])
    division: Mapped[Division | None] = relationship()
    consents: Mapped[list["AmendmentConsent"]] = relationship(
        back_populates="amendment", order_by="AmendmentConsent.id"
    )
    wordings: Mapped[list["AmendmentWording"]] = relationship(
        back_populates="amendment", order_by="AmendmentWording.id"
    )

    @property
    def status(self) -> AmendmentState:
        """Where the amendment stands."""
        return AmendmentState(self.state)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be settled."""
        return self.status in OPEN

    @property
    def acts(self) -> Sequence[Change]:
        """What it asks for, act by act."""
        return [Change(**{**change, "act": Act(change["act"])}) for change in self.changes["changes"]]

    @property
    def base(self) -> Wording:
        """The text that it was written for: a version of the motion, or what its parent asks for."""
        return self.parent.asked if self.parent is not None else wording_of(self.text)

    @property
    def asked(self) -> Wording:
        """What that text becomes by it, as it was proposed."""
        return changed(self.base, self.acts)

    @property
    def consented(self) -> set[Part]:
        """The parts of the motion whose holders agreed to take it in without a vote."""
        return {Part(consent.part) for consent in self.consents}


class AmendmentConsent(Base):
    """That the proposer or the seconder of a motion agreed to take in an amendment without a vote."""

    __tablename__ = "motion_amendment_consent"
    __table_args__ = (
        CheckConstraint("part IN ('proposer', 'seconder')", name="known_part"),
        UniqueConstraint("amendment_id", "part"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    amendment_id: Mapped[int] = mapped_column(ForeignKey("motion_amendment.id"))
    part: Mapped[Part] = mapped_column(text_enum(Part, 10))
    given_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    amendment: Mapped[Amendment] = relationship(back_populates="consents")


class AmendmentWording(Base):
    """The words that the clerk gave for a clause where an amendment collides with the text as it stands now.

    `against_id` is that version; no words mean that the clause is left out.
    """

    __tablename__ = "motion_amendment_wording"
    __table_args__ = (UniqueConstraint("amendment_id", "against_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    amendment_id: Mapped[int] = mapped_column(ForeignKey("motion_amendment.id"))
    against_id: Mapped[int] = mapped_column(ForeignKey("motion_text.id"))
    key: Mapped[str] = mapped_column(String(24))
    text: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    amendment: Mapped[Amendment] = relationship(back_populates="wordings")
    made_by: Mapped[Person | None] = relationship()


keep_rows(
    Amendment,
    free=("state", "seconded_at", "ruling", "place", "division_id", "result_id", "version", "agreed_on"),
    texts=("changes", "reason"),
)
keep_rows(AmendmentConsent)
keep_rows(AmendmentWording, texts=("text",))
