"""Accepted evidence as a view that whoever decides must consider by name."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.sdk.activities import Activity, Consultation, Submission
from consult.sdk.activities import Status as SubmissionStatus
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.people import Organisation
from consult.sdk.references import Link, Reference
from consult.sdk.requirements import Viewpoint, ViewpointSource
from plugins.impact.models import Evidence, Query, Step
from plugins.impact.presentation import name_in_public
from plugins.impact.procedure import PUBLISHED, Status


def accepted_about(session: Session, reference: Reference) -> list[Viewpoint]:
    """Return the accepted evidence about a consultation, also what its group keeps for council officers."""
    if reference.kind != Consultation.__tablename__:
        return []
    # Asked for columns alone: a case with a thousand pieces looks through all of them on each of its pages.
    accepted_at = select(func.max(Step.at)).where(Step.evidence_id == Evidence.id, Step.status == Status.ACCEPTED)
    answered_at = select(func.max(Query.answered_at)).where(Query.evidence_id == Evidence.id)
    columns = (Evidence.id, Submission.id, Submission.reference, Evidence.publication, Organisation.name)
    moments = (Evidence.saved_at, accepted_at.scalar_subquery(), answered_at.scalar_subquery())
    accepted = (
        select(*columns, *moments)
        .join(Evidence.activity)
        .join(Evidence.submission)
        .join(Evidence.organisation)
        .where(
            Activity.consultation_id == reference.id,
            Evidence.status.in_(sorted(PUBLISHED)),
            Submission.status == SubmissionStatus.SUBMITTED,
        )
        .order_by(Evidence.id)
    )
    title = _("Evidence %(reference)s")
    return [
        Viewpoint(
            reference=Reference(Submission.__tablename__, submission_id),
            link=Link(
                title=title % {"reference": told},
                endpoint="impact_staff.evidence",
                parts={"evidence_id": number},
            ),
            put_by=name_in_public(name, publication),
            # When it last said something else: as it was saved, accepted, or a question on it was answered.
            changed_at=max(moment for moment in moments if moment is not None),
        )
        for number, submission_id, told, publication, name, *moments in session.execute(accepted)
    ]


ACCEPTED_EVIDENCE = ViewpointSource(
    kind=Submission.__tablename__, title=_l("Evidence of community groups"), about=accepted_about
)
