"""An assessment, its versions, and its entries, of which every text that was ever saved is kept."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.database import Base, JsonObject, NumberSeries, keep_rows, text_enum
from consult.sdk.people import Person
from consult.sdk.records import UNPUBLISHED
from plugins.impact.assessments.exemptions import WithheldWords, checks_of_exemption
from plugins.impact.assessments.terms import Standing


class Series(NumberSeries, Base):
    """The last number handed out in a yearly series of assessments, such as CIA-2026."""

    __tablename__ = "impact_series"


class Assessment(Base):
    """An assessment of either form; what its versions say is in the entries."""

    __tablename__ = "impact_document"
    __table_args__ = (Index(None, "consultation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    consultation_id: Mapped[int | None] = mapped_column(ForeignKey("consultation.id", ondelete="SET NULL"))
    begun_at: Mapped[datetime]
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    versions: Mapped[list["AssessmentVersion"]] = relationship(
        back_populates="assessment", order_by="AssessmentVersion.number", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"polymorphic_on": "form", "polymorphic_abstract": True}  # noqa: RUF012 (read from the class)

    @property
    def latest(self) -> "AssessmentVersion":
        """The newest version that was not dropped; of an assessment that was dropped whole, its only one."""
        left = [version for version in self.versions if version.stands_at is not Standing.DROPPED]
        return (left or self.versions)[-1]

    @property
    def dropped(self) -> list["AssessmentVersion"]:
        """The versions that were begun by mistake; their numbers are not given again."""
        return [version for version in self.versions if version.stands_at is Standing.DROPPED]

    @property
    def signed(self) -> "AssessmentVersion | None":
        """The version that holds now: the last one that was signed."""
        return next((version for version in reversed(self.versions) if version.stands_at is Standing.SIGNED), None)


class CommunityAssessment(Assessment):
    """A community impact assessment of a planned deployment."""

    __tablename__ = "impact_assessment"
    id: Mapped[int] = mapped_column(ForeignKey("impact_document.id"), primary_key=True)

    __mapper_args__ = {"polymorphic_identity": "community"}  # noqa: RUF012 (SQLAlchemy reads this name from the class)


class EqualityAssessment(Assessment):
    """An equality impact assessment."""

    __tablename__ = "impact_equality"
    id: Mapped[int] = mapped_column(ForeignKey("impact_document.id"), primary_key=True)

    __mapper_args__ = {"polymorphic_identity": "equality"}  # noqa: RUF012 (SQLAlchemy reads this name from the class)


class AssessmentVersion(Base):
    """A version of an assessment: why it was begun, where it stands, and who signed it in which rank."""

    __tablename__ = "impact_version"
    __table_args__ = (
        UniqueConstraint("assessment_id", "number"),
        CheckConstraint(
            "(state IN ('signed', 'superseded')) = (signed_at IS NOT NULL AND signed_name != '' AND signed_post != '')",
            name="signed_by_somebody",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("impact_document.id", ondelete="CASCADE"))
    number: Mapped[int]
    state: Mapped[Standing] = mapped_column(text_enum(Standing, 20), default=Standing.DRAFT)
    reason: Mapped[str] = mapped_column(Text, default="")
    begun_at: Mapped[datetime]
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    returned_reason: Mapped[str] = mapped_column(
        Text, default="", info={UNPUBLISHED: "a note among those who write it"}
    )
    signed_at: Mapped[datetime | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    signed_name: Mapped[str] = mapped_column(String(200), default="")
    signed_post: Mapped[str] = mapped_column(String(500), default="")
    dropped_reason: Mapped[str] = mapped_column(Text, default="")

    assessment: Mapped[Assessment] = relationship(back_populates="versions")

    @property
    def stands_at(self) -> Standing:
        """Where the version stands."""
        return Standing(self.state)

    @property
    def is_published(self) -> bool:
        """Whether everybody can read it: it was signed."""
        return self.signed_at is not None


class Entry(Base):
    """One section of an assessment, or one row of a list in it; it keeps its number in every version."""

    __tablename__ = "impact_entry"
    __table_args__ = (UniqueConstraint("assessment_id", "part", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("impact_document.id", ondelete="CASCADE"))
    part: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]

    assessment: Mapped[Assessment] = relationship()
    revisions: Mapped[list["EntryRevision"]] = relationship(
        back_populates="entry", order_by="EntryRevision.number", cascade="all, delete-orphan"
    )


class EntryRevision(Base):
    """What an entry said from one saving to the next, in which version, and what it cited then."""

    __tablename__ = "impact_entry_revision"
    __table_args__ = (UniqueConstraint("entry_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("impact_entry.id", ondelete="CASCADE"))
    number: Mapped[int]
    version: Mapped[int]
    content: Mapped[JsonObject]
    cites: Mapped[list[str]] = mapped_column(default=list)
    is_removed: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    entry: Mapped[Entry] = relationship(back_populates="revisions")
    saved_by: Mapped[Person | None] = relationship()


class Withholding(WithheldWords, Base):
    """That words of an entry are kept from the public."""

    __tablename__ = "impact_withholding"
    __table_args__ = checks_of_exemption()

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("impact_entry.id", ondelete="CASCADE"), index=True)

    entry: Mapped[Entry] = relationship()


keep_rows(EntryRevision, goes_with="entry_id", texts=("content",))
