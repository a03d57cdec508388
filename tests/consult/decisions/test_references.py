"""Issues are for the desk; a decision can be referred to by everybody once it is published."""

from consult.citations.queries import links, reference_to
from consult.kernel.authz import ANONYMOUS, Role
from tests.consult.decisions.conftest import Case
from tests.factories import make_actor


def test_an_issue_is_for_the_desk_until_it_is_dropped(case: Case) -> None:
    issue = case.issue()
    reference = reference_to(issue)
    assert links(case.session, case.officer, [reference])[reference].endpoint == "decisions_staff.issue"
    assert links(case.session, make_actor(case.session, Role.COUNCILLOR), [reference]) == {}
    issue.dropped_at, issue.drop_reason = issue.created_at, "Entered twice."
    case.session.flush()
    assert links(case.session, case.officer, [reference]) == {}


def test_a_draft_of_the_decision_is_for_nobody_and_a_version_for_everybody(case: Case) -> None:
    case.answered()
    reference = reference_to(case.write())
    assert links(case.session, case.officer, [reference]) == {}
    case.publish()
    link = links(case.session, ANONYMOUS, [reference])[reference]
    assert link.parts == {"slug": case.consultation.slug, "number": 1}
