"""Agreeing, submitting, withdrawing."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.contract.registry import Registry
from consult.jobs.runner import run_waiting_jobs
from consult.kernel.db import Database
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from plugins.motion.canonical import ALGORITHM, text_hash
from plugins.motion.drafting.models import Clause, DraftDocument, DraftUpdate
from plugins.motion.lifecycle import State
from plugins.motion.models import Consent, Drafter, Motion
from plugins.motion.policies import AlreadySubmitted, MeetingHeld
from plugins.motion.records import Choice
from plugins.motion.services.clauses import delete_clause, save_clause
from plugins.motion.services.consents import draft_as_it_stands, give_consent, take_back_consent
from plugins.motion.services.drafts import change_details, name_seconder
from plugins.motion.services.submission import (
    agree_withdrawal,
    ask_withdrawal,
    call_off_withdrawal,
    delete_motion,
    reopen_motion,
    submit_motion,
)
from plugins.motion.services.votes import record_named_vote
from tests.plugins.motion import story
from tests.support.mail import written_mail
from tests.support.remnants import words_left


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft of three clauses."""
    clock_at(story.STARTS)
    return story.begin(session)


def events(session: Session, name: str) -> int:
    """Return how often a fact is in the audit log."""
    return session.scalar(select(func.count()).where(AuditEntry.name == name)) or 0


def test_submission_freezes_words_ids_hash_and_format(session: Session, told: story.Story) -> None:
    motion = told.submit()
    frozen = motion.frozen
    assert frozen is not None
    assert motion.number == "M2026-001"
    assert frozen.hash == text_hash(frozen.canonical)
    assert frozen.algorithm == ALGORITHM
    assert [clause.key for clause in frozen.clause_texts] == [clause.key for clause in told.clauses()]
    assert (frozen.proposer_name, frozen.seconder_name) == ("Cllr Ada Proposer", "Cllr Ben Seconder")


def test_submitting_twice_freezes_once(session: Session, told: story.Story) -> None:
    told.submit()
    submit_motion(session, told.proposer, told.motion)
    assert len(told.motion.texts) == 1
    assert events(session, "motion.submitted") == 1


@pytest.mark.parametrize("change", ["clause", "title", "deletion"])
def test_any_change_of_the_text_ends_the_agreement(session: Session, told: story.Story, change: str) -> None:
    told.agree()
    clause = told.clauses()[0]
    if change == "clause":
        save_clause(session, told.drafter, clause, text="Smuggled in.", version=clause.version)
    elif change == "title":
        change_details(
            session,
            told.proposer,
            told.motion,
            title="Another",
            meeting_on=story.MEETING,
            version=told.motion.version,
        )
    else:
        delete_clause(session, told.drafter, clause, version=clause.version)
    with pytest.raises(Conflict, match="both agree"):
        submit_motion(session, told.proposer, told.motion)


def test_one_cannot_agree_to_a_text_one_has_not_read(session: Session, told: story.Story) -> None:
    read = draft_as_it_stands(session, told.motion).seen
    save_clause(
        session, told.drafter, told.clauses()[0], text="Changed while reading.", version=told.clauses()[0].version
    )
    with pytest.raises(ChangedMeanwhile):
        give_consent(session, told.seconder, told.motion, seen=read)


def test_an_agreement_can_be_taken_back_and_given_again(session: Session, told: story.Story) -> None:
    told.agree()
    take_back_consent(session, told.seconder, told.motion)
    with pytest.raises(Conflict):
        submit_motion(session, told.proposer, told.motion)
    told.agree()
    assert submit_motion(session, told.proposer, told.motion).status is State.SUBMITTED


def test_the_agreement_of_a_former_seconder_does_not_count(session: Session, told: story.Story) -> None:
    told.agree()
    name_seconder(session, told.proposer, told.motion, told.people["other"].id, version=told.motion.version)
    with pytest.raises(Conflict):
        submit_motion(session, told.proposer, told.motion)


def test_a_motion_that_resolves_nothing_cannot_be_agreed_to(session: Session, told: story.Story) -> None:
    delete_clause(session, told.proposer, told.clauses()[-1], version=told.clauses()[-1].version)
    seen = draft_as_it_stands(session, told.motion).seen
    with pytest.raises(Invalid, match="resolves"):
        give_consent(session, told.proposer, told.motion, seen=seen)


