"""Finding consultations and their activities."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.consultations.models import Activity, Consultation, State
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import NotFound


def visible_to(actor: Actor) -> Select[Consultation]:
    """Select the consultations the actor may know of; agrees with the rule `is_visible`."""
    found = select(Consultation)
    if actor.has(Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR):
        return found
    return found.where(Consultation.state != State.DRAFT.value)


def find_consultation(session: Session, slug: str, actor: Actor) -> Consultation:
    """Return the consultation with this address; raises `NotFound` when the actor may not know of it."""
    query = visible_to(actor).where(Consultation.slug == slug)
    found = session.scalar(query.options(selectinload(Consultation.activities), selectinload(Consultation.documents)))
    if found is None:
        raise NotFound
    return found


def find_activity(session: Session, activity_id: int, actor: Actor) -> Activity:
    """Return an activity with its consultation; raises `NotFound` when the actor may not know of it."""
    found = session.scalar(
        select(Activity).where(Activity.id == activity_id).options(joinedload(Activity.consultation))
    )
    if found is None:
        raise NotFound
    if found.consultation.state == State.DRAFT and not actor.has(Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR):
        raise NotFound
    return found
