"""Listing issues, citing submissions and answering."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.citations.queries import WrongLines, reference_to
from consult.consultations.models import State
from consult.decisions import issues
from consult.decisions.models import Disposition
from consult.decisions.queries import find_issue, issues_of
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid, NotFound
from consult.submissions.models import Status
from consult.submissions.revision import set_status
from tests.consult.decisions.conftest import Case, make_case


def test_issues_are_numbered_and_a_number_is_never_used_again(case: Case) -> None:
    first, second = case.issue(), case.issue()
    issues.drop_issue(case.session, case.officer, second, "Entered twice.")
    third = case.issue()
    assert [first.number, third.number] == [1, 3]
    assert [issue.number for issue in case.session.scalars(issues_of(case.consultation.id))] == [1, 3]
    with pytest.raises(NotFound):
        find_issue(case.session, second.id)


@pytest.mark.parametrize("state", [State.DRAFT, State.SCHEDULED])
def test_before_opening_there_is_nothing_to_answer(session: Session, state: State) -> None:
    with pytest.raises(Conflict, match="not opened yet"):
        make_case(session, state).issue()


def test_an_answer_keeps_what_why_who_and_when(case: Case) -> None:
    issue = case.answered(Disposition.NOT_CHANGED)
    assert issue.disposed is Disposition.NOT_CHANGED
    assert (issue.reason, issue.answered_by) == ("We asked for a check by a person.", "Cabinet")
    assert issue.disposed_at is not None
    assert issue.disposed_by_id == case.officer_person.id


def test_an_answer_without_a_reason_is_refused_by_the_database(case: Case) -> None:
    issue = case.issue()
    issue.disposition = Disposition.CHANGED
    with pytest.raises(IntegrityError):
        case.session.flush()


def test_what_somebody_else_saved_first_is_not_overwritten(case: Case) -> None:
    issue = case.issue()
    seen = issue.version
    issues.edit_issue(case.session, case.officer, issue, "Theirs", "", seen)
    with pytest.raises(ChangedMeanwhile):
        issues.edit_issue(case.session, case.officer, issue, "Mine", "", seen)
    assert issue.title == "Theirs"


def test_citing_twice_changes_nothing(case: Case) -> None:
    issue, response = case.issue(), case.response()
    issues.cite(case.session, issue, response, case.officer)
    issues.cite(case.session, issue, response, case.officer)
    assert case.cited() == [response.id]


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.EXCLUDED])
def test_what_does_not_count_cannot_be_cited(case: Case, status: Status) -> None:
    issue, response = case.issue(), case.response()
    response.exclusion_code = "duplicate" if status is Status.EXCLUDED else None
    set_status(case.session, case.activity, response, status)
    with pytest.raises(Conflict, match=response.reference):
        issues.cite(case.session, issue, response, case.officer)


def test_references_are_read_however_they_are_typed(case: Case) -> None:
    issue, one, other = case.issue(), case.response(), case.response()
    typed = f"\n  {one.reference.lower().replace('-', ' ')}\n\n{other.reference}\n{one.reference}\n"
    assert issues.cite_references(case.session, case.officer, issue, typed) == 2
    assert case.cited() == [one.id, other.id]
    assert issues.cite_references(case.session, case.officer, issue, one.reference) == 0


def test_each_wrong_line_is_named_and_then_nothing_is_cited(case: Case, session: Session) -> None:
    issue, right, gone = case.issue(), case.response(), case.response()
    set_status(session, case.activity, gone, Status.WITHDRAWN)
    foreign = make_case(session).response()
    typed = f"{right.reference}\nnonsense\n\n{foreign.reference}\n{gone.reference}"
    with pytest.raises(WrongLines) as refused:
        issues.cite_references(session, case.officer, issue, typed)
    assert refused.value.lines == [
        "Line 2: nonsense is not the reference of anything that you can cite.",
        f"Line 4: {foreign.reference} is the reference of a response to another consultation.",
        f"Line 5: {gone.reference} was withdrawn by its author.",
    ]
    assert case.cited() == []


def test_no_reference_at_all_is_an_error(case: Case) -> None:
    with pytest.raises(Invalid):
        issues.cite_references(case.session, case.officer, case.issue(), " \n ")


def test_a_citation_can_be_taken_back_once(case: Case) -> None:
    issue, response = case.issue(), case.response()
    issues.cite(case.session, issue, response, case.officer)
    issues.take_back_citation(case.session, case.officer, issue, reference_to(response))
    assert case.cited() == []
    with pytest.raises(NotFound):
        issues.take_back_citation(case.session, case.officer, issue, reference_to(response))


def test_an_issue_that_was_dropped_meanwhile_is_not_answered(case: Case) -> None:
    issue = case.issue()
    issues.drop_issue(case.session, case.officer, issue, "Entered twice.")
    with pytest.raises(Conflict, match="took this issue from the list"):
        case.answer(issue)
