"""Responses for acts on many, and whether their counts are right."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.submissions.questionnaires import all_versions, known_kinds
from consult.submissions.tallies import counts_of, recount
from tests.factories import make_submission


def sent(session: Session, activity: Activity, count: int) -> list[int]:
    """Return the numbers of so many new responses."""
    return [make_submission(session, activity, answers={"position": "support"}).id for _ in range(count)]


def is_counted_right(session: Session, activity: Activity) -> bool:
    fresh = recount(session, activity.id, all_versions(session, activity), known_kinds(session))
    return counts_of(session, activity.id) == fresh
