"""Finding contacts, engagements and voices, and who may know of them."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.sdk.access import Actor
from consult.sdk.errors import NotFound
from plugins.impact.assessments.queries import AT_WORK, published_ids
from plugins.impact.engagement.models import Contact, Engagement, Voice


def contacts() -> Select[Contact]:
    """Select all bodies that can be invited, by name."""
    return select(Contact).order_by(Contact.name)


def find_contact(session: Session, contact_id: int) -> Contact:
    """Return a contact; raises `NotFound`."""
    found = session.get(Contact, contact_id)
    if found is None:
        raise NotFound
    return found


def voices_visible_to(actor: Actor) -> Select[Voice]:
    """Select what bodies said, as far as the actor may know of it: all at work, else with what was signed."""
    found = select(Voice).options(joinedload(Voice.engagement).joinedload(Engagement.assessment))
    if actor.has(*AT_WORK):
        return found
    public = select(Engagement.id).where(Engagement.assessment_id.in_(published_ids()))
    return found.where(Voice.engagement_id.in_(public))


def find_engagement(session: Session, engagement_id: int) -> Engagement:
    """Return an engagement with whom it reached; raises `NotFound`."""
    whole = (selectinload(Engagement.invitations), selectinload(Engagement.voices))
    found = session.scalar(select(Engagement).where(Engagement.id == engagement_id).options(*whole))
    if found is None:
        raise NotFound
    return found


def find_voice(session: Session, voice_id: int) -> Voice:
    """Return what a body said; raises `NotFound`."""
    found = session.get(Voice, voice_id)
    if found is None:
        raise NotFound
    return found
