"""Organisations: entered, verified, and who speaks for them."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts import events
from consult.accounts.models import Membership, Organisation
from consult.audit.services import record
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.comparison import require_version
from consult.kernel.db import begin_write, database_now, lock_row
from consult.kernel.errors import Compared, Invalid, NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import clean_line, clean_text

KINDS: dict[str, str] = {
    "community_group": _l("Community group"),
    "charity": "Charity",
    "faith": _l("Faith group"),
    "residents": _l("Residents’ association"),
    "business": _l("Business or trade group"),
    "other": _l("Other organisation"),
}


def create_organisation(
    session: Session,
    actor: Actor,
    *,
    name: str,
    kind: str = "community_group",
    represents: int | None = None,
    basis: str = "",
) -> Organisation:
    """Enter a community group; raises `Invalid` when there is one of this name."""
    begin_write(session)
    _require_free_name(session, name)
    made = Organisation(name=name, kind=kind, represents=represents, basis=basis, created_at=database_now(session))
    session.add(made)
    session.flush()
    record(session, events.OrganisationCreated(organisation_id=made.id), by=actor)
    return made


def edit_organisation(
    session: Session,
    actor: Actor,
    organisation: Organisation,
    *,
    name: str,
    kind: str,
    represents: int | None,
    basis: str,
    seen_version: int,
) -> None:
    """Change what is known of a group.

    Raises `Invalid` when another group has this name, and `ChangedMeanwhile` when somebody else saved other things.
    """
    lock_row(session, organisation)
    require_version(
        organisation.version,
        seen_version,
        Compared("Name", organisation.name, name),
        Compared("Kind", KINDS[organisation.kind], KINDS[kind]),
        Compared(_("How many people it speaks for"), organisation.represents, represents),
        Compared(_("On what basis"), organisation.basis, basis),
    )
    if name != organisation.name:
        _require_free_name(session, name, but=organisation.id)
    organisation.name, organisation.kind = name, kind
    organisation.represents, organisation.basis = represents, basis
    session.flush()
    record(session, events.OrganisationEdited(organisation_id=organisation.id), by=actor)


def verify_organisation(
    session: Session,
    actor: Actor,
    organisation: Organisation,
    *,
    ground: str,
    document: str = "",
    until: date | None = None,
) -> None:
    """Confirm that an organisation is what it says: on what ground, by which document, and until when.

    One that was verified before is verified anew. Raises `Invalid` for a day that is over.
    """
    lock_row(session, organisation)
    if until is not None and until < clock.today_in_london():
        raise Invalid(fields={"until": _("The day must be today or later")})
    organisation.verified_at = database_now(session)
    organisation.verified_by_id = actor.person_id
    organisation.verified_until = until
    organisation.verification_ground = clean_text(ground).strip()
    organisation.verification_document = clean_line(document)
    organisation.asked_at = organisation.refused_at = None
    organisation.refusal = ""
    session.flush()
    record(session, events.OrganisationVerified(organisation_id=organisation.id), by=actor)


def withdraw_verification(session: Session, actor: Actor, organisation: Organisation) -> None:
    """Take the confirmation back."""
    lock_row(session, organisation)
    if organisation.verified_at is not None:
        organisation.verified_at = None
        organisation.verified_by_id = None
        organisation.verified_until = None
        organisation.verification_ground = organisation.verification_document = ""
        session.flush()
        record(session, events.VerificationWithdrawn(organisation_id=organisation.id), by=actor)


def _require_free_name(session: Session, name: str, but: int = 0) -> None:
    taken = select(Organisation.id).where(func.lower(Organisation.name) == name.lower(), Organisation.id != but)
    if session.scalar(taken) is not None:
        raise Invalid(fields={"name": _("There is an organisation with this name already")})


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
