"""What people do with their accounts, and administrators with other people's."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from consult.accounts import events
from consult.accounts.attempts import purge_attempts
from consult.accounts.models import AccessToken, Invitation, Person, RoleGrant, SignInSession
from consult.accounts.passwords import fault_of, hash_password, is_password, needs_new_hash
from consult.accounts.queries import active_administrators, person_by_email
from consult.audit.services import record
from consult.contract.deployment import deployment_of, speaking_to
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.kernel.db import begin_write, database_now, lock_row
from consult.kernel.errors import Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.mail.services import send_mail

INVITATIONS_KEPT = timedelta(days=30)


class WrongPassword(Invalid):
    """The address and the password do not belong together; which of them is wrong is not said."""

    default = _l("The email address or password is not right. Check both and try again")


class LastAdministrator(Conflict):
    """Nobody would be left who can administer."""

    default = _l("This is the only administrator. Make somebody else an administrator first.")


def check_password(session: Session, email: str, typed: str) -> Person:
    """Return the person whose address and password these are; raises `WrongPassword`."""
    person = session.scalar(person_by_email(email))
    is_usable = person is not None and person.is_active
    if not is_password(person.password_hash if person and is_usable else None, typed) or person is None:
        raise WrongPassword
    if person.password_hash is not None and needs_new_hash(person.password_hash):
        person.password_hash = hash_password(typed)
    return person


def rename_person(session: Session, actor: Actor, person: Person, name: str) -> None:
    """Change the name on one's own account."""
    if name != person.name:
        person.name = name
        session.flush()
        record(session, events.PersonRenamed(person_id=person.id), by=actor)


def choose_mail_language(session: Session, actor: Actor, person: Person, tag: str) -> None:
    """Write to a person in this language from now on."""
    if tag != person.language:
        person.language = tag
        session.flush()
        record(session, events.MailLanguageChosen(language=tag), by=actor)


def change_password(session: Session, actor: Actor, person: Person, hashed: str) -> None:
    """Put a new password, already checked and hashed, in place of one that was just given; every session ends."""
    lock_row(session, person)
    set_password(session, person, hashed)
    record(session, events.PasswordChanged(), by=actor)


def checked_hash(session: Session, password: str, *personal: str) -> str:
    """Return the hash of a new password; raises `Invalid` when it is too short or too easy to guess."""
    fault = fault_of(password, *personal, deployment_of(session).settings.council.name)
    if fault is not None:
        raise Invalid(fields={"password": fault})
    return hash_password(password)


def set_password(session: Session, person: Person, hashed: str) -> None:
    """Keep a new password, end every session and every link to change it, and tell the person by mail."""
    person.password_hash = hashed
    end_sessions(session, person.id)
    session.execute(delete(Invitation).where(Invitation.person_id == person.id, Invitation.used_at.is_(None)))
    session.flush()
    council = deployment_of(session).settings.council
    with speaking_to(session, person.language):
        send_mail(
            session,
            to=person.email,
            subject=_("Your password was changed"),
            body=_(
                "The password of your account with %(name)s was changed.\n"
                "\n"
                "If you did not do this, tell us at once: %(contact_email)s.\n",
                name=council.name,
                contact_email=council.contact_email,
            ),
        )


def end_sessions(session: Session, person_id: int) -> None:
    """Sign a person out everywhere, and their programs with them: whoever else got in is out."""
    session.execute(delete(SignInSession).where(SignInSession.person_id == person_id))
    session.execute(delete(AccessToken).where(AccessToken.person_id == person_id))


def set_roles(session: Session, actor: Actor, person: Person, wanted: Collection[Role]) -> None:
    """Grant and withdraw roles until the person holds exactly these; the last administrator stays one."""
    administrators = _lock_administrators(session)
    lock_row(session, person)
    session.expire(person, ["grants"])
    held = {Role(grant.role) for grant in person.grants}
    if Role.ADMINISTRATOR in held - set(wanted) and administrators == {person.id}:
        raise LastAdministrator
    for role in sorted(set(wanted) - held):
        grant_role(session, person, role, by=actor.person_id)
        record(session, events.RoleGranted(person_id=person.id, role=role), by=actor)
    for grant in [grant for grant in person.grants if grant.role not in wanted]:
        person.grants.remove(grant)
        record(session, events.RoleWithdrawn(person_id=person.id, role=grant.role), by=actor)
    if {Role.ADMINISTRATOR, Role.OFFICER} & (held - set(wanted)):
        cancel_invitations_by(session, person.id)
    session.flush()


def grant_role(session: Session, person: Person, role: Role, *, by: int | None) -> None:
    """Add a role to a person who may hold it already."""
    if role not in {grant.role for grant in person.grants}:
        person.grants.append(RoleGrant(role=role, granted_by_id=by, granted_at=database_now(session)))
        session.flush()


def deactivate_person(session: Session, actor: Actor, person: Person) -> None:
    """Close an account: its sessions end, its invitations fall, and nobody can sign in with it."""
    if person.id == actor.person_id:
        raise Conflict(_("You cannot close your own account. Ask another administrator to do it."))
    refuse_last_administrator(session, person)
    lock_row(session, person)
    close_account(session, person)
    record(session, events.PersonDeactivated(person_id=person.id), by=actor)


def close_account(session: Session, person: Person) -> None:
    """Let nobody sign in with an account any more."""
    person.is_active = False
    end_sessions(session, person.id)
    cancel_invitations_by(session, person.id)
    session.flush()


def reactivate_person(session: Session, actor: Actor, person: Person) -> None:
    """Open a closed account again."""
    lock_row(session, person)
    if not person.is_active:
        person.is_active = True
        session.flush()
        record(session, events.PersonReactivated(person_id=person.id), by=actor)


def cancel_invitations_by(session: Session, person_id: int) -> None:
    """Let the open invitations of somebody who may no longer invite fall."""
    session.execute(delete(Invitation).where(Invitation.invited_by_id == person_id, Invitation.used_at.is_(None)))


def purge_accounts(session: Session) -> int:
    """Delete old sign-in attempts, sessions and tokens that ran out, and old invitations; return how many."""
    at = clock.now()
    tokens = delete(AccessToken).where(AccessToken.expires_at < at).returning(AccessToken.id)
    ended = delete(SignInSession).where(SignInSession.expires_at < at).returning(SignInSession.token_hash)
    old = (
        delete(Invitation)
        .where(or_(Invitation.expires_at < at - INVITATIONS_KEPT, Invitation.used_at < at - INVITATIONS_KEPT))
        .returning(Invitation.token_hash)
    )
    return purge_attempts(session) + sum(len(session.scalars(gone).all()) for gone in (ended, tokens, old))


def refuse_last_administrator(session: Session, person: Person) -> None:
    """Raise `LastAdministrator` when nobody else can administer; to be asked before anything is locked."""
    if _lock_administrators(session) == {person.id}:
        raise LastAdministrator


def _lock_administrators(session: Session) -> set[int]:
    # All of them, in one order: two who withdraw each other at once wait for one another, and not in a circle.
    begin_write(session)
    return {grant.person_id for grant in session.scalars(active_administrators().with_for_update())}
