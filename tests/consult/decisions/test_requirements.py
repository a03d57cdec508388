"""Every listed issue needs an answer, and the page leads to where it is given."""

from consult.decisions import issues
from consult.decisions.requirements import ISSUES_ANSWERED
from tests.consult.decisions.conftest import Case


def test_each_issue_without_an_answer_is_named_with_the_page_on_which_it_is_answered(case: Case) -> None:
    case.answered()
    issue, dropped = case.issue("Young people feel watched"), case.issue("Twice")
    issues.drop_issue(case.session, case.officer, dropped, "Entered twice.")
    (missing,) = ISSUES_ANSWERED.unmet(case.session, case.consultation.id)
    assert missing.link is not None
    assert missing.link.parts == {"issue_id": issue.id}
    case.answer(issue)
    assert not ISSUES_ANSWERED.unmet(case.session, case.consultation.id)
