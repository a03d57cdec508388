"""Amendments from the proposal to another version of the text."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.errors import ChangedMeanwhile, Conflict, DomainError, Invalid
from plugins.motion.amendment_course import AmendmentState, NotAtThisStep
from plugins.motion.amendment_queries import asked_now, brought_in
from plugins.motion.canonical import text_hash
from plugins.motion.lifecycle import State
from plugins.motion.records import Choice, Origin, Question
from plugins.motion.services.alterations import consent_to_amendment, take_in_amendment
from plugins.motion.services.amendments import (
    drop_amendment,
    mover_of,
    propose_amendment,
    rule_on_amendment,
    second_amendment,
    settle_collision,
    withdraw_amendment,
)
from plugins.motion.services.submission import agree_withdrawal, ask_withdrawal
from plugins.motion.services.votes import record_named_vote
from tests.plugins.motion import debate, story


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion on the agenda."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    return made


def meet(clock_at: Callable[..., Any]) -> None:
    """Let the meeting be over."""
    clock_at(story.AFTER_MEETING)


def test_a_carried_amendment_is_another_version_and_the_submitted_text_stays(
    told: story.Story, clock_at: Callable[..., Any]
) -> None:
    before = told.motion.texts[0]
    kept = (before.hash, before.canonical, dict(before.clauses))
    amendment = debate.in_order(told, "Clause of resolves, amended.")
    meet(clock_at)
    debate.vote(told, amendment)
    newest = told.motion.frozen
    assert newest is not None
    assert (amendment.status, amendment.result_id, newest.origin) == (AmendmentState.CARRIED, newest.id, Origin.AMENDED)
    assert (newest.number, newest.based_on_id) == (2, before.id)
    assert text_hash(newest.canonical) == newest.hash
    assert (before.hash, before.canonical, dict(before.clauses)) == kept
    assert told.motion.status is State.ON_AGENDA
    debate.vote(told, None)
    resolution = told.motion.resolution
    assert resolution is not None
    assert resolution.words == "1. Clause of resolves, amended."
    assert [division.question for division in told.motion.divisions] == [Question.AMENDMENT, Question.MOTION]


def test_a_lost_amendment_changes_nothing(told: story.Story, clock_at: Callable[..., Any]) -> None:
    amendment = debate.in_order(told, "Another.")
    meet(clock_at)
    debate.vote(told, amendment, State.LOST)
    debate.vote(told, amendment, State.LOST)
    assert (amendment.status, len(told.motion.texts), len(told.motion.divisions)) == (AmendmentState.LOST, 1, 1)


def test_an_amendment_is_voted_on_by_name_too(told: story.Story, clock_at: Callable[..., Any]) -> None:
    amendment = debate.in_order(told, "Another.")
    meet(clock_at)
    ballot = told.ballot(Choice.FOR)
    for _ in range(2):
        record_named_vote(told.session, told.officer, told.motion, ballot, amendment)
    assert amendment.division is not None
    assert len(amendment.division.votes) == len(told.roll())


def test_the_motion_waits_for_its_amendments(told: story.Story, clock_at: Callable[..., Any]) -> None:
    amendment = debate.propose(told, "Another.")
    meet(clock_at)
    with pytest.raises(Conflict, match="Settle the amendments"):
        debate.vote(told, None)
    drop_amendment(told.session, told.officer, amendment, reason="Nobody seconded it.")
    debate.vote(told, None)
    assert told.motion.status is State.CARRIED


def test_an_amendment_that_collides_waits_for_the_words_of_the_clerk(
    told: story.Story, clock_at: Callable[..., Any]
) -> None:
    first, second = (debate.in_order(told, f"Clause of {word}.") for word in ("lamps", "trees"))
    meet(clock_at)
    debate.vote(told, first)
    (collision,) = brought_in(told.session, second).collisions
    assert (collision.stands, collision.asked) == ("Clause of lamps.", "Clause of trees.")
    with pytest.raises(Conflict, match="collides"):
        debate.vote(told, second)
    given = {"text": "Clause of lamps and trees.", "text_number": 2}
    for _ in range(2):
        settle_collision(told.session, told.officer, second, collision.key, **given)  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        settle_collision(told.session, told.officer, second, collision.key, text="Other", text_number=2)
    debate.vote(told, second)
    assert told.motion.frozen is not None
    assert told.motion.frozen.clause_texts[2].text == "Clause of lamps and trees."


def test_amendments_of_other_clauses_are_both_carried(told: story.Story, clock_at: Callable[..., Any]) -> None:
    first, second = debate.in_order(told, "One.", place=0), debate.in_order(told, "Two.", place=1)
    meet(clock_at)
    debate.vote(told, first)
    debate.vote(told, second)
    assert told.motion.frozen is not None
    assert [clause.text for clause in told.motion.frozen.clause_texts] == ["One.", "Two.", "Clause of resolves."]


def test_an_amendment_to_an_amendment_is_voted_on_first_and_changes_that_alone(
    told: story.Story, clock_at: Callable[..., Any]
) -> None:
    above = debate.in_order(told, "Mend the lamps.")
    below = debate.in_order(told, "Mend all the lamps.", parent=above)
    meet(clock_at)
    with pytest.raises(Conflict, match="to this amendment first"):
        debate.vote(told, above)
    debate.vote(told, below)
    assert len(told.motion.texts) == 1
    debate.vote(told, above)
    assert told.motion.frozen is not None
    assert told.motion.frozen.clause_texts[2].text == "Mend all the lamps."


def test_the_words_for_colliding_amendments_to_an_amendment_stay_in_the_order_of_their_votes(
    told: story.Story, clock_at: Callable[..., Any]
) -> None:
    notes = debate.in_order(told, "One.", place=0)
    above = debate.in_order(told, "Mend the lamps.")
    first, second = (debate.in_order(told, f"Mend the {word} lamps.", parent=above) for word in ("old", "new"))
    meet(clock_at)
    debate.vote(told, second)
    (collision,) = brought_in(told.session, first).collisions
    words = "Mend the old and the new lamps."
    settle_collision(told.session, told.officer, first, collision.key, text=words, text_number=1)
    debate.vote(told, first)
    debate.vote(told, notes)
    debate.vote(told, above)
    assert told.motion.frozen is not None
    assert [clause.text for clause in told.motion.frozen.clause_texts] == ["One.", "Clause of believes.", words]
    assert [clause.text for clause in asked_now(told.session, above).clauses][2] == words


def test_what_amends_an_amendment_is_settled_before_that_is_taken_in_and_falls_with_it(told: story.Story) -> None:
    above = debate.in_order(told, "Mend the lamps.")
    below = debate.propose(told, "Mend all the lamps.", parent=above)
    for actor in (told.proposer, told.seconder):
        consent_to_amendment(told.session, actor, above)
    with pytest.raises(Conflict, match="to this amendment first"):
        take_in_amendment(told.session, told.officer, above)
    drop_amendment(told.session, told.officer, below, reason="Nobody seconded it.")
    take_in_amendment(told.session, told.officer, above)
    other = debate.propose(told, "Trees.")
    last = debate.propose(told, "All trees.", parent=other)
    second_amendment(told.session, told.drafter, other)
    ruling: dict[str, Any] = {"is_in_order": False, "reason": "x", "place": None, "version": other.version}
    rule_on_amendment(told.session, told.officer, other, **ruling)
    assert (other.status, last.status) == (AmendmentState.OUT_OF_ORDER, AmendmentState.FALLEN)


def test_a_friendly_amendment_needs_proposer_seconder_and_the_meeting(
    told: story.Story, clock_at: Callable[..., Any]
) -> None:
    amendment = debate.in_order(told, "Mend the lamps.")
    with pytest.raises(Conflict, match="must both agree"):
        take_in_amendment(told.session, told.officer, amendment)
    for actor in (told.proposer, told.seconder, told.seconder):
        consent_to_amendment(told.session, actor, amendment)
    with pytest.raises(Conflict, match="of their own"):
        consent_to_amendment(told.session, told.other, amendment)
    for _ in range(2):
        take_in_amendment(told.session, told.officer, amendment)
    assert told.motion.frozen is not None
    assert (amendment.status, told.motion.frozen.origin) == (AmendmentState.ACCEPTED, Origin.ALTERED)


@pytest.mark.parametrize("is_in_order", [True, False])
def test_a_ruling_has_a_reason_and_is_made_once(told: story.Story, is_in_order: bool) -> None:
    amendment = debate.propose(told, "Another.")
    second_amendment(told.session, told.drafter, amendment)
    seen = amendment.version

    def rule(reason: str) -> None:
        rule_on_amendment(
            told.session, told.officer, amendment, is_in_order=is_in_order, reason=reason, place=None, version=seen
        )

    with pytest.raises(Invalid):
        rule(" ")
    rule("It says the opposite.")
    rule("It says the opposite.")
    with pytest.raises(ChangedMeanwhile):
        rule("Another reason")
    assert amendment.ruling == "It says the opposite."


def test_what_changes_nothing_or_leaves_no_mandate_is_no_amendment(told: story.Story) -> None:
    with pytest.raises(Invalid, match="changes nothing"):
        debate.propose(told, "Clause of resolves.")
    assert told.motion.frozen is not None
    given: dict[str, Any] = {"reason": "", "text_number": 1, "seconder": mover_of(told.session, told.people["drafter"])}
    people = told.people
    with pytest.raises(Invalid, match="does not amend"):
        propose_amendment(
            told.session, told.proposer, told.motion, (), proposer=mover_of(told.session, people["proposer"]), **given
        )
    with pytest.raises(Invalid):
        propose_amendment(
            told.session, told.drafter, told.motion, (), proposer=mover_of(told.session, people["drafter"]), **given
        )


def test_proposing_twice_proposes_once_and_an_old_page_is_refused(
    told: story.Story, clock_at: Callable[..., Any]
) -> None:
    assert debate.propose(told, "Another.") is debate.propose(told, "Another.")
    other = debate.in_order(told, "Another word.", by="other")
    meet(clock_at)
    debate.vote(told, other)
    with pytest.raises(ChangedMeanwhile):
        propose_amendment(
            told.session,
            told.other,
            told.motion,
            (),
            proposer=mover_of(told.session, told.people["other"]),
            seconder=mover_of(told.session, told.people["drafter"]),
            reason="",
            text_number=1,
        )


def test_a_withdrawn_amendment_takes_those_below_along_and_so_does_a_motion(told: story.Story) -> None:
    above = debate.in_order(told, "Mend the lamps.")
    below = debate.propose(told, "Mend all the lamps.", parent=above)
    withdraw_amendment(told.session, told.other, above)
    withdraw_amendment(told.session, told.other, above)
    assert (above.status, below.status) == (AmendmentState.WITHDRAWN, AmendmentState.FALLEN)
    with pytest.raises(NotAtThisStep):
        second_amendment(told.session, told.drafter, below)
    last = debate.propose(told, "One more.")
    ask_withdrawal(told.session, told.proposer, told.motion, reason="x")
    agree_withdrawal(told.session, told.seconder, told.motion)
    assert last.status is AmendmentState.FALLEN


def test_nothing_is_amended_before_it_is_valid(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    begun = story.begin(session)
    begun.submit()
    with pytest.raises(DomainError):
        debate.propose(begun, "Another.")
