"""What becomes of what was said to a point when the words of its response are withdrawn or erased."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.revisions import Revised
from consult.decisions.advice import forget_advice_on
from consult.decisions.models import Decision, IssuePoint
from consult.kernel.types import JsonObject
from consult.submissions.models import Passage, Submission


def follow_revision(session: Session, revision: Revised) -> None:
    """Take the points of a forgotten response out of their issues, and what was said to them out of all versions."""
    if not revision.is_forgotten:
        return
    own = select(Passage.id).where(Passage.submission_id == revision.submission_id)
    numbers = set(session.scalars(own))
    if not numbers:
        return
    session.execute(delete(IssuePoint).where(IssuePoint.passage_id.in_(own)))
    forget_advice_on(session, sorted(numbers))
    submission = session.get_one(Submission, revision.submission_id)
    consultation_id = session.get_one(Activity, submission.activity_id).consultation_id
    for decision in session.scalars(select(Decision).where(Decision.consultation_id == consultation_id)):
        kept = decision.issues
        if kept is not None and any(_is_said(point, numbers) for point in _points(kept)):
            decision.issues = _without(kept, numbers)
    session.flush()


def _points(kept: JsonObject) -> list[JsonObject]:
    return [point for issue in kept.get("issues", []) for point in issue.get("points", [])]


def _is_said(point: JsonObject, numbers: set[int]) -> bool:
    return bool(point["passage"] in numbers and point["supplement"])


def _without(kept: JsonObject, numbers: set[int]) -> JsonObject:
    def emptied(point: JsonObject) -> JsonObject:
        return {**point, "supplement": ""} if point["passage"] in numbers else point

    issues = [{**issue, "points": [emptied(point) for point in issue.get("points", [])]} for issue in kept["issues"]]
    return {**kept, "issues": issues}
