"""Out of scope takes two officers, and an appeal a third."""

import pytest

from consult.kernel.errors import Invalid
from plugins.impact import scope, services
from plugins.impact.procedure import NotNow, SamePerson, Status
from plugins.impact.requirements import unanswered
from plugins.impact.terms import SCOPE_REASONS
from tests.plugins.impact.conftest import Case


def test_what_one_officer_finds_out_of_scope_holds_up_the_decision_until_a_second_agrees(case: Case) -> None:
    evidence = case.brought_to(Status.OUT_PROPOSED)
    assert len(unanswered(case.session, case.consultation.id)) == 1
    with pytest.raises(SamePerson):
        scope.confirm_rule_out(case.session, case.officer, evidence)
    scope.confirm_rule_out(case.session, case.second_officer, evidence)
    assert [step.status for step in evidence.steps][-2:] == ["out_proposed", "out_of_scope"]
    assert unanswered(case.session, case.consultation.id) == []


@pytest.mark.parametrize(("code", "reason"), [("", "Why."), ("unwelcome", "Why."), (next(iter(SCOPE_REASONS)), "  ")])
def test_there_is_no_ruling_out_without_a_code_and_a_reason(case: Case, code: str, reason: str) -> None:
    evidence = case.brought_to(Status.SCREENED)
    with pytest.raises(Invalid):
        scope.rule_out(case.session, case.officer, evidence, code, reason)
    assert evidence.stands_at is Status.SCREENED


def test_a_second_officer_sends_it_back_and_the_first_takes_it_back(case: Case) -> None:
    for officer in (case.second_officer, case.officer):
        evidence = case.brought_to(Status.OUT_PROPOSED)
        scope.refuse_rule_out(case.session, officer, evidence, "It is about us.")
        assert (evidence.stands_at, evidence.scope_code, evidence.scope_reason) == (Status.SCREENED, None, "")
        assert evidence.steps[-1].reason == "It is about us."


def test_the_group_appeals_once_and_neither_of_the_two_officers_decides(case: Case) -> None:
    evidence = case.brought_to(Status.APPEALED)
    assert len(unanswered(case.session, case.consultation.id)) == 1
    for officer in (case.officer, case.second_officer):
        assert not scope.may_decide(officer, evidence)
        with pytest.raises(SamePerson):
            scope.decide_appeal(case.session, officer, evidence, is_allowed=False, reason="No.")
    scope.decide_appeal(case.session, case.third_officer, evidence, is_allowed=False, reason="The border is far.")
    assert evidence.stands_at is Status.OUT_OF_SCOPE
    with pytest.raises(NotNow, match="appealed once"):
        scope.appeal(case.session, case.member, evidence, "Again.")


def test_an_appeal_that_is_allowed_brings_the_evidence_back_and_leaves_no_second_appeal(case: Case) -> None:
    evidence = case.brought_to(Status.APPEALED)
    scope.decide_appeal(case.session, case.third_officer, evidence, is_allowed=True, reason="They are right.")
    assert (evidence.stands_at, evidence.scope_reason) == (Status.SCREENED, "")
    services.accept_evidence(case.session, case.officer, evidence, is_cleared=True)
    assert evidence.stands_at is Status.ACCEPTED
    with pytest.raises(NotNow):
        scope.appeal(case.session, case.member, evidence, "Again.")


def test_only_what_waits_can_be_confirmed_sent_back_or_decided(case: Case) -> None:
    evidence = case.brought_to(Status.SCREENED)
    with pytest.raises(NotNow):
        scope.confirm_rule_out(case.session, case.second_officer, evidence)
    with pytest.raises(NotNow):
        scope.refuse_rule_out(case.session, case.second_officer, evidence, "Why.")
    with pytest.raises(NotNow):
        scope.decide_appeal(case.session, case.third_officer, evidence, is_allowed=True, reason="Why.")
