"""Questions kept for others to ask, and where a question that was taken from there stands now."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.types import Base, JsonObject


class KeptQuestions(Base):
    """A question, or a run of questions, as it was asked when it was kept; see `values.as_plain`."""

    __tablename__ = "library_questions"
    __table_args__ = (CheckConstraint("name != ''", name="has_a_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    note: Mapped[str] = mapped_column(Text, default="")
    asked: Mapped[JsonObject]
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id", ondelete="SET NULL"), index=True)
    kept_at: Mapped[datetime]
    kept_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class QuestionOrigin(Base):
    """That a question of an activity is a copy from the library: `item` is what it was taken from.

    A key is the name of one question for ever, so this holds in every version.
    """

    __tablename__ = "question_origin"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(30), primary_key=True)
    item: Mapped[str] = mapped_column(String(40))
