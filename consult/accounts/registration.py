"""A community group registers itself: whoever wrote gets a link to speak for it, and officers verify it."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.accounts.events import MembershipAccepted
from consult.accounts.invitations import invite
from consult.accounts.models import Invitation, Organisation
from consult.accounts.organisations import create_organisation
from consult.accounts.queries import people, person_by_email
from consult.contract.deployment import address_of, speaking_to
from consult.contract.plugin import Waiting
from consult.kernel.authz import ANONYMOUS, Actor, Role
from consult.kernel.messages import gettext as _
from consult.kernel.messages import spoken
from consult.mail.services import send_mail


def register_group(session: Session, *, name: str, kind: str, represents: int | None, basis: str, email: str) -> None:
    """Enter a group that nobody verified yet, and mail the link that lets whoever wrote speak for it.

    Nothing happens for the address of an account that was closed, and nothing tells a stranger so.
    """
    person = session.scalar(person_by_email(email))
    if person is not None and not person.is_active:
        return
    made = create_organisation(session, ANONYMOUS, name=name, kind=kind, represents=represents, basis=basis)
    invite(session, ANONYMOUS, email=email, organisation=made, language=spoken().tag)


def tell_officers(session: Session, event: MembershipAccepted) -> None:
    """Write to the officers when somebody opened the link of a group that registered itself."""
    group = session.scalar(_to_be_verified().where(Organisation.id == event.organisation_id))
    if group is None or len(group.members) > 1:
        return
    for officer in session.scalars(people()):
        if officer.is_active and Role.OFFICER in officer.roles:
            with speaking_to(session, officer.language):
                subject = _("%(group)s registered, and waits to be verified", group=group.name)
                body = _(
                    "%(subject)s.\n\nRead for whom it speaks and on what basis, and verify it on a ground that you "
                    "state:\n%(address)s\n",
                    subject=subject,
                    address=address_of(session, f"/staff/groups/{group.id}"),
                )
                send_mail(session, to=officer.email, subject=subject, body=body)


def groups_to_verify(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return the groups that registered themselves and that no officer has looked at yet."""
    if not actor.has(Role.OFFICER):
        return ()
    return [
        Waiting(
            text=_("Verify %(group)s, which registered itself", group=group.name),
            since=group.created_at,
            endpoint="accounts_groups.group",
            parts={"organisation_id": group.id},
            who=_("Any officer"),
        )
        for group in session.scalars(_to_be_verified())
    ]


def _to_be_verified() -> Select[Organisation]:
    # A group that nobody invited has an invitation of nobody's; one of the first version was changed by no officer.
    opened = select(Invitation.organisation_id).where(
        Invitation.invited_by_id.is_(None), Invitation.used_at.is_not(None), Invitation.organisation_id.is_not(None)
    )
    found = select(Organisation).where(Organisation.id.in_(opened), Organisation.version == 1)
    return found.where(Organisation.verified_at.is_(None)).order_by(Organisation.id)
