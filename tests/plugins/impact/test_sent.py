"""What a group does with evidence that it sent."""

import pytest

from consult.consultations.models import State
from consult.kernel.errors import Closed
from plugins.impact import evidence_drafts, sent
from plugins.impact.pages import BY_ID, unfilled
from plugins.impact.procedure import NotNow, Status
from plugins.impact.requirements import unanswered
from plugins.impact.services import AlreadyDecided
from tests.factories import canary
from tests.plugins.impact.conftest import Case


def test_withdrawing_deletes_what_it_says_and_keeps_that_it_was_sent(case: Case) -> None:
    words = canary("withdrawn")
    evidence = case.brought_to(Status.QUERIED, statement=words)
    evidence_drafts.answer_query(case.session, case.member, evidence, words)
    sent.withdraw_evidence(case.session, case.member, evidence)
    assert evidence.submission is not None
    assert (evidence.stands_at, evidence.submission.status) == (Status.WITHDRAWN, "withdrawn")
    kept = [evidence.submission.answers, evidence.texts, evidence.areas, evidence.queries, evidence.happened_on]
    assert not any(kept)
    assert words not in str([vars(step) for step in evidence.steps])
    assert unanswered(case.session, case.consultation.id) == []
    sent.withdraw_evidence(case.session, case.member, evidence)


def test_answered_evidence_a_draft_and_one_of_a_decided_consultation_are_not_withdrawn(case: Case) -> None:
    for evidence in (case.brought_to(Status.RESPONDED), case.draft()):
        with pytest.raises(NotNow):
            sent.withdraw_evidence(case.session, case.member, evidence)
    accepted = case.brought_to(Status.ACCEPTED)
    case.consultation.state = State.DECIDED
    case.session.flush()
    with pytest.raises(AlreadyDecided):
        sent.withdraw_evidence(case.session, case.member, accepted)


def test_an_addition_is_evidence_of_its_own_that_begins_with_what_is_known(case: Case) -> None:
    evidence = case.brought_to(Status.ACCEPTED)
    added = sent.begin_addition(case.session, case.member, evidence)
    assert [page.id for page in unfilled(added)] == ["statement"]
    assert (added.adds_to_id, added.text("source")) == (evidence.id, evidence.text("source"))
    evidence_drafts.save_page(
        case.session, case.member, added, BY_ID["statement"], {"statement": "It happened again."}, 0
    )
    evidence_drafts.submit_evidence(case.session, case.member, added, added.version)
    assert added.stands_at is Status.SUBMITTED
    assert evidence.stands_at is Status.ACCEPTED
    assert len(unanswered(case.session, case.consultation.id)) == 2


def test_nothing_is_added_after_closing_or_to_what_was_withdrawn(case: Case) -> None:
    evidence = case.brought_to(Status.ACCEPTED)
    with case.after_closing(), pytest.raises(Closed):
        sent.begin_addition(case.session, case.member, evidence)
    with pytest.raises(NotNow):
        sent.begin_addition(case.session, case.member, case.brought_to(Status.WITHDRAWN))
