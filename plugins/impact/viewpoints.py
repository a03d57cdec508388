"""Accepted evidence as a view that whoever decides must consider by name."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.sdk.activities import Activity, Consultation, Submission
from consult.sdk.activities import Status as SubmissionStatus
from consult.sdk.database import latest_of
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.people import Organisation
from consult.sdk.references import Link, Reference
from consult.sdk.requirements import Naming, Standing, ViewpointSource
from plugins.impact.models import Evidence, Query, Step
from plugins.impact.presentation import name_in_public
from plugins.impact.procedure import PUBLISHED, Status


def accepted_about(_session: Session, reference: Reference) -> Standing | None:
    """Select the accepted evidence about a consultation, also what its group keeps for council officers.

    It last said something else as it was saved, accepted, or a question on it was answered.
    """
    if reference.kind != Consultation.__tablename__:
        return None
    accepted_at = select(func.max(Step.at)).where(Step.evidence_id == Evidence.id, Step.status == Status.ACCEPTED)
    answered_at = select(func.max(Query.answered_at)).where(Query.evidence_id == Evidence.id)
    changed_at = latest_of(Evidence.saved_at, accepted_at.scalar_subquery(), answered_at.scalar_subquery())
    return (
        select(Submission.id, changed_at.label("changed_at"), Evidence.id.label("place"))
        .join(Evidence.activity)
        .join(Evidence.submission)
        .where(
            Activity.consultation_id == reference.id,
            Evidence.status.in_(sorted(PUBLISHED)),
            Submission.status == SubmissionStatus.SUBMITTED,
        )
    )


def named(session: Session, _reference: Reference, numbers: Collection[int]) -> dict[int, Naming]:
    """Return what these pieces are called, under the names that their groups agreed to."""
    pieces = (
        select(Evidence.id, Submission.id, Submission.reference, Evidence.publication, Organisation.name)
        .join(Evidence.submission)
        .join(Evidence.organisation)
        .where(Submission.id.in_(numbers))
    )
    return {
        number: Naming(
            link=Link(
                title=_("Evidence %(reference)s", reference=told),
                endpoint="impact_staff.evidence",
                parts={"evidence_id": evidence_id},
            ),
            put_by=name_in_public(name, publication),
        )
        for evidence_id, number, told, publication, name in session.execute(pieces)
    }


ACCEPTED_EVIDENCE = ViewpointSource(
    kind=Submission.__tablename__,
    title=_l("Evidence of community groups"),
    standing=accepted_about,
    named=named,
)
