"""Finding assessments, their entries and what is withheld in them."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload, with_polymorphic

from consult.sdk.access import Actor, Role
from consult.sdk.errors import NotFound
from plugins.impact.assessments.models import (
    Assessment,
    AssessmentVersion,
    CommunityAssessment,
    Entry,
    EntryRevision,
    EqualityAssessment,
    Withholding,
)

AT_WORK = (Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR, Role.AUTHORISING_OFFICER)
_ANY = with_polymorphic(Assessment, [CommunityAssessment, EqualityAssessment])


def published_ids() -> Select[int]:
    """Select the numbers of the assessments of which everybody can read a version."""
    return select(AssessmentVersion.assessment_id).where(AssessmentVersion.signed_at.is_not(None))


def assessments_visible_to(actor: Actor) -> Select[Assessment]:
    """Select the assessments that the actor may know of, the newest first: all at work, else what was signed."""
    found = select(_ANY).options(selectinload(_ANY.versions))
    if not actor.has(*AT_WORK):
        found = found.where(_ANY.id.in_(published_ids()))
    return found.order_by(_ANY.id.desc())


def entries_visible_to(actor: Actor) -> Select[Entry]:
    """Select the entries that the actor may know of: all at work, else those in a signed version."""
    found = select(Entry).options(joinedload(Entry.assessment), selectinload(Entry.revisions))
    if actor.has(*AT_WORK):
        return found
    shown = (
        select(EntryRevision.entry_id)
        .join(Entry, Entry.id == EntryRevision.entry_id)
        .join(AssessmentVersion, AssessmentVersion.assessment_id == Entry.assessment_id)
        .where(AssessmentVersion.signed_at.is_not(None), EntryRevision.version <= AssessmentVersion.number)
    )
    return found.where(Entry.id.in_(shown))


def find_assessment(session: Session, assessment_id: int, actor: Actor) -> Assessment:
    """Return an assessment; raises `NotFound` when there is none that the actor may know of."""
    found = session.scalar(assessments_visible_to(actor).where(_ANY.id == assessment_id))
    if found is None:
        raise NotFound
    return found


def find_by_number(session: Session, number: str, actor: Actor) -> Assessment:
    """Return an assessment of which a version was signed, by its public number; raises `NotFound`."""
    found = session.scalar(assessments_visible_to(actor).where(_ANY.number == number, _ANY.id.in_(published_ids())))
    if found is None:
        raise NotFound
    return found


def find_published_version(session: Session, number: str, version: int, actor: Actor) -> AssessmentVersion:
    """Return a version that everybody can read; raises `NotFound`."""
    assessment = find_by_number(session, number, actor)
    found = next((made for made in assessment.versions if made.number == version and made.is_published), None)
    if found is None:
        raise NotFound
    return found


def find_entry(session: Session, assessment_id: int, entry_id: int, actor: Actor) -> Entry:
    """Return an entry of an assessment; raises `NotFound`."""
    assessment = find_assessment(session, assessment_id, actor)
    found = session.scalar(select(Entry).where(Entry.id == entry_id, Entry.assessment_id == assessment.id))
    if found is None:
        raise NotFound
    return found


def find_withholding(session: Session, withholding_id: int, actor: Actor) -> Withholding:
    """Return something that is withheld; raises `NotFound`."""
    query = select(Withholding).join(Withholding.entry).where(Withholding.id == withholding_id)
    found = session.scalar(query.where(Entry.id.in_(entries_visible_to(actor).with_only_columns(Entry.id))))
    if found is None:
        raise NotFound
    return found


def withheld_in(entry: Entry) -> Select[Withholding]:
    """Select all that was ever withheld in an entry."""
    return select(Withholding).where(Withholding.entry_id == entry.id).order_by(Withholding.id)


def revisions_of(entry_ids: Select[int]) -> Select[EntryRevision]:
    """Select what entries said from one saving to the next."""
    found = select(EntryRevision).where(EntryRevision.entry_id.in_(entry_ids))
    shown = (joinedload(EntryRevision.entry), joinedload(EntryRevision.saved_by))
    return found.options(*shown).order_by(EntryRevision.saved_at.desc(), EntryRevision.id.desc())
