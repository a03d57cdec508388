"""A point in an issue of the world in which every page is asked."""

from sqlalchemy.orm import Session

from consult.analysis.queries import texts_of
from consult.analysis.services import POINT, Selection, mark
from consult.decisions.models import Issue
from consult.decisions.points import Seen, find_point, put_points, supplement_point
from consult.kernel.authz import Actor
from tests.factories import make_submission


def place_point(session: Session, officer: Actor, issue: Issue, supplement: str) -> int:
    """Put a response into an issue as one point, say something to it alone, and return the number of its row."""
    sent = make_submission(session, issue.consultation.activities[0], xss=True)
    (text,) = texts_of(sent, [])
    (point,) = mark(session, officer, sent, [Selection.of(text, 0, len(text.text))], POINT)
    put_points(session, officer, issue, [Seen(point.id, 0)])
    placed = find_point(session, point.id)
    supplement_point(session, officer, placed, supplement, seen_version=placed.version)
    return point.id
