"""Work on accounts that is done apart from the request, so that its time tells nothing."""

from base64 import b64decode, b64encode

from sqlalchemy.orm import Session

from consult.accounts.invitations import send_password_link
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel import tokens
from consult.kernel.db import database_of

SEND_PASSWORD_LINK = "accounts.send_password_link"  # noqa: S105 (the name of a job)


def ask_for_password_link(session: Session, email: str) -> Job:
    """Have a link to choose a new password sent; the request costs the same whether there is an account or not.

    The address is sealed: most of those typed in vain belong to people of whom we hold nothing.
    """
    row = tokens.new_secret()[:32]
    sealed = database_of(session).keys.seal(email.encode(), table="job", row=row, column="email")
    return enqueue(session, SEND_PASSWORD_LINK, row=row, sealed=b64encode(sealed).decode())


def run_password_link(session: Session, _job: Job, *, row: str, sealed: str) -> None:
    """Send the link, if there is an open account: the job `accounts.send_password_link`."""
    opened = database_of(session).keys.open(b64decode(sealed), table="job", row=row, column="email")
    send_password_link(session, opened.decode())
