"""Finding people, sessions and organisations."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import TypeVar

from sqlalchemy import Select, bindparam, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.accounts.models import (
    JOIN,
    Invitation,
    Membership,
    Organisation,
    Person,
    RecoveryCode,
    RoleGrant,
    SecondFactor,
    SignInSession,
)
from consult.kernel.authz import Role
from consult.kernel.errors import NotFound

Thing = TypeVar("Thing")


def person_by_email(email: str) -> Select[Person]:
    """Select the person with this address, however it was typed."""
    return select(Person).where(Person.email == email.strip().lower())


@cache
def person_of_session() -> Select[Person, SignInSession, bool]:
    """Select the active person whose session this is, if it has not run out, and whether they have a second factor.

    Every page asks it, so it is put together once, for the values of `token_hash` and `at`, and brings their roles and
    groups too; whoever reads the rows makes them `unique`.
    """
    return _sessions().where(SignInSession.token_hash == bindparam("token_hash"))


@cache
def people_of_sessions() -> Select[Person, SignInSession, bool]:
    """Select the same for many sessions at once, for the values of `token_hashes` and `at`."""
    return _sessions().where(SignInSession.token_hash.in_(bindparam("token_hashes", expanding=True)))


def _sessions() -> Select[Person, SignInSession, bool]:
    confirmed = exists().where(SecondFactor.person_id == Person.id, SecondFactor.confirmed_at.is_not(None))
    return (
        select(Person, SignInSession, confirmed.label("has_factor"))
        .join(SignInSession, SignInSession.person_id == Person.id)
        .where(SignInSession.expires_at > bindparam("at"), Person.is_active)
        .options(joinedload(Person.grants), joinedload(Person.memberships))
    )


def people() -> Select[Person]:
    """Select everybody with an account, by name."""
    return (
        select(Person)
        .options(selectinload(Person.grants), selectinload(Person.memberships))
        .order_by(Person.name, Person.id)
    )


def holders_of(*roles: Role) -> Select[Person]:
    """Select the people who hold one of these roles now, by name."""
    return people().where(Person.is_active, Person.grants.any(RoleGrant.role.in_(roles)))


def matching_people(words: str = "", role: str = "", standing: str = "active") -> Select[Person]:
    """Select people by part of name or address, by role (a group's members included) and by standing."""
    query = people()
    if words:
        query = query.where(
            or_(Person.name.icontains(words, autoescape=True), Person.email.icontains(words, autoescape=True))
        )
    if role == Role.GROUP_MEMBER:
        query = query.where(Person.memberships.any())
    elif role:
        query = query.where(Person.grants.any(RoleGrant.role == role))
    if standing in {"active", "closed"}:
        query = query.where(Person.is_active.is_(standing == "active"))
    return query


def after_person(query: Select[Person], last: Person | None) -> Select[Person]:
    """Go on in a list of people behind this one."""
    return query if last is None else query.where(tuple_(Person.name, Person.id) > (last.name, last.id))


def find_person(session: Session, person_id: int) -> Person:
    """Return a person with roles and organisations; raises `NotFound`."""
    return _found(session.scalar(people().where(Person.id == person_id)))


def active_administrators() -> Select[RoleGrant]:
    """Select the grants that let somebody administer today."""
    return (
        select(RoleGrant)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(RoleGrant.role == Role.ADMINISTRATOR, Person.is_active)
        .order_by(RoleGrant.person_id)
    )


def confirmed_factor(person_id: int) -> Select[SecondFactor]:
    """Select the second factor that counts for a person."""
    return select(SecondFactor).where(SecondFactor.person_id == person_id, SecondFactor.confirmed_at.is_not(None))


def number_of_recovery_codes(person_id: int) -> Select[int]:
    """Count the recovery codes that a person has left."""
    return select(func.count()).where(RecoveryCode.person_id == person_id)


def sessions_of(person_id: int, at: datetime) -> Select[SignInSession]:
    """Select the browsers in which a person is signed in, the last used first."""
    needs_code = exists().where(SecondFactor.person_id == person_id, SecondFactor.confirmed_at.is_not(None))
    return (
        select(SignInSession)
        .where(SignInSession.person_id == person_id, SignInSession.expires_at > at)
        .where(or_(SignInSession.has_code, ~needs_code))
        .order_by(SignInSession.seen_at.desc())
    )


def organisations() -> Select[Organisation]:
    """Select all organisations by name, with their members."""
    return (
        select(Organisation)
        .options(selectinload(Organisation.members).selectinload(Membership.person))
        .order_by(Organisation.name)
    )


def find_organisation(session: Session, organisation_id: int) -> Organisation:
    """Return an organisation with its members; raises `NotFound`."""
    return _found(session.scalar(organisations().where(Organisation.id == organisation_id)))


def open_invitations(at: datetime) -> Select[Invitation]:
    """Select the invitations nobody has accepted yet, the latest first."""
    return (
        select(Invitation)
        .where(Invitation.purpose == JOIN, Invitation.used_at.is_(None), Invitation.expires_at > at)
        .order_by(Invitation.created_at.desc(), Invitation.token_hash)
    )


def names_of_people(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return the names of people by number."""
    return {row.id: row.name for row in session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))}


def names_of_organisations(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return the names of organisations by number."""
    query = select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids))
    return {row.id: row.name for row in session.execute(query)}


def _found(thing: Thing | None) -> Thing:
    if thing is None:
        raise NotFound
    return thing
