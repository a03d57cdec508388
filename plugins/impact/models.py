"""Impact evidence from a group, the questions asked about it, and the steps it took."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.activities import Activity, Channel, Submission
from consult.sdk.database import Base, JsonObject, text_enum
from consult.sdk.files import StoredFile
from consult.sdk.people import Organisation, Person
from plugins.impact.procedure import Status
from plugins.impact.terms import (
    DIRECTIONS,
    EVIDENCE_TYPES,
    FIRST_HAND,
    FREQUENCIES,
    PUBLICATIONS,
    REACHES,
    SCOPE_REASONS,
    SEVERITIES,
    WEIGHTS,
    Terms,
)


def _one_of(column: str, terms: Terms) -> CheckConstraint:
    codes = ", ".join(f"'{code}'" for code in terms)
    return CheckConstraint(f"{column} IN ({codes})", name=f"known_{column}")


class Evidence(Base):
    """One piece of evidence of impact that a group files; its free text is in `texts` until it is sent.

    From then on the text is in the envelope, where a redaction reaches it, and nowhere else.
    """

    __tablename__ = "impact_evidence"
    __table_args__ = (
        _one_of("status", {status: status.label for status in Status}),
        _one_of("evidence_type", EVIDENCE_TYPES),
        _one_of("first_hand", FIRST_HAND),
        _one_of("direction", DIRECTIONS),
        _one_of("severity", SEVERITIES),
        _one_of("frequency", FREQUENCIES),
        _one_of("reach", REACHES),
        _one_of("publication", PUBLICATIONS),
        _one_of("weight", WEIGHTS),
        _one_of("scope_code", SCOPE_REASONS),
        CheckConstraint("(status = 'draft') = (submission_id IS NULL)", name="sent_has_an_envelope"),
        CheckConstraint("status != 'responded' OR answer != ''", name="responded_has_an_answer"),
        CheckConstraint(
            "status NOT IN ('out_proposed', 'out_of_scope', 'appealed') OR scope_reason != ''",
            name="out_of_scope_has_a_reason",
        ),
        CheckConstraint("status != 'appealed' OR appeal != ''", name="appeal_has_a_reason"),
        Index(None, "activity_id", "status", "id"),
        Index(None, "organisation_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), unique=True)
    idempotency_key: Mapped[str] = mapped_column(String(64), unique=True)
    status: Mapped[Status] = mapped_column(text_enum(Status, 20), default=Status.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    page_versions: Mapped[JsonObject] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    submitted_at: Mapped[datetime | None]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    texts: Mapped[JsonObject] = mapped_column(default=dict)
    represented: Mapped[int | None]
    happened_on: Mapped[date | None]
    until_on: Mapped[date | None]
    evidence_type: Mapped[str | None] = mapped_column(String(20))
    first_hand: Mapped[str | None] = mapped_column(String(20))
    characteristics: Mapped[list[str]] = mapped_column(default=list)
    areas: Mapped[list[str]] = mapped_column(default=list)
    direction: Mapped[str | None] = mapped_column(String(20))
    severity: Mapped[str | None] = mapped_column(String(20))
    frequency: Mapped[str | None] = mapped_column(String(20))
    reach: Mapped[str | None] = mapped_column(String(20))
    publication: Mapped[str | None] = mapped_column(String(20))
    has_consent: Mapped[bool] = mapped_column(default=False)
    personal_data: Mapped[str | None] = mapped_column(String(10))
    conflict: Mapped[str | None] = mapped_column(String(10))

    is_cleared: Mapped[bool] = mapped_column(default=False)
    scope_reason: Mapped[str] = mapped_column(Text, default="")
    weight: Mapped[str | None] = mapped_column(String(20))
    weight_reason: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]

    channel: Mapped[Channel] = mapped_column(text_enum(Channel, 10), default=Channel.WEB)
    received_on: Mapped[date | None]
    received_from: Mapped[str] = mapped_column(String(200), default="")
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    late_reason: Mapped[str] = mapped_column(Text, default="")
    adds_to_id: Mapped[int | None] = mapped_column(ForeignKey("impact_evidence.id", ondelete="SET NULL"), index=True)
    clearing_reason: Mapped[str] = mapped_column(Text, default="")
    clearing_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    scope_code: Mapped[str | None] = mapped_column(String(20))
    appeal: Mapped[str] = mapped_column(Text, default="")
    appealed_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]

    activity: Mapped[Activity] = relationship()
    organisation: Mapped[Organisation] = relationship()
    submission: Mapped[Submission | None] = relationship()
    saved_by: Mapped[Person | None] = relationship(foreign_keys=[saved_by_id])
    adds_to: Mapped["Evidence | None"] = relationship(remote_side=[id])
    queries: Mapped[list["Query"]] = relationship(
        back_populates="evidence", order_by="Query.id", cascade="all, delete-orphan"
    )
    steps: Mapped[list["Step"]] = relationship(
        back_populates="evidence", order_by="Step.id", cascade="all, delete-orphan"
    )
    attachments: Mapped[list["Attachment"]] = relationship(
        back_populates="evidence", order_by="Attachment.id", cascade="all, delete-orphan"
    )
    saved_pages: Mapped[list["PageVersion"]] = relationship(
        back_populates="evidence", order_by="PageVersion.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)

    @property
    def stands_at(self) -> Status:
        """Where the evidence stands."""
        return Status(self.status)

    @property
    def was_entered(self) -> bool:
        """Whether an officer entered it for the group, from a letter, a call or a meeting."""
        return self.channel != Channel.WEB

    @property
    def is_declared_personal(self) -> bool:
        """Whether the group said that somebody could be recognised."""
        return self.personal_data == "yes"

    @property
    def reference(self) -> str:
        """The reference that the group and the officer quote; empty for a draft."""
        return self.submission.reference if self.submission else ""

    def text(self, key: str) -> str:
        """Return one of the free texts: as typed in a draft, with redactions once it was sent."""
        kept = self.submission.answers if self.submission else self.texts
        return str(kept.get(key) or "")


class Query(Base):
    """A question that an officer asks the group, and what the group says to it."""

    __tablename__ = "impact_query"

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("impact_evidence.id", ondelete="CASCADE"), index=True)
    question: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    is_public: Mapped[bool] = mapped_column(default=False)

    evidence: Mapped[Evidence] = relationship(back_populates="queries")


class Step(Base):
    """A move of a piece of evidence: when it came to stand where, by whom, and why."""

    __tablename__ = "impact_step"
    __table_args__ = (UniqueConstraint("evidence_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("impact_evidence.id", ondelete="CASCADE"))
    number: Mapped[int]
    status: Mapped[Status] = mapped_column(text_enum(Status, 20))
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    evidence: Mapped[Evidence] = relationship(back_populates="steps")

    @property
    def stands_at(self) -> Status:
        """Where the evidence came to stand."""
        return Status(self.status)


class PageVersion(Base):
    """What one page of a draft said each time it was saved; gone once the evidence is sent."""

    __tablename__ = "impact_page_version"
    __table_args__ = (UniqueConstraint("evidence_id", "page", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("impact_evidence.id", ondelete="CASCADE"))
    page: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    content: Mapped[JsonObject]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    evidence: Mapped[Evidence] = relationship(back_populates="saved_pages")
    saved_by: Mapped[Person | None] = relationship()


class Attachment(Base):
    """A file that belongs to a piece of evidence, with the SHA-256 it had as it was sent."""

    __tablename__ = "impact_attachment"
    __table_args__ = (UniqueConstraint("evidence_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("impact_evidence.id", ondelete="CASCADE"))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    sha256: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    evidence: Mapped[Evidence] = relationship(back_populates="attachments")
    file: Mapped[StoredFile] = relationship(lazy="joined", innerjoin=True)


class LatePermission(Base):
    """That a group may send evidence after the closing time: until which day, and why."""

    __tablename__ = "impact_late_permission"
    __table_args__ = (
        Index(None, "activity_id", "organisation_id"),
        CheckConstraint("reason != ''", name="lateness_has_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    until_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    allowed_at: Mapped[datetime]
    allowed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    organisation: Mapped[Organisation] = relationship()
