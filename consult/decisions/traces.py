"""What was done with the views on a consultation: everything that rests on it, on its decision, or on what was said."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.citations.models import Citation
from consult.citations.queries import AT_ONCE, reference_to
from consult.consultations.models import Activity, Consultation
from consult.contract.references import Reference
from consult.decisions.models import Decision, Issue
from consult.decisions.queries import published_of
from consult.kernel.authz import Actor
from consult.steps.traces import Uptake, trace_of
from consult.submissions.models import Submission

SUBMISSION = Submission.__tablename__


def trace_of_consultation(session: Session, actor: Actor, consultation: Consultation) -> list[Uptake]:
    """Return what rests on a consultation, on the issues that were published, and on what people sent.

    Of its own decisions the page tells apart, so they are only passed on the way.
    """
    decisions = session.scalars(published_of(consultation.id)).all()
    origins = [
        reference_to(consultation),
        *map(reference_to, decisions),
        *_published_issues(session, consultation, decisions),
        *_cited_submissions(session, consultation),
    ]
    return trace_of(session, actor, *origins)


def _published_issues(session: Session, consultation: Consultation, decisions: Sequence[Decision]) -> list[Reference]:
    numbers = {issue["number"] for decision in decisions for issue in (decision.issues or {}).get("issues", [])}
    if not numbers:
        return []
    published = (Issue.consultation_id == consultation.id, Issue.number.in_(sorted(numbers)))
    return [Reference(Issue.__tablename__, number) for number in session.scalars(select(Issue.id).where(*published))]


def _cited_submissions(session: Session, consultation: Consultation) -> list[Reference]:
    sent = (
        select(Submission.id)
        .join(Activity, Activity.id == Submission.activity_id)
        .where(Activity.consultation_id == consultation.id)
    )
    cited = select(Citation.target_id).where(Citation.target_kind == SUBMISSION, Citation.target_id.in_(sent))
    return [Reference(SUBMISSION, number) for number in session.scalars(cited.distinct().limit(AT_ONCE))]
