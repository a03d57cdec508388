"""Another email address for the account somebody has: roles, memberships and all they did stay with them."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.accounts import events
from consult.accounts.models import NEW_EMAIL, Invitation, Person
from consult.accounts.queries import person_by_email
from consult.accounts.services import end_sessions
from consult.audit.services import record
from consult.contract.deployment import address_of, deployment_of, speaking_to
from consult.kernel import tokens
from consult.kernel.addresses import read_address
from consult.kernel.authz import Actor
from consult.kernel.db import begin_write, database_now, lock_row
from consult.kernel.errors import Conflict, Gone, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.mail.services import send_mail

LINK_LASTS = timedelta(minutes=60)
REASONS_TO_REPLACE = {
    "they lost the old mailbox": _l("They can no longer read the old mailbox"),
    "the address was mistyped": _l("The old address was mistyped"),
    "they asked the council": _l("They asked the council to change it"),
}


class AddressTaken(Conflict):
    """Two people never share an address."""

    default = _l("There is another account with this email address. Enter another address")


class EmailLinkUsedUp(Gone):
    """The link was used, has run out, or the address was changed in another way since."""

    default = _l("This link has been used or has run out. Ask to change your email address again.")


def ask_for_email(session: Session, actor: Actor, person: Person, typed: str) -> None:
    """Send a link to the address that a person wants, and tell the address they have."""
    address = _free_address(session, person, typed)
    begin_write(session)
    session.execute(delete(Invitation).where(Invitation.person_id == person.id, Invitation.purpose == NEW_EMAIL))
    at = database_now(session)
    secret = tokens.new_secret()
    session.add(
        Invitation(
            token_hash=tokens.digest(secret),
            purpose=NEW_EMAIL,
            email=address,
            person_id=person.id,
            created_at=at,
            expires_at=at + LINK_LASTS,
        )
    )
    session.flush()
    settings = deployment_of(session).settings
    with speaking_to(session, person.language):
        send_mail(
            session,
            to=address,
            subject=_("Confirm your new email address"),
            body=_(
                "To use this address for your account with %(name)s, open this link:\n"
                "\n"
                "%(address)s\n"
                "\n"
                "The link works once, and for 60 minutes. If you did not ask for it, you need not do "
                "anything.\n",
                name=settings.council.name,
                address=address_of(session, f"/email/{secret}"),
            ),
            caused_by=actor,
        )
    with speaking_to(session, person.language):
        send_mail(
            session,
            to=person.email,
            subject=_("Somebody asked to change your email address"),
            body=_(
                "Somebody signed in to your account with %(name)s asked to change its email address. It "
                "changes once they open the link that we sent to the new address.\n"
                "\n"
                "If this was not you, change your password at once, and tell us: %(contact_email)s.\n",
                name=settings.council.name,
                contact_email=settings.council.contact_email,
            ),
        )
    record(session, events.EmailChangeAsked(), by=actor)


def confirm_email(session: Session, link: Invitation) -> Person:
    """Put the new address in place by the link that was sent to it."""
    begin_write(session)
    person = session.get_one(Person, link.person_id)
    lock_row(session, person)
    session.refresh(link, with_for_update=True)
    if link.used_at is not None or link.expires_at <= database_now(session) or not person.is_active:
        raise EmailLinkUsedUp
    link.used_at = database_now(session)
    _change(session, person, _free_address(session, person, link.email))
    record(session, events.EmailChanged(), by=Actor(person_id=person.id, name=person.name))
    return person


def replace_email(session: Session, actor: Actor, person: Person, typed: str, reason: str) -> None:
    """Change the address of somebody else's account at once; they are signed out, and both addresses are told."""
    if person.id == actor.person_id:
        raise Conflict(_("Change your own email address on the page of your account"))
    if not person.is_active:
        raise Conflict(_("This account is closed. Open it again before you change its email address"))
    address = _free_address(session, person, typed)
    lock_row(session, person)
    _change(session, person, address)
    end_sessions(session, person.id)
    council = deployment_of(session).settings.council
    with speaking_to(session, person.language):
        send_mail(
            session,
            to=person.email,
            subject=_("Your account has this email address now"),
            body=_(
                "An administrator of %(name)s changed the email address of your account to this one. Sign "
                "in with it from now on; your password stays as it was.\n"
                "\n"
                "If you did not expect this, tell us: %(contact_email)s.\n",
                name=council.name,
                contact_email=council.contact_email,
            ),
            caused_by=actor,
        )
    record(session, events.EmailReplaced(person_id=person.id, reason=reason), by=actor)


def _free_address(session: Session, person: Person, typed: str) -> str:
    address = read_address(typed).lower()
    if address == person.email:
        raise Invalid(fields={"email": _("This is the email address of the account already. Enter another")})
    if session.scalar(person_by_email(address)) is not None:
        raise AddressTaken
    return address


def _change(session: Session, person: Person, address: str) -> None:
    former = person.email
    try:
        with session.begin_nested():
            person.email = address
    except IntegrityError as error:
        raise AddressTaken from error
    # Links to a new password too: they went to the address that is given up.
    session.execute(delete(Invitation).where(Invitation.person_id == person.id, Invitation.used_at.is_(None)))
    council = deployment_of(session).settings.council
    with speaking_to(session, person.language):
        send_mail(
            session,
            to=former,
            subject=_("The email address of your account was changed"),
            body=_(
                "Your account with %(name)s has another email address now. This one no longer signs in.\n"
                "\n"
                "If you did not expect this, tell us at once: %(contact_email)s.\n",
                name=council.name,
                contact_email=council.contact_email,
            ),
        )
