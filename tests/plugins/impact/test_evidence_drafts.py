"""What a group does with its evidence."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.kernel import clock
from consult.kernel.errors import ChangedMeanwhile, Closed, Invalid, NotFound
from consult.submissions.models import Channel, Submission
from plugins.impact import evidence_drafts, services
from plugins.impact.models import Evidence
from plugins.impact.pages import BY_ID, page_version, unfilled
from plugins.impact.policies import AlreadySent, NotVerified
from plugins.impact.procedure import NotNow, Status
from tests.factories import make_organisation, make_person
from tests.plugins.impact.conftest import ANSWERS, Case

STATEMENT = BY_ID["statement"]


def test_a_verified_group_begins_with_what_is_known_of_it(case: Case) -> None:
    evidence = evidence_drafts.start_evidence(case.session, case.member, case.activity, case.group.id)
    assert evidence.stands_at is Status.DRAFT
    assert evidence.represented == case.group.represents
    assert evidence.text("basis") == case.group.basis
    assert len(unfilled(evidence)) == 11


def test_a_group_that_is_not_verified_begins_and_saves_but_does_not_send_until_it_is(case: Case) -> None:
    draft = case.draft()
    case.group.verified_at = None
    evidence_drafts.save_page(case.session, case.member, draft, STATEMENT, {"statement": "Longer."}, 1)
    begun = evidence_drafts.start_evidence(case.session, case.member, case.activity, case.group.id)
    assert begun.stands_at is Status.DRAFT
    with pytest.raises(NotVerified, match="has not verified your group"):
        evidence_drafts.submit_evidence(case.session, case.member, draft, draft.version)
    case.group.verified_at = clock.now()
    evidence_drafts.submit_evidence(case.session, case.member, draft, draft.version)
    assert draft.text("statement") == "Longer."


def test_nobody_begins_for_a_group_of_others(case: Case) -> None:
    foreign = make_organisation(case.session, members=[make_person(case.session)])
    with pytest.raises(NotFound):
        evidence_drafts.start_evidence(case.session, case.member, case.activity, foreign.id)


def test_a_closed_consultation_takes_no_evidence(case: Case) -> None:
    draft = case.draft()
    assert case.consultation.closes_at is not None
    with clock.set_clock(case.consultation.closes_at):
        with pytest.raises(Closed):
            evidence_drafts.start_evidence(case.session, case.member, case.activity, case.group.id)
        evidence_drafts.save_page(case.session, case.member, draft, STATEMENT, {"statement": "Kept all the same."}, 1)
        with pytest.raises(Closed):
            evidence_drafts.submit_evidence(case.session, case.member, draft, draft.version)
    with clock.set_clock(case.consultation.closes_at - timedelta(microseconds=1)):
        evidence_drafts.submit_evidence(case.session, case.member, draft, draft.version)


def test_another_member_goes_on_with_the_draft(case: Case) -> None:
    draft = case.draft()
    evidence_drafts.save_page(case.session, case.other_member, draft, STATEMENT, {"statement": "Longer."}, 1)
    assert draft.text("statement") == "Longer."
    assert draft.saved_by_id == case.other_person.id


def test_a_page_saved_by_somebody_else_meanwhile_is_not_overwritten(case: Case) -> None:
    draft = case.draft()
    seen = page_version(draft, STATEMENT)
    evidence_drafts.save_page(case.session, case.other_member, draft, STATEMENT, {"statement": "Theirs."}, seen)
    with pytest.raises(ChangedMeanwhile, match="Somebody else saved this page") as conflict:
        evidence_drafts.save_page(case.session, case.member, draft, STATEMENT, {"statement": "Mine."}, seen)
    (both,) = conflict.value.compared
    assert (both.before, both.saved, both.sent) == ("Fewer people came to the market.", "Theirs.", "Mine.")
    assert draft.text("statement") == "Theirs."


def test_the_same_words_sent_twice_are_no_conflict(case: Case) -> None:
    draft = case.draft()
    evidence_drafts.save_page(case.session, case.member, draft, STATEMENT, {"statement": "Once."}, 1)
    evidence_drafts.save_page(case.session, case.member, draft, STATEMENT, {"statement": "Once."}, 1)
    assert page_version(draft, STATEMENT) == 2


def test_every_saved_page_stays_readable_until_it_is_sent(case: Case) -> None:
    draft = case.draft()
    for seen, words in enumerate(("Second.", "Third."), start=1):
        evidence_drafts.save_page(case.session, case.other_member, draft, STATEMENT, {"statement": words}, seen)
    kept = [version.content["statement"] for version in draft.saved_pages if version.page == "statement"]
    assert kept == ["Fewer people came to the market.", "Second.", "Third."]
    evidence_drafts.submit_evidence(case.session, case.member, draft, draft.version)
    assert draft.saved_pages == []


def test_two_members_save_different_pages_without_being_in_each_others_way(case: Case) -> None:
    draft = case.draft()
    evidence_drafts.save_page(
        case.session, case.other_member, draft, BY_ID["mitigation"], {"mitigation": "Tell us."}, 1
    )
    evidence_drafts.save_page(case.session, case.member, draft, STATEMENT, {"statement": "Mine."}, 1)
    assert (draft.text("mitigation"), draft.text("statement")) == ("Tell us.", "Mine.")


def test_sending_puts_the_texts_into_the_envelope_and_nowhere_else(case: Case) -> None:
    sent = case.sent()
    assert sent.stands_at is Status.SUBMITTED
    assert sent.submission is not None
    assert sent.submission.channel == Channel.WEB
    assert sent.submission.answers["statement"] == "Fewer people came to the market."
    assert sent.texts == {}
    assert sent.text("statement") == "Fewer people came to the market."
    assert sent.reference.startswith("CN-")
    assert [step.stands_at for step in sent.steps] == [Status.SUBMITTED]


def test_what_is_redacted_in_the_envelope_is_redacted_everywhere(case: Case) -> None:
    sent = case.sent()
    assert sent.submission is not None
    sent.submission.answers = {**sent.submission.answers, "statement": "[redacted]"}
    assert sent.text("statement") == "[redacted]"


def test_sending_twice_gives_one_submission(case: Case) -> None:
    draft = case.draft()
    seen = draft.version
    first = evidence_drafts.submit_evidence(case.session, case.member, draft, seen).reference
    assert evidence_drafts.submit_evidence(case.session, case.other_member, draft, seen).reference == first
    count = select(func.count()).select_from(Submission).where(Submission.activity_id == case.activity.id)
    assert case.session.scalar(count) == 1
    assert len(draft.steps) == 1


def test_a_draft_with_an_empty_page_is_not_sent(case: Case) -> None:
    draft = evidence_drafts.start_evidence(case.session, case.member, case.activity, case.group.id)
    with pytest.raises(Invalid, match="Who your group speaks for"):
        evidence_drafts.submit_evidence(case.session, case.member, draft, draft.version)


def test_what_somebody_changed_after_the_check_is_not_sent(case: Case) -> None:
    draft = case.draft()
    checked = draft.version
    evidence_drafts.save_page(case.session, case.other_member, draft, STATEMENT, {"statement": "New."}, 1)
    with pytest.raises(ChangedMeanwhile, match="Check it again"):
        evidence_drafts.submit_evidence(case.session, case.member, draft, checked)


def test_sent_evidence_cannot_be_saved_or_thrown_away(case: Case) -> None:
    sent = case.sent()
    with pytest.raises(AlreadySent):
        evidence_drafts.save_page(case.session, case.member, sent, STATEMENT, ANSWERS, 1)
    with pytest.raises(AlreadySent):
        evidence_drafts.discard_draft(case.session, case.member, sent)


def test_a_draft_can_be_thrown_away(case: Case) -> None:
    draft = case.draft()
    evidence_drafts.discard_draft(case.session, case.member, draft)
    assert case.session.scalar(select(func.count()).select_from(Evidence)) == 0


def test_the_group_answers_a_question_and_it_goes_back_to_screening(case: Case) -> None:
    queried = case.brought_to(Status.QUERIED)
    evidence_drafts.answer_query(case.session, case.other_member, queried, " Seven, in May. ")
    assert queried.stands_at is Status.SCREENED
    assert queried.queries[0].answer == "Seven, in May."
    assert queried.queries[0].answered_by_id == case.other_person.id
    with pytest.raises(NotNow, match="no open question"):
        evidence_drafts.answer_query(case.session, case.member, queried, "Again.")


def test_a_second_question_keeps_the_first_answer(case: Case, session: Session) -> None:
    queried = case.brought_to(Status.QUERIED)
    evidence_drafts.answer_query(session, case.member, queried, "Seven.")
    services.query_evidence(session, case.officer, queried, "And where?")
    evidence_drafts.answer_query(session, case.member, queried, "In Stratford.")
    kept: list[Any] = [(query.question, query.answer) for query in queried.queries]
    assert kept == [("How many told you?", "Seven."), ("And where?", "In Stratford.")]
