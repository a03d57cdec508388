"""Rows of a signed assessment as views that whoever decides has to consider by name."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased, contains_eager

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import Link, Reference
from consult.sdk.requirements import Naming, Standing, ViewpointSource
from plugins.impact.assessments.documents import active_withholdings
from plugins.impact.assessments.models import AssessmentVersion, CommunityAssessment, Entry, EntryRevision


def rated_impacts(session: Session, reference: Reference) -> Standing | None:
    """Select the impacts that the signed version of a community impact assessment names."""
    signed = _signed(session, reference)
    if signed is None:
        return None
    # What an entry says in a version is its last revision up to then.
    later = aliased(EntryRevision)
    last = select(func.max(later.number)).where(later.entry_id == Entry.id, later.version <= signed.number)
    return (
        select(Entry.id, EntryRevision.saved_at, Entry.number.label("place"))
        .join(EntryRevision.entry)
        .where(
            Entry.assessment_id == reference.id,
            Entry.part == "impacts",
            EntryRevision.number == last.scalar_subquery(),
            EntryRevision.is_removed.is_(False),
        )
    )


def named(session: Session, reference: Reference, numbers: Collection[int]) -> dict[int, Naming]:
    """Return what these impacts are called, without the name of a community that is withheld."""
    signed = _signed(session, reference)
    if signed is None:
        return {}
    assessment = signed.assessment
    withheld = active_withholdings(session, assessment)
    revisions = (
        select(EntryRevision)
        .join(EntryRevision.entry)
        .where(Entry.id.in_(numbers), EntryRevision.version <= signed.number)
        .options(contains_eager(EntryRevision.entry))
        .order_by(EntryRevision.number)
    )
    return {
        revision.entry_id: Naming(
            link=Link(
                title=_("%(number)s, impact %(row)s", number=assessment.number, row=revision.entry.number),
                endpoint="impact_assessments.show",
                parts={"assessment_id": assessment.id, "_anchor": f"entry-{revision.entry_id}"},
            ),
            put_by=_public_community(revision, hidden={made.field for made in withheld.get(revision.entry_id, ())}),
        )
        for revision in session.scalars(revisions)
    }


def _signed(session: Session, reference: Reference) -> AssessmentVersion | None:
    if reference.kind != CommunityAssessment.__tablename__:
        return None
    assessment = session.get(CommunityAssessment, reference.id)
    return assessment.signed if assessment else None


def _public_community(revision: EntryRevision, hidden: set[str]) -> str:
    return _("A community that is withheld") if "community" in hidden else str(revision.content.get("community", ""))


RATED_IMPACTS = ViewpointSource(
    kind=Entry.__tablename__, title=_l("Impacts on communities"), standing=rated_impacts, named=named
)
