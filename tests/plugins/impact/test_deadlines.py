"""An answer to accepted evidence is promised in public, in working days after closing, and overdue in public."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from consult.consultations.changes import extend
from consult.deadlines.models import Deadline
from consult.deadlines.queries import shown_deadlines
from consult.deadlines.working_days import working_days_after
from consult.kernel import clock
from plugins.impact.deadlines import reference_of
from plugins.impact.models import Evidence
from plugins.impact.procedure import ANSWER_DAYS, Status
from tests.plugins.impact.conftest import STEPS, Case
from tests.support.web import FormClient


def _deadline(case: Case, evidence: Evidence) -> Deadline:
    found = case.session.query(Deadline).filter_by(kind="submission", subject_id=evidence.submission_id).one()
    return found


def _promised(case: Case) -> Any:
    assert case.consultation.closes_at is not None
    return working_days_after(case.session, clock.london(case.consultation.closes_at).date(), ANSWER_DAYS)


def test_an_answer_is_promised_from_acceptance_until_it_is_given(case: Case) -> None:
    evidence = case.brought_to(Status.SCREENED)
    assert shown_deadlines(case.session, reference_of(evidence)) == []
    STEPS[Status.ACCEPTED](case, evidence)
    deadline = _deadline(case, evidence)
    assert (deadline.due_on, deadline.met_at) == (_promised(case), None)
    for status in (Status.CONSIDERED, Status.RESPONDED):
        STEPS[status](case, evidence)
    assert deadline.met_at is not None


def test_a_later_closing_date_moves_the_promise(case: Case) -> None:
    evidence = case.brought_to(Status.ACCEPTED)
    assert case.consultation.closes_at is not None
    extend(case.session, case.officer, case.consultation, case.consultation.closes_at + timedelta(days=3), "More time")
    assert _deadline(case, evidence).due_on == _promised(case)


def test_everybody_reads_the_day_and_that_it_has_passed(
    case: Case, client: FormClient, clock_at: Callable[..., Any]
) -> None:
    evidence = case.brought_to(Status.ACCEPTED)
    address = f"/impact/published/{evidence.reference}"
    shown = client.get(address).text
    assert "To be answered by" in shown
    assert f"{ANSWER_DAYS} working days in all" in shown
    assert "Overdue" not in shown
    late = _deadline(case, evidence).due_on + timedelta(days=1)
    clock_at(f"{late} 09:00")
    assert "Overdue" in client.get(address).text
