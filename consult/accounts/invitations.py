"""Links that let somebody in: to join with a role or for an organisation, or to choose a new password."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.accounts import events
from consult.accounts.attempts import SIGN_IN, forget_account
from consult.accounts.models import JOIN, NEW_PASSWORD, Invitation, Membership, Organisation, Person
from consult.accounts.queries import person_by_email
from consult.accounts.services import checked_hash, grant_role, set_password
from consult.audit.services import record
from consult.contract.deployment import address_of, deployment_of, speaking_to
from consult.kernel import tokens
from consult.kernel.addresses import read_address
from consult.kernel.authz import Actor, Role
from consult.kernel.db import begin_write, database_now, lock_row
from consult.kernel.errors import Conflict, Forbidden, Gone, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.messages import spoken
from consult.mail.services import send_mail

INVITATION_LASTS = timedelta(days=7)
PASSWORD_LINK_LASTS = timedelta(minutes=60)


class LinkUsedUp(Gone):
    """The link was used, has run out, or never was one."""

    default = _l("This link has been used or has run out. Ask for a new one.")
    title = _l("This link cannot be used")


def invite(
    session: Session,
    actor: Actor,
    *,
    email: str,
    name: str = "",
    role: Role | None = None,
    organisation: Organisation | None = None,
    language: str | None = None,
    by_mail: bool = True,
) -> str:
    """Invite somebody to a role or to speak for an organisation; return the link, which is used once within 7 days.

    `language` is that of the mail and of the pages that its link opens; without one it is the council's own.
    """
    email = read_address(email).lower()
    _refuse_what_is_so(session, email, role, organisation)
    at = database_now(session)
    secret = tokens.new_secret()
    invitation = Invitation(
        token_hash=tokens.digest(secret),
        purpose=JOIN,
        email=email,
        name=name,
        role=role if role else None,
        organisation_id=organisation.id if organisation else None,
        invited_by_id=actor.person_id,
        created_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    _withdraw_earlier(session, invitation)
    session.add(invitation)
    session.flush()
    with speaking_to(session, language):
        link = address_of(session, f"/invitations/{secret}")
        if by_mail:
            subject, body = _letter(session, invitation, organisation, link)
            send_mail(session, to=email, subject=subject, body=body, caused_by=actor)
    if organisation is not None:
        record(session, events.MembershipOffered(organisation_id=organisation.id), by=actor)
    elif role is not None:
        record(session, events.RoleOffered(role=role), by=actor)
    return link


def find_link(session: Session, secret: str, purpose: str) -> Invitation:
    """Return the invitation behind a link of this purpose; raises `LinkUsedUp`."""
    found = session.get(Invitation, tokens.digest(secret))
    if found is None or found.purpose != purpose or not _is_open(session, found):
        raise LinkUsedUp
    return found


def accept_as_new(session: Session, invitation: Invitation, name: str, password: str) -> Person:
    """Make an account for whoever was invited, with the name and password they chose."""
    hashed = checked_hash(session, password, name, invitation.email)
    _use_up(session, invitation)
    if session.scalar(person_by_email(invitation.email)) is not None:
        raise Conflict(_("There is an account for this email address already. Sign in, then open the link again."))
    person = Person(
        email=invitation.email, name=name, password_hash=hashed, language=spoken().tag, created_at=database_now(session)
    )
    session.add(person)
    session.flush()
    _join(session, invitation, person)
    return person


def accept_as_known(session: Session, invitation: Invitation, person: Person) -> None:
    """Accept an invitation with the account one has."""
    if person.email != invitation.email:
        raise Forbidden(_("This invitation is for another email address. Sign in with the account for that address."))
    _use_up(session, invitation)
    _join(session, invitation, person)


def cancel_invitation(session: Session, actor: Actor, invitation: Invitation) -> None:
    """Take back an invitation that nobody has accepted."""
    lock_row(session, invitation)
    session.delete(invitation)
    session.flush()
    record(session, events.InvitationCancelled(), by=actor)


def send_password_link(session: Session, email: str) -> None:
    """Mail a link to choose a new password, if there is an open account for this address."""
    person = session.scalar(person_by_email(email))
    if person is None or not person.is_active:
        return
    session.execute(delete(Invitation).where(Invitation.person_id == person.id, Invitation.purpose == NEW_PASSWORD))
    at = database_now(session)
    secret = tokens.new_secret()
    session.add(
        Invitation(
            token_hash=tokens.digest(secret),
            purpose=NEW_PASSWORD,
            email=person.email,
            person_id=person.id,
            created_at=at,
            expires_at=at + PASSWORD_LINK_LASTS,
        )
    )
    session.flush()
    settings = deployment_of(session).settings
    with speaking_to(session, person.language):
        send_mail(
            session,
            to=person.email,
            subject=_("Choose a new password"),
            body=_(
                "Somebody asked for a link to choose a new password for your account with %(name)s.\n"
                "\n"
                "%(address)s\n"
                "\n"
                "The link works once, and for 60 minutes. If you did not ask for it, you need not do "
                "anything: your password stays as it is.\n",
                name=settings.council.name,
                address=address_of(session, f"/password/{secret}"),
            ),
        )
    record(session, events.PasswordLinkSent(person_id=person.id), by=Actor())


def choose_password(session: Session, link: Invitation, password: str) -> Person:
    """Put a new password in place by the link that was mailed; every session ends."""
    person = session.get_one(Person, link.person_id)
    hashed = checked_hash(session, password, person.name, person.email)
    _use_up(session, link)
    lock_row(session, person)
    if not person.is_active:
        raise LinkUsedUp
    set_password(session, person, hashed)
    forget_account(session, "sign-in", SIGN_IN, person.email)
    record(session, events.PasswordReset(), by=Actor(person_id=person.id, name=person.name))
    return person


def _refuse_what_is_so(session: Session, email: str, role: Role | None, organisation: Organisation | None) -> None:
    person = session.scalar(person_by_email(email))
    if person is None:
        return
    if not person.is_active:
        raise Invalid(fields={"email": _("The account for this address is closed. Open it again on the person’s page")})
    if role is not None and role in person.roles:
        raise Invalid(fields={"email": _("%(name)s has this role already", name=person.name)})
    if organisation is not None and organisation.id in {
        membership.organisation_id for membership in person.memberships
    }:
        raise Invalid(fields={"email": _("%(name)s is a member already", name=person.name)})


def _withdraw_earlier(session: Session, invitation: Invitation) -> None:
    session.execute(
        delete(Invitation).where(
            Invitation.purpose == JOIN,
            Invitation.email == invitation.email,
            Invitation.used_at.is_(None),
            Invitation.role.is_not_distinct_from(invitation.role),
            Invitation.organisation_id.is_not_distinct_from(invitation.organisation_id),
        )
    )


def _letter(session: Session, invitation: Invitation, organisation: Organisation | None, link: str) -> tuple[str, str]:
    council = deployment_of(session).settings.council
    if organisation:
        purpose = _(
            "%(name)s invites you to speak for %(group)s in its consultations.",
            name=council.name,
            group=organisation.name,
        )
    else:
        label = Role(invitation.role).label.lower() if invitation.role else ""
        purpose = _("%(name)s invites you to join its consultations as %(label)s.", name=council.name, label=label)
    body = _(
        "%(purpose)s\n"
        "\n"
        "To accept, open this link and choose a password:\n"
        "%(link)s\n"
        "\n"
        "The link works once, and for 7 days. If you did not expect it, tell us: "
        "%(contact_email)s.\n",
        purpose=purpose,
        link=link,
        contact_email=council.contact_email,
    )
    return _("Invitation to %(name)s consultations", name=council.name), body


def _is_open(session: Session, invitation: Invitation) -> bool:
    return invitation.used_at is None and invitation.expires_at > database_now(session)


def _use_up(session: Session, invitation: Invitation) -> None:
    begin_write(session)
    again = select(Invitation).where(Invitation.token_hash == invitation.token_hash).with_for_update()
    held = session.scalar(again.execution_options(populate_existing=True))
    if held is None or not _is_open(session, held):
        raise LinkUsedUp
    held.used_at = database_now(session)
    session.flush()


def _join(session: Session, invitation: Invitation, person: Person) -> None:
    who = Actor(person_id=person.id, name=person.name)
    if invitation.role is not None:
        grant_role(session, person, Role(invitation.role), by=invitation.invited_by_id)
        record(session, events.RoleAccepted(role=invitation.role), by=who)
    if invitation.organisation_id is not None:
        if invitation.organisation_id not in {membership.organisation_id for membership in person.memberships}:
            person.memberships.append(Membership(organisation_id=invitation.organisation_id))
            session.flush()
        record(session, events.MembershipAccepted(organisation_id=invitation.organisation_id), by=who)
