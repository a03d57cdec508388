"""Every issue leaves with its answer and the references it cites."""

from consult.contract.plugin import Audience
from consult.decisions import issues
from consult.decisions.exports import ISSUES
from tests.consult.decisions.conftest import Case


def test_issues_leave_with_their_answers_and_what_they_cite(case: Case) -> None:
    answered, response = case.answered(), case.response()
    issues.cite(case.session, answered, response, case.officer)
    case.issue("It costs too much")
    names = ["number", "title", "disposition", "cited", "references"]
    assert list(ISSUES.rows(case.session, case.consultation.id, names, Audience.OFFICER)) == [
        (1, "People fear to be mistaken for others", "changed", 1, response.reference),
        (2, "It costs too much", None, 0, ""),
    ]
