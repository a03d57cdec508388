"""What waits for somebody in assessments: a version to be signed, one that was returned, and one due for review."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.sdk.access import Actor, Role
from consult.sdk.messages import gettext as _
from consult.sdk.pages import Waiting
from plugins.impact.assessments.course import COURSE
from plugins.impact.assessments.guards import police_post
from plugins.impact.assessments.models import AssessmentVersion
from plugins.impact.assessments.reviews import ReviewCause
from plugins.impact.assessments.terms import Standing


def waiting(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return the versions that the actor can sign or must change, and the assessments that are due for review."""
    if not actor.can("impact.assess"):
        return ()
    return [*_to_sign(session, actor), *_returned(session, actor), *_due_for_review(session, actor)]


def _to_sign(session: Session, actor: Actor) -> Iterator[Waiting]:
    in_review = select(AssessmentVersion).where(
        AssessmentVersion.state == Standing.REVIEW, AssessmentVersion.sent_by_id != actor.person_id
    )
    found = session.scalars(in_review.options(joinedload(AssessmentVersion.assessment))).all()
    if found and police_post(session, actor) is not None:
        for version in found:
            text = _("Sign assessment %(number)s, or return it", number=version.assessment.number)
            yield _waiting(session, version, text, _("Any police officer in office who did not send it"))


def _returned(session: Session, actor: Actor) -> Iterator[Waiting]:
    back = select(AssessmentVersion).where(
        AssessmentVersion.state == Standing.DRAFT,
        AssessmentVersion.returned_reason != "",
        AssessmentVersion.sent_by_id == actor.person_id,
    )
    for version in session.scalars(back.options(joinedload(AssessmentVersion.assessment))):
        text = _("Change assessment %(number)s, which was returned", number=version.assessment.number)
        yield _waiting(session, version, text, _("Any author"))


def _due_for_review(session: Session, actor: Actor) -> Iterator[Waiting]:
    unsettled = select(ReviewCause).where(ReviewCause.settled_by.is_(None)).order_by(ReviewCause.id)
    if actor.has(Role.OFFICER):
        # Of the day of a review officers are reminded by the deadline itself.
        unsettled = unsettled.where(ReviewCause.cause != "date")
    for due in session.scalars(unsettled.options(joinedload(ReviewCause.assessment))):
        yield Waiting(
            text=_("Review assessment %(number)s: %(why)s", number=due.assessment.number, why=due.words),
            since=due.noted_at,
            endpoint="impact_assessments.show",
            parts={"assessment_id": due.assessment_id},
            who=_("Any author"),
        )


def _waiting(session: Session, version: AssessmentVersion, text: str, who: str) -> Waiting:
    steps = COURSE.timeline(session, version)
    return Waiting(
        text=text,
        since=steps[-1].at,
        endpoint="impact_assessments.show",
        parts={"assessment_id": version.assessment_id},
        who=who,
    )