def test_a_motion_for_a_meeting_that_is_over_is_not_submitted(
    session: Session, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    told.agree()
    clock_at(story.AFTER_MEETING)
    with pytest.raises(Invalid, match="over"):
        submit_motion(session, told.proposer, told.motion)


def test_a_returned_motion_keeps_its_number_and_its_first_text(session: Session, told: story.Story) -> None:
    told.submit()
    told.check(is_lawful=False, reason="Names a private person.")
    reopen_motion(session, told.proposer, told.motion)
    reopen_motion(session, told.proposer, told.motion)
    save_clause(session, told.proposer, told.clauses()[0], text="Names nobody.", version=told.clauses()[0].version)
    told.submit()
    assert told.motion.number == "M2026-001"
    assert [text.number for text in told.motion.texts] == [1, 2]
    assert "Names nobody." in told.motion.texts[1].canonical
    assert "Names nobody." not in told.motion.texts[0].canonical


def test_a_submitted_motion_is_withdrawn_only_when_the_seconder_agrees(session: Session, told: story.Story) -> None:
    told.submit()
    with pytest.raises(Conflict, match="has not asked"):
        agree_withdrawal(session, told.seconder, told.motion)
    ask_withdrawal(session, told.proposer, told.motion, reason="Overtaken.")
    assert State(told.motion.state) is State.SUBMITTED
    call_off_withdrawal(session, told.proposer, told.motion)
    with pytest.raises(Conflict):
        agree_withdrawal(session, told.seconder, told.motion)
    ask_withdrawal(session, told.proposer, told.motion, reason="Overtaken.")
    for _ in range(2):
        agree_withdrawal(session, told.seconder, told.motion)
    assert told.motion.state == State.WITHDRAWN
    assert told.motion.withdrawal_reason == "Overtaken."
    assert events(session, "motion.withdrawn") == 1


def test_a_draft_nobody_has_seen_is_given_up_at_once(session: Session, told: story.Story) -> None:
    ask_withdrawal(session, told.proposer, told.motion, reason="Not needed.")
    assert told.motion.status is State.WITHDRAWN
    assert told.motion.number is None


def test_a_decided_motion_cannot_be_withdrawn(session: Session, told: story.Story) -> None:
    told.carry()
    with pytest.raises(Conflict):
        ask_withdrawal(session, told.proposer, told.motion, reason="Too late.")


def test_what_the_council_decided_is_not_withdrawn_before_it_is_entered(
    session: Session, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    told.to_agenda()
    ask_withdrawal(session, told.proposer, told.motion, reason="We would lose.")
    clock_at("2026-11-30 21:30")
    with pytest.raises(MeetingHeld, match="officers record how the council voted"):
        agree_withdrawal(session, told.seconder, told.motion)
    call_off_withdrawal(session, told.proposer, told.motion)
    with pytest.raises(MeetingHeld):
        ask_withdrawal(session, told.proposer, told.motion, reason="We would lose.")
    record_named_vote(session, told.officer, told.motion, told.ballot(Choice.AGAINST))
    assert told.motion.status is State.LOST
    assert told.motion.withdrawal_reason == ""


def test_until_the_day_of_the_meeting_a_motion_on_the_agenda_is_withdrawn(
    session: Session, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    told.to_agenda()
    clock_at("2026-11-29 21:30")
    ask_withdrawal(session, told.proposer, told.motion, reason="Done otherwise.")
    agree_withdrawal(session, told.seconder, told.motion)
    assert told.motion.status is State.WITHDRAWN


def test_no_words_of_the_draft_are_on_the_audit_log(session: Session, told: story.Story) -> None:
    save_clause(session, told.proposer, told.clauses()[0], text="canary-words", version=told.clauses()[0].version)
    told.submit()
    assert all("canary-words" not in str(entry.facts) for entry in session.scalars(select(AuditEntry)))


def test_a_deleted_draft_leaves_only_that_there_was_one(session: Session, told: story.Story) -> None:
    told.agree()
    number, seen = told.motion.id, draft_as_it_stands(session, told.motion).seen
    delete_motion(session, told.proposer, told.motion, seen=seen)
    for model in (Motion, Drafter, Clause, DraftDocument, DraftUpdate, Consent):
        assert session.scalar(select(func.count()).select_from(model)) == 0
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.name, entry.facts) == ("motion.deleted", {"motion_id": number})


def test_a_draft_somebody_still_writes_is_not_deleted_unread(session: Session, told: story.Story) -> None:
    seen = draft_as_it_stands(session, told.motion).seen
    clause = told.clauses()[0]
    save_clause(session, told.drafter, clause, text="New words.", version=clause.version)
    with pytest.raises(ChangedMeanwhile):
        delete_motion(session, told.proposer, told.motion, seen=seen)


def test_a_motion_that_was_submitted_once_is_never_deleted(session: Session, told: story.Story) -> None:
    told.submit()
    told.check(is_lawful=False, reason="Names a private person.")
    reopen_motion(session, told.proposer, told.motion)
    with pytest.raises(AlreadySubmitted):
        delete_motion(session, told.proposer, told.motion, seen=draft_as_it_stands(session, told.motion).seen)


def test_a_draft_that_was_given_up_can_be_deleted(session: Session, told: story.Story) -> None:
    ask_withdrawal(session, told.proposer, told.motion, reason="No time.")
    delete_motion(session, told.proposer, told.motion, seen=draft_as_it_stands(session, told.motion).seen)
    assert session.scalar(select(func.count()).select_from(Motion)) == 0


def test_no_word_of_a_deleted_motion_is_left(live_database: Database, registry: Registry) -> None:
    words = {"zebrafish", "quokka"}
    with live_database.unit_of_work() as session:
        told = story.begin(session, title="Protect the zebrafish")
        clause = told.clauses()[0]
        clause = save_clause(session, told.drafter, clause, text="And the quokka.", version=clause.version)
        save_clause(session, told.drafter, clause, text="And all others.", version=clause.version)
    assert words_left(live_database, words) == words, "the test must be able to find them"
    with live_database.unit_of_work() as session:
        motion = session.get_one(Motion, told.motion.id)
        delete_motion(session, told.proposer, motion, seen=draft_as_it_stands(session, motion).seen)
        assert not [letter for letter in written_mail(session) if words & set(letter.body.split())]
    run_waiting_jobs(live_database, registry)
    assert words_left(live_database, words) == set()
