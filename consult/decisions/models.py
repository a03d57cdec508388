"""Points a decision must answer, and the record of the decision in its versions."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import Person
from consult.consultations.models import Consultation, Document
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.types import Base, JsonObject, text_enum
from consult.submissions.models import Passage


class Disposition(StrEnum):
    """What was done with an issue."""

    CHANGED = "changed"
    NEW_OPTION = "new_option"
    ANALYSIS_IMPROVED = "analysis_improved"
    FACT_CORRECTED = "fact_corrected"
    NOT_CHANGED = "not_changed"
    OUT_OF_SCOPE = "out_of_scope"
    ALREADY_SO = "already_so"

    @property
    def label(self) -> str:
        """The disposition as the public reads it."""
        return _DISPOSITION_LABELS[self]

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        return _DISPOSITION_COLOURS.get(self, "green")


_DISPOSITION_LABELS = {
    Disposition.CHANGED: _l("Changed"),
    Disposition.NEW_OPTION: _l("New option"),
    Disposition.ANALYSIS_IMPROVED: _l("Analysis improved"),
    Disposition.FACT_CORRECTED: _l("Fact corrected"),
    Disposition.NOT_CHANGED: _l("Not changed"),
    Disposition.OUT_OF_SCOPE: _l("Out of scope"),
    Disposition.ALREADY_SO: _l("Already so"),
}
_DISPOSITION_COLOURS = {
    Disposition.NOT_CHANGED: "yellow",
    Disposition.OUT_OF_SCOPE: "grey",
    Disposition.ALREADY_SO: "grey",
}


DISPOSITION_LIST = ", ".join(f"'{disposition.value}'" for disposition in Disposition)


class Issue(Base):
    """A point that many or few people raised, and that the decision must answer.

    Its `number` is permanent and is cited; where it stands in the outline follows from `parent_id` and `position`.
    """

    __tablename__ = "issue"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        CheckConstraint(f"disposition IN ({DISPOSITION_LIST})", name="known_disposition"),
        CheckConstraint(
            "disposition IS NULL OR (reason != '' AND disposed_at IS NOT NULL)", name="answer_has_a_reason"
        ),
        CheckConstraint("dropped_at IS NULL OR drop_reason != ''", name="drop_has_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    detail: Mapped[str] = mapped_column(Text, default="")
    disposition: Mapped[Disposition | None] = mapped_column(text_enum(Disposition, 20))
    reason: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[str] = mapped_column(String(200), default="")
    disposed_at: Mapped[datetime | None]
    disposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    dropped_at: Mapped[datetime | None]
    drop_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    form_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id", ondelete="SET NULL"), index=True)
    position: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    authority: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    look_again: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    who_can_act: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    changed_document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"))
    changed_paragraph: Mapped[str] = mapped_column(String(300), default="", server_default=text("''"))

    consultation: Mapped[Consultation] = relationship()
    changed_document: Mapped[Document | None] = relationship()
    disposed_by: Mapped[Person | None] = relationship(foreign_keys=[disposed_by_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)

    @property
    def disposed(self) -> Disposition | None:
        """What was done with the issue, if that is known."""
        return Disposition(self.disposition) if self.disposition else None


class IssuePoint(Base):
    """That a point of a response belongs to an issue, and what is said to this point beside the issue's answer."""

    __tablename__ = "issue_point"

    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id", ondelete="CASCADE"), primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), index=True)
    supplement: Mapped[str] = mapped_column(Text, default="")
    placed_at: Mapped[datetime]
    placed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1)

    issue: Mapped[Issue] = relationship()
    passage: Mapped[Passage] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)


class Expertise(StrEnum):
    """As what somebody is asked for advice."""

    EXPERT = "expert"
    LAWYER = "lawyer"

    @property
    def label(self) -> str:
        """The expertise as people say it."""
        return _EXPERTISE_LABELS[self]


