"""Each disposition asks for what it cannot be understood without, and keeps nothing that belongs to another."""

import pytest

from consult.decisions import issues
from consult.decisions.answers import NO_DETAILS, AnswerDetails, lacking
from consult.decisions.models import Disposition
from consult.decisions.services import what_is_missing
from consult.kernel.errors import ChangedMeanwhile, Invalid
from tests.consult.decisions.conftest import DETAILS, Case

NEEDS = {
    Disposition.CHANGED: {"changed_paragraph"},
    Disposition.NEW_OPTION: set(),
    Disposition.ANALYSIS_IMPROVED: set(),
    Disposition.FACT_CORRECTED: set(),
    Disposition.NOT_CHANGED: {"authority", "look_again"},
    Disposition.OUT_OF_SCOPE: {"who_can_act"},
    Disposition.ALREADY_SO: set(),
}


@pytest.mark.parametrize("disposition", [*Disposition])
def test_an_answer_is_not_taken_without_what_it_needs(case: Case, disposition: Disposition) -> None:
    issue = case.issue()
    assert set(lacking(disposition, NO_DETAILS)) == NEEDS[disposition]
    if NEEDS[disposition]:
        with pytest.raises(Invalid) as refused:
            issues.answer_issue(case.session, case.officer, issue, disposition, "Because.", "Cabinet", issue.version)
        assert set(refused.value.fields) == NEEDS[disposition]
        assert issue.disposition is None
    case.answer(issue, disposition)
    assert issue.disposed is disposition


def test_what_belongs_to_another_disposition_is_not_kept(case: Case) -> None:
    issue = case.answered(Disposition.OUT_OF_SCOPE)
    assert (issue.who_can_act, issue.authority, issue.changed_paragraph) == ("The Mayor of London", "", "")
    case.answer(issue, Disposition.NOT_CHANGED)
    assert (issue.who_can_act, issue.authority) == ("", DETAILS.authority)
    case.answer(issue, Disposition.FACT_CORRECTED)
    assert issue.changed_paragraph == DETAILS.changed_paragraph


def test_details_that_another_officer_saved_meanwhile_are_shown_beside_ones_own(case: Case) -> None:
    issue = case.answered(Disposition.NOT_CHANGED)
    mine = AnswerDetails(authority="Another law", look_again=DETAILS.look_again)
    answer = (Disposition.NOT_CHANGED, issue.reason, issue.answered_by, issue.version - 1, mine)
    with pytest.raises(ChangedMeanwhile) as refused:
        issues.answer_issue(case.session, case.officer, issue, *answer)
    assert [(each.saved, each.sent) for each in refused.value.compared if each.differs] == [
        (DETAILS.authority, "Another law")
    ]


def test_a_document_of_another_consultation_cannot_have_changed(case: Case) -> None:
    issue = case.issue()
    details = AnswerDetails(changed_paragraph="4.2", changed_document_id=999)
    answer = (Disposition.CHANGED, "Because.", "Cabinet", issue.version, details)
    with pytest.raises(Invalid) as refused:
        issues.answer_issue(case.session, case.officer, issue, *answer)
    assert set(refused.value.fields) == {"changed_document_id"}


def test_an_answer_from_before_that_lacks_its_paragraph_keeps_the_decision_from_publication(case: Case) -> None:
    issue = case.answered()
    case.write()
    assert what_is_missing(case.session, case.consultation) == []
    issue.changed_paragraph = ""
    case.session.flush()
    (unmet,) = what_is_missing(case.session, case.consultation)
    assert "Name the paragraph that changed" in unmet.sentence
