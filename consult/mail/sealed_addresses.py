"""Writing to addresses that are kept sealed, each with a link of its own that stops the mail."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from sqlalchemy.orm import Session

from consult.contract.deployment import address_of, own_language, speaking_to
from consult.kernel import tokens
from consult.kernel.crypto import Unreadable
from consult.kernel.db import database_of
from consult.kernel.messages import gettext as _
from consult.mail.services import is_told, send_mail

COLUMN = "contact_sealed"
log = logging.getLogger("consult.mail")


class SealedRow(Protocol):
    """A row that keeps a sealed address, and the digest of the secret that stops the mail to it."""

    __tablename__: str
    id: str
    language: str | None
    contact_sealed: bytes
    stop_hash: str


def seal_address(session: Session, table: str, row_id: str, email: str) -> bytes:
    """Return an address as it is kept in the column `contact_sealed` of a row."""
    return database_of(session).keys.seal(email.strip().encode(), table=table, row=row_id, column=COLUMN)


def stop_secret(session: Session, row_id: str) -> str:
    """Return the secret in the link that stops the mail, derived so that it need not be kept."""
    return database_of(session).keys.digest("stop", row_id)


def stop_token(session: Session, row: SealedRow) -> str:
    """Return the secret of the link that stops the mail to a row, whose digest is its `stop_hash`."""
    secrets = database_of(session).keys.digests("stop", row.id)
    for secret in secrets:
        if tokens.same(tokens.digest(secret), row.stop_hash):
            return secret
    # Its key has left the ring: earlier links are dead, the next ones must work.
    row.stop_hash = tokens.digest(secrets[0])
    return secrets[0]


def write_to(
    session: Session,
    row: SealedRow,
    mails: Mapping[str, Sequence[str]],
    *,
    place: str,
    why: Callable[[], str],
    news: str = "",
) -> bool:
    """Write to the address of a row in its language; `mails` has subject and text by language, as `in_each_language`
    returns them.

    `place` is the page of the link that stops it, and `why` says why they get it. An address that was told of the same
    `news` before, for another reason, is not written to again. Returns whether a mail was written.
    """
    table = row.__tablename__
    try:
        sealed = database_of(session).keys.open(row.contact_sealed, table=table, row=row.id, column=COLUMN)
    except Unreadable as error:
        log.error("the address of %s %s cannot be read: %s", table, row.id, error)
        return False
    email = sealed.decode()
    if news and is_told(session, news, email):
        return False
    own = own_language(session).tag
    tag = next((tag for tag in (row.language, own) if tag is not None and tag in mails), next(iter(mails)))
    with speaking_to(session, tag):
        subject, body = mails[tag]
        link = address_of(session, f"/{place}/{stop_token(session, row)}")
        stop = _("To get no more of it: %(link)s", link=link)
        send_mail(session, to=email, subject=subject, body=f"{body}\n\n{why()} {stop}\n", news=news)
    return True
