"""Assessments and their rows where others refer to them."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from consult.sdk.access import Actor
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import Link, ReferenceKind, reference_to
from plugins.impact.assessments.catalogue import form_of
from plugins.impact.assessments.models import Assessment, CommunityAssessment, Entry, EqualityAssessment
from plugins.impact.assessments.queries import AT_WORK, entries_visible_to, published_ids


def _community(_session: Session, actor: Actor) -> Select[CommunityAssessment]:
    found = select(CommunityAssessment).options(selectinload(CommunityAssessment.versions))
    return found if actor.has(*AT_WORK) else found.where(CommunityAssessment.id.in_(published_ids()))


def _equality(_session: Session, actor: Actor) -> Select[EqualityAssessment]:
    found = select(EqualityAssessment).options(selectinload(EqualityAssessment.versions))
    return found if actor.has(*AT_WORK) else found.where(EqualityAssessment.id.in_(published_ids()))


def _entries(_session: Session, actor: Actor) -> Select[Entry]:
    return entries_visible_to(actor)


def assessment_link(_session: Session, _actor: Actor, assessment: Assessment) -> Link:
    """Return the link to an assessment: to the public page once a version was signed, to the authors' until then."""
    title = f"{assessment.number}: {assessment.title}"
    if assessment.signed is not None:
        return Link(title=title, endpoint="impact_public.show", parts={"number": assessment.number})
    return Link(title=title, endpoint="impact_assessments.show", parts={"assessment_id": assessment.id})


def entry_link(session: Session, actor: Actor, entry: Entry) -> Link:
    """Return the link to a row of an assessment."""
    part = form_of(entry.assessment).find_part(entry.part)
    version = entry.assessment.signed
    title = _(
        "%(number)s, %(part)s %(row)s", number=entry.assessment.number, part=part.item or part.title, row=entry.number
    )
    if version is not None and any(revision.version <= version.number for revision in entry.revisions):
        title = _("%(title)s (version %(version)s)", title=title, version=version.number)
    link = assessment_link(session, actor, entry.assessment)
    return Link(title=title, endpoint=link.endpoint, parts={**link.parts, "_anchor": f"entry-{entry.id}"})


REFERENCES = (
    ReferenceKind(
        model=CommunityAssessment,
        title=_l("Community impact assessment"),
        visible_to=_community,
        link=assessment_link,
        code=CommunityAssessment.number,
        example="CIA-2026-001",
        may_be_followed=True,
    ),
    ReferenceKind(
        model=EqualityAssessment,
        title=_l("Equality impact assessment"),
        visible_to=_equality,
        link=assessment_link,
        code=EqualityAssessment.number,
        example="EIA-2026-001",
        may_be_followed=True,
    ),
    ReferenceKind(
        model=Entry,
        title=_l("Row of an assessment"),
        visible_to=_entries,
        link=entry_link,
        part_of=lambda entry: reference_to(entry.assessment),
    ),
)
