"""Organisations: entered, verified, and who speaks for them."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts import events
from consult.accounts.models import Membership, Organisation
from consult.audit.services import record
from consult.kernel.authz import Actor
from consult.kernel.db import begin_write, database_now, lock_row
from consult.kernel.errors import Invalid, NotFound


def create_organisation(
    session: Session, actor: Actor, *, name: str, represents: int | None = None, basis: str = ""
) -> Organisation:
    """Enter a community group; raises `Invalid` when there is one of this name."""
    begin_write(session)
    if session.scalar(select(Organisation.id).where(func.lower(Organisation.name) == name.lower())) is not None:
        raise Invalid(fields={"name": "There is an organisation with this name already"})
    made = Organisation(name=name, represents=represents, basis=basis, created_at=database_now(session))
    session.add(made)
    session.flush()
    record(session, events.OrganisationCreated(organisation_id=made.id), by=actor)
    return made


def verify_organisation(session: Session, actor: Actor, organisation: Organisation) -> None:
    """Confirm that an organisation is what it says, and who confirmed it when."""
    lock_row(session, organisation)
    if not organisation.is_verified:
        organisation.verified_at = database_now(session)
        organisation.verified_by_id = actor.person_id
        session.flush()
        record(session, events.OrganisationVerified(organisation_id=organisation.id), by=actor)


def withdraw_verification(session: Session, actor: Actor, organisation: Organisation) -> None:
    """Take the confirmation back."""
    lock_row(session, organisation)
    if organisation.is_verified:
        organisation.verified_at = None
        organisation.verified_by_id = None
        session.flush()
        record(session, events.VerificationWithdrawn(organisation_id=organisation.id), by=actor)


def remove_member(session: Session, actor: Actor, organisation: Organisation, person_id: int) -> None:
    """Let a person no longer speak for an organisation."""
    membership = session.get(Membership, (organisation.id, person_id))
    if membership is None:
        raise NotFound
    organisation.members.remove(membership)
    session.flush()
    record(
        session,
        events.MembershipEnded(person_id=person_id, organisation_id=organisation.id),
        by=actor,
    )
