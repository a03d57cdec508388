"""Every opinion of the demonstration is a point in exactly one issue, by a script that says that it is one."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.analysis.queries import coverage_of
from consult.consultations.models import Consultation
from consult.decisions.models import Issue, IssuePoint
from consult.decisions.points import number_of, placed_in
from consult.decisions.queries import point_counts
from consult.demo.pointed_opinions import DETAIL
from consult.demo.young_people import SLUG, tell_story
from consult.kernel.authz import Role
from tests.factories import make_actor


def test_all_24_opinions_are_points_in_issues_and_the_coverage_is_whole(session: Session) -> None:
    officer = make_actor(session, Role.OFFICER)
    made: Consultation = tell_story(session, {"officer": officer})
    coverage = coverage_of(session, made)
    assert (made.slug, coverage.covered, coverage.open, coverage.per_cent) == (SLUG, 24, 0, 100.0)
    assert number_of(session, placed_in(made.id, None)) == 0
    assert [points for _issue, points, _own in session.execute(point_counts(made.id))] == [4, 4, 3, 3, 5, 5]
    assert session.scalar(select(func.count()).select_from(IssuePoint)) == 24
    drawn = session.scalars(select(Issue).where(Issue.consultation_id == made.id, Issue.number > 3)).all()
    assert all(issue.disposition and issue.detail == DETAIL for issue in drawn)
