"""What an account holds of a person, and how it is emptied."""

from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.accounts.models import (
    AccessToken,
    Invitation,
    Membership,
    Organisation,
    RecoveryCode,
    RoleGrant,
    SecondFactor,
    SignInSession,
)
from consult.accounts.office import KEPT, acts_in_office
from consult.accounts.queries import confirmed_factor, find_person, number_of_recovery_codes
from consult.accounts.services import close_account, purge_accounts, refuse_last_administrator
from consult.audit.models import AuditEntry
from consult.contract.plugin import PersonalData
from consult.jobs.models import Job
from consult.jobs.services import purge_jobs
from consult.kernel.db import lock_row
from consult.kernel.messages import lazy_gettext as _l

ERASED_NAME = _l("Erased account")


def collect_account(session: Session, person_id: int) -> Mapping[str, object]:
    """Return what an account holds."""
    person = find_person(session, person_id)
    sessions = session.scalars(select(SignInSession).where(SignInSession.person_id == person_id))
    factor = session.scalar(confirmed_factor(person_id))
    held = session.scalars(select(AccessToken).where(AccessToken.person_id == person_id))
    return {
        "account": {
            "email": person.email,
            "name": person.name,
            "is_active": person.is_active,
            "language": person.language,
            "created_at": person.created_at.isoformat(),
            "has_password": person.password_hash is not None,
            "two_step_sign_in_since": factor.confirmed_at.isoformat() if factor and factor.confirmed_at else None,
            "recovery_codes_left": session.scalar(number_of_recovery_codes(person_id)),
        },
        "roles": [{"role": grant.role, "granted_at": grant.granted_at.isoformat()} for grant in person.grants],
        "groups": [
            {"group": membership.organisation.name, "part": membership.title} for membership in person.memberships
        ],
        "sessions": [
            {
                "signed_in_at": sign_in_session.created_at.isoformat(),
                "last_used_at": sign_in_session.seen_at.isoformat(),
            }
            for sign_in_session in sessions
        ],
        "access_tokens": [
            {
                "name": token.name,
                "allows": token.allows,
                "made_at": token.created_at.isoformat(),
                "ends_at": token.expires_at.isoformat(),
                "last_used_on": token.last_used_on.isoformat() if token.last_used_on else None,
            }
            for token in held
        ],
    }


def erase_account(session: Session, person_id: int) -> int:
    """Empty an account: nobody is named by it, nobody can sign in with it; its number stays for the record.

    Raises `LastAdministrator` when nobody else could administer.
    """
    person = find_person(session, person_id)
    refuse_last_administrator(session, person)
    lock_row(session, person)
    close_account(session, person)
    person.name = ERASED_NAME
    person.email = f"erased-{person.id}@erased.invalid"
    person.password_hash = None
    person.language = None
    changed = 1 + len(person.grants) + len(person.memberships)
    session.execute(delete(RoleGrant).where(RoleGrant.person_id == person_id))
    session.execute(delete(Membership).where(Membership.person_id == person_id))
    session.execute(delete(Invitation).where(Invitation.person_id == person_id))
    session.execute(delete(SecondFactor).where(SecondFactor.person_id == person_id))
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    session.flush()
    session.expire(person)
    return changed


def collect_acts(session: Session, person_id: int) -> Mapping[str, object]:
    """Return what the audit log says a person did."""
    entries = session.scalars(select(AuditEntry).where(AuditEntry.actor_id == person_id).order_by(AuditEntry.id))
    told = [{"at": entry.at.isoformat(), "what": entry.name, "name_then": entry.actor_name} for entry in entries]
    return {"audit_log": told} if told else {}


def collect_invitations(session: Session, email: str) -> Mapping[str, object]:
    """Return the invitations sent to an address."""
    found = session.scalars(select(Invitation).where(Invitation.email == email))
    told = [
        {
            "purpose": invitation.purpose,
            "name": invitation.name,
            "role": invitation.role,
            "sent_at": invitation.created_at.isoformat(),
        }
        for invitation in found
    ]
    return {"invitations": told} if told else {}


def erase_invitations(session: Session, email: str) -> int:
    """Delete the invitations sent to an address."""
    gone = delete(Invitation).where(Invitation.email == email).returning(Invitation.token_hash)
    return len(session.scalars(gone).all())


PERSONAL_DATA = (
    PersonalData(
        tables=(
            "person",
            "role_grant",
            "membership",
            "sign_in_session",
            "second_factor",
            "recovery_code",
            "access_token",
            "invitation",
        ),
        collect=collect_account,
        erase=erase_account,
        collect_address=collect_invitations,
        erase_address=erase_invitations,
        purge=purge_accounts,
    ),
    # The audit log is never changed, not even for this: the public must be able to ask who decided what.
    PersonalData(tables=("audit_entry",), collect=collect_acts, kept=KEPT),
    acts_in_office(Organisation.verified_by_id, RoleGrant.granted_by_id, Invitation.invited_by_id),
    acts_in_office(Job.created_by_id, purge=purge_jobs),
)
