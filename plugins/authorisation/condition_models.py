"""Conditions that somebody asked for: lists with a public number, their conditions, and every finding on each."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.database import Base, keep_rows, text_enum
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import Reference
from consult.sdk.states import LabelledState
from plugins.authorisation.models import CASE, PERSON, Case

LIST = "authorisation_conditions.id"


class Topic(LabelledState):
    """What a condition is about."""

    BIOMETRICS = "biometrics", _l("Rules for biometrics")
    DISCRIMINATION = "discrimination", _l("Safeguards against discrimination")
    SIGNS = "signs", _l("Signs and public notice")
    THRESHOLD = "threshold", _l("Threshold for an alert")
    TEST = "test", _l("Independent test")
    OTHER = "other", _l("Something else")


class Status(LabelledState):
    """What was found of a condition."""

    MET = "met", _l("Met"), "green"
    PARTLY = "partly", _l("Partly met"), "yellow"
    NOT_MET = "not_met", _l("Not met"), "red"
    REFUSED = "refused", _l("Refused"), "red"


TOPICS = ", ".join(f"'{topic}'" for topic in Topic)
STATUSES = ", ".join(f"'{status}'" for status in Status)


class ConditionList(Base):
    """What somebody asked for, of one case, or of every use in a ward or, without a ward, in the council's area."""

    __tablename__ = "authorisation_conditions"
    __table_args__ = (
        CheckConstraint("case_id IS NULL OR ward = ''", name="of_a_case_or_a_place"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawal_reason = '')", name="withdrawn_with_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    asked_by: Mapped[str] = mapped_column(String(200))
    asked_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(300))
    cited_kind: Mapped[str] = mapped_column(String(60), default="")
    cited_id: Mapped[int | None]
    cited_title: Mapped[str] = mapped_column(String(300), default="")
    ward: Mapped[str] = mapped_column(String(100), default="")
    case_id: Mapped[int | None] = mapped_column(ForeignKey(CASE, ondelete="CASCADE"), index=True)
    asks_suspension: Mapped[bool] = mapped_column(default=False)
    is_reported: Mapped[bool] = mapped_column(default=False)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON, ondelete="SET NULL"))
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str] = mapped_column(Text, default="")
    answer_by: Mapped[date | None]

    case: Mapped[Case | None] = relationship()
    conditions: Mapped[list["Condition"]] = relationship(
        back_populates="asked", order_by="Condition.number", cascade="all, delete-orphan"
    )

    @property
    def cited(self) -> Reference | None:
        """The resolution, or whatever else it was asked in, where that stands on this site."""
        return Reference(self.cited_kind, self.cited_id) if self.cited_id is not None else None


class Condition(Base):
    """One condition under a permanent code; what was asked for does not change."""

    __tablename__ = "authorisation_condition"
    __table_args__ = (
        CheckConstraint(f"topic IN ({TOPICS})", name="known_topic"),
        CheckConstraint("text != ''", name="asks_for_something"),
        UniqueConstraint("list_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey(LIST, ondelete="CASCADE"))
    number: Mapped[int]
    code: Mapped[str] = mapped_column(String(20), unique=True)
    topic: Mapped[Topic] = mapped_column(text_enum(Topic, 20))
    text: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON, ondelete="SET NULL"))

    asked: Mapped[ConditionList] = relationship(back_populates="conditions")
    findings: Mapped[list["Finding"]] = relationship(
        back_populates="condition", order_by="Finding.number", cascade="all, delete-orphan"
    )

    @property
    def newest(self) -> "Finding | None":
        """What was found last."""
        return self.findings[-1] if self.findings else None


class Finding(Base):
    """Whether a condition was met on a day, by whom that was found, and why; a later one never replaces it."""

    __tablename__ = "authorisation_finding"
    __table_args__ = (
        CheckConstraint(f"status IN ({STATUSES})", name="known_status"),
        CheckConstraint("reason != ''", name="found_with_a_reason"),
        UniqueConstraint("condition_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    condition_id: Mapped[int] = mapped_column(ForeignKey("authorisation_condition.id", ondelete="CASCADE"))
    number: Mapped[int]
    status: Mapped[Status] = mapped_column(text_enum(Status, 10))
    reason: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text, default="")
    found_on: Mapped[date]
    found_at: Mapped[datetime]
    found_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON, ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(200))

    condition: Mapped[Condition] = relationship(back_populates="findings")


keep_rows(Condition, goes_with="list_id", texts=("text",))
keep_rows(Finding, goes_with="condition_id", texts=("reason", "evidence"))
