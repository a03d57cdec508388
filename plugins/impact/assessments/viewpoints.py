"""Rows of a signed assessment as views that whoever decides has to consider by name."""

from sqlalchemy.orm import Session

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import Link, Reference
from consult.sdk.requirements import Viewpoint, ViewpointSource
from plugins.impact.assessments.documents import active_withholdings, revisions_at
from plugins.impact.assessments.models import CommunityAssessment, Entry, EntryRevision


def rated_impacts(session: Session, reference: Reference) -> list[Viewpoint]:
    """Return the impacts that the signed version of a community impact assessment names."""
    if reference.kind != CommunityAssessment.__tablename__:
        return []
    assessment = session.get(CommunityAssessment, reference.id)
    signed = assessment.signed if assessment else None
    if assessment is None or signed is None:
        return []
    withheld = active_withholdings(session, assessment)
    rows = revisions_at(session, assessment, signed.number).get("impacts", [])
    return [
        Viewpoint(
            reference=Reference(Entry.__tablename__, revision.entry_id),
            link=Link(
                title=_("%(number)s, impact %(row)s", number=assessment.number, row=revision.entry.number),
                endpoint="impact_assessments.show",
                parts={"assessment_id": assessment.id, "_anchor": f"entry-{revision.entry_id}"},
            ),
            put_by=_public_community(revision, hidden={made.field for made in withheld.get(revision.entry_id, ())}),
            changed_at=revision.saved_at,
        )
        for revision in rows
    ]


def _public_community(revision: EntryRevision, hidden: set[str]) -> str:
    return _("A community that is withheld") if "community" in hidden else str(revision.content.get("community", ""))


RATED_IMPACTS = ViewpointSource(kind=Entry.__tablename__, title=_l("Impacts on communities"), about=rated_impacts)
