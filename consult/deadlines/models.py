"""One thing that has to be done about a row by a day."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.contract.references import Reference
from consult.kernel.authz import Role
from consult.kernel.types import Base

ROLE_LIST = ", ".join(f"'{role}'" for role in Role)


class Deadline(Base):
    """That `text` has to be done about a row by the end of a day, by whoever has the role `owner`.

    With a `person_id` it is for that person alone; without an account in use it is for those with the role again.
    `counted_from` is the day after which working days were counted; `remind_on` is the day of the next reminder.
    """

    __tablename__ = "deadline"
    __table_args__ = (
        UniqueConstraint("kind", "subject_id", "text"),
        CheckConstraint(f"owner IN ({ROLE_LIST})", name="known_owner"),
        Index(None, "met_at", "remind_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int]
    text: Mapped[str] = mapped_column(String(200))
    owner: Mapped[str] = mapped_column(String(20))
    due_on: Mapped[date]
    counted_from: Mapped[date | None]
    remind_on: Mapped[date]
    made_at: Mapped[datetime]
    met_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)

    @property
    def reference(self) -> Reference:
        """The row about which it has to be done."""
        return Reference(self.kind, self.subject_id)

    def is_overdue(self, today: date) -> bool:
        """Whether the day has passed and it was not done."""
        return self.met_at is None and self.due_on < today
