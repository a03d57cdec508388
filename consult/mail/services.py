"""Writing mail in the transaction of the change that it tells of."""

import secrets

from sqlalchemy.orm import Session

from consult.kernel import clock, tokens
from consult.kernel.db import database_of
from consult.kernel.text import clean_line
from consult.mail.models import MailMessage

TABLE = "mail_message"


def send_mail(session: Session, *, to: str, subject: str, body: str) -> MailMessage:
    """Keep a message to be delivered once the transaction has committed; address and text are sealed."""
    keys = database_of(session).keys
    message_id = f"{secrets.token_hex(16)}@consult"
    message = MailMessage(
        message_id=message_id,
        recipient_sealed=keys.seal(to.strip().encode(), table=TABLE, row=message_id, column="recipient_sealed"),
        recipient_hash=recipient_digest(session, to),
        subject=clean_line(subject)[:200],
        body_sealed=keys.seal(body.encode(), table=TABLE, row=message_id, column="body_sealed"),
        state="waiting",
        attempts=0,
        created_at=clock.now(),
    )
    session.add(message)
    session.flush()
    return message


def recipient_digest(session: Session, address: str) -> str:
    """Return the keyed digest by which the messages to an address are found."""
    return tokens.keyed_digest(database_of(session).keys.subkey("mail"), address.strip().lower())
