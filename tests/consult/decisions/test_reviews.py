"""A decision is looked at again on the day that was promised, and how late that is can be read."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from consult.deadlines.models import Deadline
from consult.decisions import services
from consult.decisions.models import Decision, Verdict
from consult.decisions.queries import draft_of
from consult.decisions.reviews import record_review, shown_review
from consult.kernel.errors import Conflict, Invalid, SavedOtherwise
from tests.consult.decisions.conftest import TEXTS, Case

DAY = date(2027, 1, 16)


def promised(case: Case, day: date | None = DAY) -> Decision:
    """Publish a decision that promises a review on a day."""
    case.answered()
    services.save_decision(case.session, case.officer, case.consultation, TEXTS, "Cabinet", date(2023, 1, 16), 0, day)
    return case.publish()


def test_the_day_is_promised_its_lateness_told_and_the_review_ends_both(
    case: Case, clock_at: Callable[..., Any]
) -> None:
    decision = promised(case)
    (deadline,) = case.session.scalars(select(Deadline).where(Deadline.kind == "decision"))
    assert (deadline.due_on, deadline.met_at) == (DAY, None)
    clock_at("2027-01-25 09:00")
    assert (shown_review(case.session, decision).due_on, shown_review(case.session, decision).days_late) == (DAY, 9)
    record_review(case.session, case.officer, case.consultation, Verdict.PARTLY, "Half of the letters came.")
    shown = shown_review(case.session, decision)
    assert shown.days_late == 0
    assert shown.found is not None
    assert (shown.found.verdict, shown.found.outcome) == (Verdict.PARTLY, "Half of the letters came.")
    assert deadline.met_at is not None


def test_a_second_officer_who_found_something_else_sees_both(case: Case) -> None:
    promised(case)
    for _click in range(2):
        record_review(case.session, case.officer, case.consultation, Verdict.YES, "It works.")
    with pytest.raises(SavedOtherwise) as refused:
        record_review(case.session, case.officer, case.consultation, Verdict.NO, "It does not.")
    assert [(each.saved, each.sent) for each in refused.value.compared][1] == ("It works.", "It does not.")


def test_there_is_nothing_to_review_before_the_publication_and_a_finding_has_words(case: Case) -> None:
    with pytest.raises(Conflict):
        record_review(case.session, case.officer, case.consultation, Verdict.YES, "It works.")
    promised(case, None)
    with pytest.raises(Invalid):
        record_review(case.session, case.officer, case.consultation, Verdict.YES, " ")


def test_a_correction_takes_the_day_along_and_only_its_own_is_waited_for(case: Case) -> None:
    promised(case)
    services.begin_correction(case.session, case.officer, case.consultation, "A wrong date.")
    draft = case.session.scalar(draft_of(case.consultation.id))
    assert draft is not None
    assert draft.review_on == DAY
    later = case.publish()
    (deadline,) = case.session.scalars(select(Deadline).where(Deadline.kind == "decision"))
    assert deadline.subject_id == later.id


def test_a_day_before_the_decision_is_refused(case: Case) -> None:
    with pytest.raises(services.NotReady) as refused:
        promised(case, date(2023, 1, 15))
    assert "before the decision" in refused.value.missing[0].sentence