_EXPERTISE_LABELS = {Expertise.EXPERT: _l("Subject expert"), Expertise.LAWYER: _l("Lawyer")}


class Advice(Base):
    """What one person is asked about an issue, or about one point of it, by a day, and what they said.

    `given_by` keeps the name under which it was said. The public reads it only where an officer chose so.
    """

    __tablename__ = "issue_advice"
    __table_args__ = (
        CheckConstraint("expertise IN ('expert', 'lawyer')", name="known_expertise"),
        CheckConstraint("(given_at IS NULL) = (said = '')", name="given_says_something"),
        CheckConstraint("given_at IS NULL OR taken_back_at IS NULL", name="given_is_not_taken_back"),
        CheckConstraint("given_at IS NOT NULL OR NOT is_public", name="public_is_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), index=True)
    passage_id: Mapped[int | None] = mapped_column(ForeignKey("passage.id", ondelete="SET NULL"), index=True)
    expertise: Mapped[Expertise] = mapped_column(text_enum(Expertise, 10))
    adviser_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    question: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    said: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    given_by: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    given_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]
    is_public: Mapped[bool] = mapped_column(default=False, server_default=false())
    form_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))

    issue: Mapped[Issue] = relationship()
    passage: Mapped[Passage | None] = relationship()
    adviser: Mapped[Person | None] = relationship(foreign_keys=[adviser_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)

    @property
    def waits(self) -> bool:
        """Whether it was neither given nor taken back."""
        return self.given_at is None and self.taken_back_at is None

    def is_overdue(self, today: date) -> bool:
        """Whether it still waits after its day."""
        return self.waits and self.due_on < today


class Decision(Base):
    """One version of the record that ends a consultation; once published it never changes.

    `issues` holds the issues with their answers as they stood at that moment; `unread_reason` says why not every
    response had been read by then.
    """

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        CheckConstraint("number = 1 OR correction_reason != ''", name="correction_has_a_reason"),
        CheckConstraint(
            "published_at IS NULL OR (summary != '' AND decided != '' AND decided_by != '' AND decided_on IS NOT NULL)",
            name="published_is_complete",
        ),
        Index(
            "uq_decision_draft",
            "consultation_id",
            unique=True,
            sqlite_where=text("published_at IS NULL"),
            postgresql_where=text("published_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"))
    number: Mapped[int]
    summary: Mapped[str] = mapped_column(Text, default="")
    decided: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str] = mapped_column(String(200), default="")
    decided_on: Mapped[date | None]
    asked: Mapped[str] = mapped_column(Text, default="")
    said: Mapped[str] = mapped_column(Text, default="")
    did: Mapped[str] = mapped_column(Text, default="")
    correction_reason: Mapped[str] = mapped_column(Text, default="")
    issues: Mapped[JsonObject | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1)
    unread_reason: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    review_on: Mapped[date | None]

    consultation: Mapped[Consultation] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)


class Verdict(StrEnum):
    """Whether a decision did what was meant."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"

    @property
    def label(self) -> str:
        """The verdict as the public reads it."""
        return _VERDICT_LABELS[self]


_VERDICT_LABELS = {
    Verdict.YES: _l("It did what was meant"),
    Verdict.PARTLY: _l("It did part of what was meant"),
    Verdict.NO: _l("It did not do what was meant"),
}


class DecisionReview(Base):
    """What was found when the decision on a consultation was looked at again."""

    __tablename__ = "decision_review"
    __table_args__ = (
        CheckConstraint("verdict IN ('yes', 'partly', 'no')", name="known_verdict"),
        CheckConstraint("outcome != ''", name="says_what_was_found"),
    )

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"), primary_key=True)
    verdict: Mapped[Verdict] = mapped_column(text_enum(Verdict, 10))
    outcome: Mapped[str] = mapped_column(Text)
    reviewed_at: Mapped[datetime]
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    consultation: Mapped[Consultation] = relationship()
