"""Evidence after the closing time, with a reason that is published."""

from datetime import timedelta

import pytest

from consult.accounts.models import Membership
from consult.consultations.models import State
from consult.kernel import clock
from consult.kernel.errors import Closed, Forbidden, Invalid
from plugins.impact import evidence_drafts, lateness
from plugins.impact.presentation import public_marks
from plugins.impact.procedure import Status
from tests.plugins.impact.conftest import Case

REASON = "Their office was flooded."


def _allow(case: Case, days: int = 3, reason: str = REASON) -> None:
    until_on = clock.today_in_london() + timedelta(days=days)
    lateness.allow_late(case.session, case.officer, case.activity, case.group.id, until_on, reason)


def test_a_minute_late_is_too_late_until_an_officer_gives_a_reason(case: Case) -> None:
    draft = case.draft()
    with case.after_closing():
        with pytest.raises(lateness.TooLate, match="an officer can let your group send it late"):
            evidence_drafts.submit_evidence(case.session, case.member, draft, draft.version)
        _allow(case)
        evidence_drafts.submit_evidence(case.session, case.member, draft, draft.version)
    assert (draft.stands_at, draft.late_reason) == (Status.SUBMITTED, REASON)
    assert REASON in " ".join(public_marks(draft))


def test_a_group_that_is_verified_after_closing_can_send_with_a_reason(case: Case) -> None:
    draft = case.draft()
    case.group.verified_at = None
    with case.after_closing():
        _allow(case)
        case.group.verified_at = clock.now()
        evidence_drafts.submit_evidence(case.session, case.member, draft, draft.version)
    assert draft.stands_at is Status.SUBMITTED


def test_it_ends_with_its_day_and_holds_for_that_group_alone(case: Case) -> None:
    draft = case.draft()
    assert case.consultation.closes_at is not None
    with case.after_closing():
        _allow(case, days=1)
        assert lateness.late_permission(case.session, case.activity, case.group.id + 1) is None
    with clock.set_clock(case.consultation.closes_at + timedelta(days=3)), pytest.raises(lateness.TooLate):
        evidence_drafts.submit_evidence(case.session, case.member, draft, draft.version)


def test_nothing_is_late_before_closing_or_after_the_decision(case: Case) -> None:
    with pytest.raises(Closed):
        _allow(case)
    with case.after_closing():
        _allow(case)
        case.consultation.state = State.DECIDED
        assert lateness.late_permission(case.session, case.activity, case.group.id) is None
        with pytest.raises(Closed):
            _allow(case)


def test_a_day_in_the_past_and_no_reason_are_refused_and_so_is_an_officer_of_the_group(case: Case) -> None:
    with case.after_closing():
        with pytest.raises(Invalid):
            _allow(case, days=-1)
        with pytest.raises(Invalid):
            _allow(case, reason=" ")
        case.session.add(Membership(organisation_id=case.group.id, person_id=case.officer_person.id))
        case.session.flush()
        case.session.expire(case.officer_person)
        with pytest.raises(Forbidden):
            _allow(case)
