"""Every listed issue needs an answer, and the page leads to where it is given."""

import pytest

from consult.decisions import issues
from consult.decisions.issues import edit_issue
from consult.decisions.requirements import ISSUES_ANSWERED
from consult.decisions.services import NotReady, what_is_missing
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


def test_a_quotation_that_nobody_can_read_keeps_the_decision_from_being_published(case: Case) -> None:
    issue = case.answered()
    case.write(said="Most of you said “we do not want the cameras here”.")
    (unmet,) = what_is_missing(case.session, case.consultation)
    assert "The text “You said” quotes “we do not want the cameras here”" in unmet.sentence
    with pytest.raises(NotReady):
        case.publish()
    case.write(said="Most of you said no.")
    edit_issue(case.session, case.officer, issue, "Fear", "One says: 'they took me for my brother'.", issue.version)
    (unmet,) = what_is_missing(case.session, case.consultation)
    assert "Issue 1, “Fear” quotes “they took me for my brother”" in unmet.sentence
    assert unmet.link is not None
    edit_issue(case.session, case.officer, issue, "Fear", "One says that they took him for his brother.", issue.version)
    assert what_is_missing(case.session, case.consultation) == []
