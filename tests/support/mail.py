"""Reading the mail that the application wrote."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.kernel.db import database_of
from consult.mail.models import MailMessage
from consult.mail.services import Letter, read_letter


def written_mail(session: Session, to: str | None = None) -> list[Letter]:
    """Return the mails that wait to leave, the oldest first; with an address only those to it."""
    keys = database_of(session).keys
    rows = session.scalars(select(MailMessage).order_by(MailMessage.created_at, MailMessage.id))
    letters = [letter for letter in (read_letter(keys, row) for row in rows) if letter is not None]
    return [letter for letter in letters if to is None or letter.to == to]


def link_in(letter: Letter) -> str:
    """Return the path of the first link in a mail."""
    found = re.search(r"https?://[^/\s]+(/\S*)", letter.body)
    assert found is not None, f"there is no link in: {letter.body}"
    return found[1]
