"""Cases for the use of facial recognition: what they say, what they rest on, and every word with which they moved."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.database import Base, NumberSeries, keep_rows, text_enum
from consult.sdk.records import UNPUBLISHED
from consult.sdk.references import Reference
from plugins.authorisation.lifecycle import IN_FORCE, State
from plugins.authorisation.numbers import guard_numbers
from plugins.authorisation.regime_models import REGIME, Regime

PERSON = "person.id"
CASE = "authorisation_case.id"
STATES = ", ".join(f"'{state}'" for state in State)


class Series(NumberSeries, Base):
    """The last number handed out in a year, so that none is given twice and none is left out."""

    __tablename__ = "authorisation_series"


class Case(Base):
    """One operation for which an authority is asked; its number is public from the moment it is opened.

    It is read under the rules of the day on which its plan was written last, whatever rules came later. What it is
    about is public from `public_at`; until then an exemption withholds it. How many views nobody has
    considered, and how many of these the police may not know of, is kept for what waits for people alone.
    """

    __tablename__ = "authorisation_case"
    __table_args__ = (
        CheckConstraint(f"state IN ({STATES})", name="known_state"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        Index(None, "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    state: Mapped[State] = mapped_column(text_enum(State, 20), default=State.DRAFT)
    operation: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(200), default="")
    use_case: Mapped[str] = mapped_column(String(20), default="")
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    opened_on: Mapped[date]
    opened_at: Mapped[datetime]
    applicant_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON, ondelete="SET NULL"))
    applicant_post: Mapped[str] = mapped_column(String(200), default="")
    public_at: Mapped[datetime]
    exemption: Mapped[str] = mapped_column(String(10), default="")
    ratify_by: Mapped[datetime | None]
    authority_ends_at: Mapped[datetime | None]
    is_invented: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    ward: Mapped[str] = mapped_column(String(100), default="", server_default="")
    regime_id: Mapped[int] = mapped_column(ForeignKey(REGIME))
    open_views: Mapped[int] = mapped_column(default=0, server_default="0")
    open_council_views: Mapped[int] = mapped_column(default=0, server_default="0")

    regime: Mapped[Regime] = relationship()

    paragraphs: Mapped[list["Paragraph"]] = relationship(
        back_populates="case", order_by="Paragraph.id", cascade="all, delete-orphan"
    )
    sources: Mapped[list["Source"]] = relationship(order_by="Source.id", cascade="all, delete-orphan")
    documents: Mapped[list["LinkedDocument"]] = relationship(order_by="LinkedDocument.id", cascade="all, delete-orphan")
    foundations: Mapped[list["Foundation"]] = relationship(
        back_populates="case", order_by="Foundation.id", cascade="all, delete-orphan"
    )
    considerations: Mapped[list["Consideration"]] = relationship(
        back_populates="case", order_by="Consideration.id", cascade="all, delete-orphan"
    )
    minutes: Mapped[list["Minute"]] = relationship(
        back_populates="case", order_by="Minute.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)

    @property
    def stands_at(self) -> State:
        """Where the case stands."""
        return State(self.state)

    @property
    def newest(self) -> dict[str, "Paragraph"]:
        """The newest text of each section."""
        return {paragraph.section: paragraph for paragraph in self.paragraphs}

    @property
    def rests_on(self) -> list["Foundation"]:
        """What the case stands on now."""
        return [foundation for foundation in self.foundations if foundation.dropped_at is None]

    @property
    def considered(self) -> dict[Reference, "Consideration"]:
        """The newest consideration of each view."""
        return {made.reference: made for made in self.considerations}

    def is_in_force(self, now: datetime) -> bool:
        """Whether an authority is recorded whose time has not run out."""
        ends = self.authority_ends_at
        return self.stands_at in IN_FORCE and ends is not None and now < ends


class Paragraph(Base):
    """One version of a section of a case; a later one never replaces it."""

    __tablename__ = "authorisation_paragraph"
    __table_args__ = (UniqueConstraint("case_id", "section", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(CASE, ondelete="CASCADE"))
    section: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON, ondelete="SET NULL"))

    case: Mapped[Case] = relationship(back_populates="paragraphs")


class Source(Base):
    """What the intelligence case rests on, graded; read by the police and the auditor alone."""

    __tablename__ = "authorisation_source"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(CASE, ondelete="CASCADE"), index=True)
    summary: Mapped[str] = mapped_column(Text, info={UNPUBLISHED: "intelligence, read by the police and the auditor"})
    reliability: Mapped[str] = mapped_column(String(2))
    assessment: Mapped[str] = mapped_column(String(2))
    from_on: Mapped[date]
    to_on: Mapped[date]
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON, ondelete="SET NULL"))


class LinkedDocument(Base):
    """One version of a standing document that the case relies on, and until when it is in date."""

    __tablename__ = "authorisation_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(CASE, ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(100))
    address: Mapped[str] = mapped_column(String(500), default="")
    dated_on: Mapped[date]
    review_on: Mapped[date]
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON, ondelete="SET NULL"))


class Foundation(Base):
    """A row that the case stands on, as it was called then: every view about it must be considered."""

    __tablename__ = "authorisation_foundation"
    __table_args__ = (CheckConstraint("dropped_at IS NULL OR drop_reason != ''", name="drop_has_a_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(CASE, ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(60))
    target_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    cited_at: Mapped[datetime]
    cited_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON, ondelete="SET NULL"))
    dropped_at: Mapped[datetime | None]
    drop_reason: Mapped[str] = mapped_column(Text, default="")

    case: Mapped[Case] = relationship(back_populates="foundations")

    @property
    def reference(self) -> Reference:
        """The row that the case stands on."""
        return Reference(self.kind, self.target_id)


class Consideration(Base):
    """How one view was weighed in a case: by whom, in which post, and what came of it; kept beside later ones."""

    __tablename__ = "authorisation_consideration"
    __table_args__ = (
        UniqueConstraint("case_id", "view_kind", "view_id", "number"),
        CheckConstraint("weighed != '' AND reason != ''", name="considered_with_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(CASE, ondelete="CASCADE"))
    view_kind: Mapped[str] = mapped_column(String(60))
    view_id: Mapped[int]
    number: Mapped[int]
    view_title: Mapped[str] = mapped_column(String(300))
    put_by: Mapped[str] = mapped_column(String(300))
    weighed: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    considered_at: Mapped[datetime]
    considered_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON, ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(200))
    post: Mapped[str] = mapped_column(String(200), default="")

    case: Mapped[Case] = relationship(back_populates="considerations")

    @property
    def reference(self) -> Reference:
        """The view that was considered."""
        return Reference(self.view_kind, self.view_id)


class Minute(Base):
    """The words with which a case moved: the reason, and for a decision its reasoning, conditions and hours.

    The step itself (from where, into which state, when, by whom) is kept by the core.
    """

    __tablename__ = "authorisation_minute"
    __table_args__ = (CheckConstraint("reason != ''", name="moved_with_a_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(CASE, ondelete="CASCADE"), index=True)
    step_id: Mapped[int] = mapped_column(unique=True)
    state: Mapped[State] = mapped_column(text_enum(State, 20))
    at: Mapped[datetime]
    name: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    necessity: Mapped[str] = mapped_column(Text, default="")
    proportionality: Mapped[str] = mapped_column(Text, default="")
    conditions: Mapped[str] = mapped_column(Text, default="")
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship(back_populates="minutes")


_NUMBERED = {"id", "number", "opened_on", "opened_at"}
"""What a case is known by, from its birth on."""

keep_rows(Case, free=tuple(column.name for column in Case.__table__.columns if column.name not in _NUMBERED))
guard_numbers(Base.metadata.tables[Case.__tablename__])
keep_rows(Series, moves={"last": "NEW.last > OLD.last"})
keep_rows(Paragraph, goes_with="case_id", texts=("text",))
keep_rows(Consideration, goes_with="case_id", texts=("weighed", "reason", "put_by", "view_title"))
keep_rows(Minute, goes_with="case_id", texts=("reason", "necessity", "proportionality", "conditions"))
