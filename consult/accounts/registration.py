"""A community group registers itself: it is entered, and whoever wrote gets the link by which they speak for it."""

from sqlalchemy.orm import Session

from consult.accounts.invitations import invite
from consult.accounts.organisations import create_organisation
from consult.accounts.queries import person_by_email
from consult.kernel.authz import ANONYMOUS
from consult.kernel.messages import spoken


def register_group(session: Session, *, name: str, kind: str, represents: int | None, basis: str, email: str) -> None:
    """Enter a group that nobody verified yet, and mail the link that lets whoever wrote speak for it.

    Nothing happens for the address of an account that was closed, and nothing tells a stranger so.
    """
    person = session.scalar(person_by_email(email))
    if person is not None and not person.is_active:
        return
    made = create_organisation(session, ANONYMOUS, name=name, kind=kind, represents=represents, basis=basis)
    invite(session, ANONYMOUS, email=email, organisation=made, language=spoken().tag)
