"""Finding people, sessions and organisations."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from consult.accounts.models import Organisation, Person, SignInSession


def person_by_email(email: str) -> Select[Person]:
    """Select the person with this address, however it was typed."""
    return select(Person).where(Person.email == email.strip().lower())


def person_of_session(token_hash: str, at: datetime) -> Select[Person, SignInSession]:
    """Select the active person whose session this is, if it has not run out, with roles and memberships."""
    return (
        select(Person, SignInSession)
        .join(SignInSession, SignInSession.person_id == Person.id)
        .where(SignInSession.token_hash == token_hash, SignInSession.expires_at > at, Person.is_active)
        .options(selectinload(Person.grants), selectinload(Person.memberships))
    )


def people() -> Select[Person]:
    """Select everybody with an account, by name."""
    return select(Person).options(selectinload(Person.grants), selectinload(Person.memberships)).order_by(Person.name)


def organisations() -> Select[Organisation]:
    """Select all organisations by name, with their members."""
    return select(Organisation).options(selectinload(Organisation.members)).order_by(Organisation.name)
