"""Each time a model looked at answers: which model, how it was asked, on how many, and what came of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.consultations.models import Activity
from consult.contract.records import UNPUBLISHED
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.types import Base, JsonObject, text_enum


class Method(StrEnum):
    """How a model looked at answers."""

    WORDS = "words"
    LEARNED = "learned"
    ENDPOINT_BOOK = "endpoint_book"
    ENDPOINT_THEMES = "endpoint_themes"

    @property
    def label(self) -> str:
        """The method as people read it."""
        return _METHOD_LABELS[self]


_METHOD_LABELS = {
    Method.WORDS: _l("Words that go together, to begin a code book with"),
    Method.LEARNED: _l("Themes proposed by a model that learned from what officers coded"),
    Method.ENDPOINT_BOOK: _l("Themes to begin a code book with, from a language model"),
    Method.ENDPOINT_THEMES: _l("Themes proposed by a language model"),
}


class ModelRun(Base):
    """One time a model looked at the answers to a question.

    `found` holds what could begin a code book, line by line: words, or a title with its definition. It comes
    from what people wrote, so it is deleted as soon as one of these answers is changed or erased. `dropped` counts the
    rows of an endpoint that broke the schema, by what was wrong.
    """

    __tablename__ = "theme_model_run"
    __table_args__ = (
        CheckConstraint("method IN ('words', 'learned', 'endpoint_book', 'endpoint_themes')", name="known_method"),
        Index(None, "activity_id", "question"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(60))
    method: Mapped[Method] = mapped_column(text_enum(Method, 20))
    model: Mapped[str] = mapped_column(String(200))
    prompt: Mapped[str] = mapped_column(Text, default="", info={UNPUBLISHED: "our own instructions to a model"})
    texts: Mapped[int]
    proposed: Mapped[int] = mapped_column(default=0)
    dropped: Mapped[JsonObject]
    found: Mapped[list[str] | None]
    made_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    activity: Mapped[Activity] = relationship()
