"""Accepted evidence as a view that whoever decides must consider by name."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.sdk.activities import Activity, Consultation, Submission
from consult.sdk.activities import Status as SubmissionStatus
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import Link, Reference
from consult.sdk.requirements import Viewpoint, ViewpointSource
from plugins.impact.models import Evidence
from plugins.impact.presentation import public_name
from plugins.impact.procedure import PUBLISHED, Status


def accepted_about(session: Session, reference: Reference) -> list[Viewpoint]:
    """Return the accepted evidence about a consultation, also what its group keeps for council officers."""
    if reference.kind != Consultation.__tablename__:
        return []
    accepted = (
        select(Evidence)
        .join(Evidence.activity)
        .join(Evidence.submission)
        .where(
            Activity.consultation_id == reference.id,
            Evidence.status.in_(sorted(PUBLISHED)),
            Submission.status == SubmissionStatus.SUBMITTED,
        )
        .options(joinedload(Evidence.submission), joinedload(Evidence.organisation))
        .options(selectinload(Evidence.steps), selectinload(Evidence.queries))
        .order_by(Evidence.id)
    )
    return [_viewpoint(evidence) for evidence in session.scalars(accepted)]


def _viewpoint(evidence: Evidence) -> Viewpoint:
    return Viewpoint(
        reference=Reference(Submission.__tablename__, evidence.submission_id or 0),
        link=Link(
            title=_("Evidence %(reference)s", reference=evidence.reference),
            endpoint="impact_staff.evidence",
            parts={"evidence_id": evidence.id},
        ),
        put_by=public_name(evidence),
        changed_at=changed_at(evidence),
    )


def changed_at(evidence: Evidence) -> datetime:
    """Return when the evidence last said something else: as it was accepted, or a question on it was answered."""
    accepted = [step.at for step in evidence.steps if step.stands_at is Status.ACCEPTED]
    answered = [query.answered_at for query in evidence.queries if query.answered_at is not None]
    return max([evidence.saved_at, *accepted, *answered])


ACCEPTED_EVIDENCE = ViewpointSource(
    kind=Submission.__tablename__, title=_l("Evidence of community groups"), about=accepted_about
)
