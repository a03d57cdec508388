"""One row for each mail: kept sealed until it has left."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.types import Base, text_enum


class MailState(StrEnum):
    """What became of a mail."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"


class MailMessage(Base):
    """A mail to one address.

    Address, subject and text are sealed together, and removed once the mail has left: a copy of the database tells
    neither who was written to nor which code or link they were given. `recipient_hash` finds one person's mail, and
    `news_hash` says that an address was told of something, so that nobody hears of it twice. Of one
    that the server refused, address and subject stay for whoever caused it, until they have seen it.
    """

    __tablename__ = "mail_message"
    __table_args__ = (CheckConstraint("state IN ('waiting', 'sent', 'refused')", name="known_state"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    recipient_hash: Mapped[str] = mapped_column(String(64), index=True)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[MailState] = mapped_column(text_enum(MailState, 10), default=MailState.WAITING)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    caused_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    news_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
