"""The groups that were found among the people of an activity: counts alone, and never who is in which."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import Person
from consult.kernel.types import Base, JsonObject


class OpinionMap(Base):
    """The groups found last, of the responses up to `newest_id` as they stood at that revision of the answers.

    `keys` are those of the statements, in the order of the votes in `found` (see `Found`). It is deleted as soon as
    somebody who counts withdraws or is erased.
    """

    __tablename__ = "opinion_map"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    keys: Mapped[list[str]]
    found: Mapped[JsonObject]
    newest_id: Mapped[int]
    answers_revision: Mapped[int]
    questions_version: Mapped[int]
    made_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    asked_by: Mapped[Person | None] = relationship()
