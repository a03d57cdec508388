"""When a response is withdrawn, what was said to its points goes too, from issues and from what was published."""

from sqlalchemy import select

from consult.decisions.models import IssuePoint
from consult.decisions.presentation import shown_issues
from consult.submissions.models import Cause, Status
from consult.submissions.revision import revise
from tests.consult.decisions.conftest import Case
from tests.consult.decisions.test_volume import decided, only, sent_to


def test_what_was_said_to_a_withdrawn_point_is_nowhere_any_more_and_the_rest_stands(case: Case) -> None:
    decision = decided(case)
    first, _second = sent_to(case)
    revise(case.session, case.activity, first, Cause.WITHDRAWAL, status=Status.WITHDRAWN)
    assert "We wrote to her." not in str(decision.issues)
    assert "We met him." in str(decision.issues)
    assert len(case.session.scalars(select(IssuePoint)).all()) == 1
    (issue,) = shown_issues(decision.issues)
    assert [point.supplement for point in issue.points] == ["", "We met him."]
    assert only(case, decision).is_changed


def test_a_change_of_status_alone_forgets_nothing(case: Case) -> None:
    decision = decided(case)
    first, _second = sent_to(case)
    revise(case.session, case.activity, first, Cause.STATUS, status=Status.WITHDRAWN)
    assert "We wrote to her." in str(decision.issues)
