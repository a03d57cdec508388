"""A community group registers itself: whoever wrote gets a link to speak for it, and officers verify it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.events import MembershipAccepted
from consult.accounts.invitations import invite
from consult.accounts.models import Invitation, Organisation
from consult.accounts.organisations import create_organisation
from consult.accounts.queries import person_by_email
from consult.accounts.verification import wait_for_officer
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


def ask_for_officer(session: Session, event: MembershipAccepted) -> None:
    """Have a group that registered itself wait for an officer, once somebody opened the link that it was sent."""
    opened = select(Invitation.organisation_id).where(
        Invitation.organisation_id == event.organisation_id,
        Invitation.invited_by_id.is_(None),
        Invitation.used_at.is_not(None),
    )
    group = session.scalar(select(Organisation).where(Organisation.id.in_(opened)))
    is_new = group is not None and group.verified_at is group.asked_at is group.refused_at is None
    if group is not None and is_new:
        wait_for_officer(session, group)
