"""Votes on closures, casting votes given later, and votes minuted because a member asked."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.kernel.errors import Conflict, Invalid, SavedOtherwise
from plugins.motion.amendment_course import AmendmentState
from plugins.motion.attendance import Presence
from plugins.motion.lifecycle import NotYet, State
from plugins.motion.queries import orders_version, standing_orders
from plugins.motion.records import Choice, Division
from plugins.motion.services.attendance import record_attendance
from plugins.motion.services.closures import give_casting_vote, minute_vote
from plugins.motion.services.council import change_standing_orders
from plugins.motion.services.votes import UnnamedVote, known_before, record_named_vote, record_unnamed_vote
from plugins.motion.voting_rules import Closure, Threshold
from tests.plugins.motion import debate, story

CARRIED, LOST = UnnamedVote(outcome=State.CARRIED), UnnamedVote(outcome=State.LOST)


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion whose meeting was yesterday."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    clock_at(story.AFTER_MEETING)
    return made


def close(told: story.Story, closure: Closure, vote: UnnamedVote) -> Division:
    """Record the vote on a closure."""
    return record_unnamed_vote(told.session, told.officer, told.motion, vote, closure=closure)


@pytest.mark.parametrize(
    ("closure", "state"),
    [
        (Closure.NEXT_BUSINESS, State.NOT_PUT),
        (Closure.ADJOURN_DEBATE, State.ADJOURNED),
        (Closure.ADJOURN_MEETING, State.ADJOURNED),
        (Closure.PUT_NOW, State.ON_AGENDA),
    ],
)
def test_a_closure_that_is_carried_ends_or_adjourns_the_debate_and_a_lost_one_does_not(
    told: story.Story, closure: Closure, state: State
) -> None:
    other = next(one for one in Closure if one is not closure)
    close(told, other, LOST)
    assert told.motion.status is State.ON_AGENDA
    first = close(told, closure, CARRIED)
    assert told.motion.status is state
    assert close(told, closure, CARRIED) is first
    with pytest.raises(SavedOtherwise):
        close(told, closure, LOST)
    assert told.motion.division is None
    assert len(told.motion.divisions) == 2


def test_of_a_closure_the_log_says_no_vote_on_the_motion_and_followers_hear_only_what_it_did(
    session: Session, told: story.Story
) -> None:
    close(told, Closure.PUT_NOW, CARRIED)
    close(told, Closure.NEXT_BUSINESS, LOST)
    close(told, Closure.ADJOURN_DEBATE, CARRIED)
    names = [entry.name for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(4))]
    assert names == ["motion.meeting_acted", *["motion.closure_voted"] * 3]


def test_after_the_question_is_put_the_motion_is_voted_on(session: Session, told: story.Story) -> None:
    close(told, Closure.PUT_NOW, CARRIED)
    record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR))
    assert told.motion.status is State.CARRIED
    with pytest.raises(NotYet):
        close(told, Closure.NEXT_BUSINESS, CARRIED)


def test_a_casting_vote_given_later_decides_an_equal_vote_once(session: Session, told: story.Story) -> None:
    roll = told.roll()
    with pytest.raises(NotYet):
        give_casting_vote(session, told.officer, told.motion, Choice.FOR, roll[0])
    ballot = told.ballot(Choice.FOR, Choice.AGAINST, Choice.ABSTAIN, Choice.ABSENT)
    division = record_named_vote(session, told.officer, told.motion, ballot)
    assert (told.motion.status, division.outcome) == (State.TIED, State.TIED)
    with pytest.raises(Invalid):
        give_casting_vote(session, told.officer, told.motion, Choice.FOR, roll[3])
    for _ in range(2):
        give_casting_vote(session, told.officer, told.motion, Choice.FOR, roll[0])
    assert (told.motion.status, division.outcome, division.chair_name) == (State.CARRIED, State.CARRIED, roll[0].name)
    assert told.motion.resolution is not None
    with pytest.raises(SavedOtherwise):
        give_casting_vote(session, told.officer, told.motion, Choice.AGAINST, roll[0])
    for change in ({"outcome": State.LOST}, {"casting_vote": Choice.AGAINST}, {"chair_name": "Somebody"}):
        statement = update(Division).where(Division.id == division.id).values(**change)
        with pytest.raises(DBAPIError, match="permanent record"), session.begin_nested():
            session.execute(statement.execution_options(synchronize_session=False))


def test_a_council_without_a_casting_vote_has_none_later_either(session: Session, told: story.Story) -> None:
    orders = replace(standing_orders(session), has_casting_vote=False)
    change_standing_orders(session, told.officer, orders, orders_version(session))
    record_unnamed_vote(session, told.officer, told.motion, UnnamedVote(outcome=State.TIED))
    with pytest.raises(Conflict, match="no casting vote"):
        give_casting_vote(session, told.officer, told.motion, Choice.FOR, told.roll()[0])
    assert told.motion.status is State.TIED


@pytest.mark.parametrize(
    ("threshold", "state"),
    [(Threshold.SIMPLE, State.CARRIED), (Threshold.ABSOLUTE, State.LOST), (Threshold.TWO_THIRDS, State.CARRIED)],
)
def test_two_to_one_of_four_seats_is_enough_for_some_majorities(
    session: Session, told: story.Story, threshold: Threshold, state: State
) -> None:
    ballot = told.ballot(Choice.FOR, Choice.FOR, Choice.AGAINST, Choice.ABSENT)
    division = record_named_vote(session, told.officer, told.motion, replace(ballot, threshold=threshold))
    assert (told.motion.status, division.threshold) == (state, threshold)


def test_equal_votes_lose_where_more_than_half_is_needed_and_nobody_casts_another(
    session: Session, told: story.Story
) -> None:
    ballot = replace(told.ballot(Choice.FOR, Choice.AGAINST), threshold=Threshold.TWO_THIRDS)
    casting = replace(ballot, casting_vote=Choice.FOR, chair_id=told.term_ids()[0])
    with pytest.raises(Invalid):
        record_named_vote(session, told.officer, told.motion, casting)
    record_named_vote(session, told.officer, told.motion, ballot)
    assert told.motion.status is State.LOST


def test_there_is_no_vote_without_a_quorum(session: Session, told: story.Story) -> None:
    orders = replace(standing_orders(session), quorum_parts=2)
    change_standing_orders(session, told.officer, orders, orders_version(session))
    with pytest.raises(Invalid, match="1 members took part, and 2 are a quorum"):
        record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR, Choice.ABSENT))
    record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR, Choice.FOR, Choice.ABSENT))
    assert told.motion.status is State.CARRIED


def test_whoever_was_away_at_the_last_vote_of_the_meeting_is_away_at_the_next(
    session: Session, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    other = story.begin(session, title="Trees")
    other.to_agenda()
    clock_at(story.AFTER_MEETING)
    ballot = other.ballot(Choice.ABSENT, Choice.FOR)
    record_named_vote(session, other.officer, other.motion, ballot)
    assert known_before(session, told.motion) == {other.term_ids()[0]: Choice.ABSENT}


def test_a_member_has_her_own_vote_minuted_where_it_fits_the_numbers(session: Session, told: story.Story) -> None:
    roll = told.roll()
    away = {term.id: Presence.PRESENT for term in roll} | {roll[3].id: Presence.APOLOGIES}
    record_attendance(session, told.officer, story.MEETING, away)
    counts = UnnamedVote(outcome=State.CARRIED, for_count=2, against_count=1, abstain_count=0)
    division = record_unnamed_vote(session, told.officer, told.motion, counts)
    for _ in range(2):
        minute_vote(session, told.officer, division, roll[0], Choice.AGAINST)
    assert [(vote.councillor_name, vote.choice) for vote in division.votes] == [(roll[0].name, Choice.AGAINST)]
    with pytest.raises(SavedOtherwise):
        minute_vote(session, told.officer, division, roll[0], Choice.FOR)
    for member, choice, fault in (
        (roll[1], Choice.AGAINST, "choice"),
        (roll[1], Choice.ABSTAIN, "choice"),
        (roll[1], Choice.ABSENT, "choice"),
        (roll[3], Choice.FOR, "member"),
    ):
        with pytest.raises(Invalid) as refused:
            minute_vote(session, told.officer, division, member, choice)
        assert list(refused.value.fields) == [fault]
    minute_vote(session, told.officer, division, roll[1], Choice.FOR)
    assert len(division.votes) == 2


def test_a_vote_by_name_has_nothing_to_be_minuted(session: Session, told: story.Story) -> None:
    division = record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR))
    with pytest.raises(Conflict):
        minute_vote(session, told.officer, division, told.roll()[0], Choice.AGAINST)


def test_nobody_is_minuted_against_a_unanimous_vote(session: Session, told: story.Story) -> None:
    vote = UnnamedVote(outcome=State.CARRIED, is_unanimous=True)
    division = record_unnamed_vote(session, told.officer, told.motion, vote)
    with pytest.raises(Invalid):
        minute_vote(session, told.officer, division, told.roll()[0], Choice.AGAINST)
    minute_vote(session, told.officer, division, told.roll()[0], Choice.FOR)


def test_a_closure_and_an_amendment_are_voted_on_by_name_and_stand_in_the_record_of_each_member(
    session: Session, told: story.Story
) -> None:
    ballot = told.ballot(Choice.FOR, Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)
    for _ in range(2):
        record_named_vote(session, told.officer, told.motion, ballot, closure=Closure.PUT_NOW)
    with pytest.raises(SavedOtherwise):
        record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR), closure=Closure.PUT_NOW)
    states = [told.motion.status]
    record_named_vote(session, told.officer, told.motion, ballot, closure=Closure.ADJOURN_DEBATE)
    assert [(one.closure, one.is_named, len(one.votes)) for one in told.motion.divisions] == [
        (Closure.PUT_NOW, True, 4),
        (Closure.ADJOURN_DEBATE, True, 4),
    ]
    assert [*states, told.motion.status] == [State.ON_AGENDA, State.ADJOURNED]


def test_a_casting_vote_given_later_decides_on_a_closure_and_on_an_amendment(
    session: Session, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    amendment = debate.in_order(told, "Mend the lamps.")
    clock_at(story.AFTER_MEETING)
    tie, chair = told.ballot(Choice.FOR, Choice.AGAINST, Choice.ABSTAIN), told.roll()[0]
    record_named_vote(session, told.officer, told.motion, tie, closure=Closure.ADJOURN_DEBATE)
    give_casting_vote(session, told.officer, told.motion, Choice.AGAINST, chair, closure=Closure.ADJOURN_DEBATE)
    assert told.motion.status is State.ON_AGENDA
    record_named_vote(session, told.officer, told.motion, tie, amendment)
    assert (amendment.status, amendment.is_open, len(told.motion.texts)) == (AmendmentState.TIED, False, 1)
    for _ in range(2):
        give_casting_vote(session, told.officer, told.motion, Choice.FOR, chair, amendment)
    assert (amendment.status, amendment.result_id) == (AmendmentState.CARRIED, told.motion.texts[1].id)
    with pytest.raises(SavedOtherwise):
        give_casting_vote(session, told.officer, told.motion, Choice.AGAINST, chair, amendment)
    record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR))
    assert told.motion.resolution is not None
    assert told.motion.resolution.words == "1. Mend the lamps."


def test_once_the_motion_is_decided_no_casting_vote_changes_its_text(
    session: Session, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    amendment = debate.in_order(told, "Mend the lamps.")
    clock_at(story.AFTER_MEETING)
    debate.vote(told, amendment, State.TIED)
    debate.vote(told, None)
    with pytest.raises(NotYet):
        give_casting_vote(session, told.officer, told.motion, Choice.FOR, told.roll()[0], amendment)
    assert (amendment.status, len(told.motion.texts)) == (AmendmentState.TIED, 1)


@pytest.mark.parametrize(
    ("threshold", "votes", "outcome"),
    [
        (Threshold.SIMPLE, (2, 1), State.CARRIED),
        (Threshold.ABSOLUTE, (2, 1), State.LOST),
        (Threshold.ABSOLUTE, (3, 1), State.CARRIED),
        (Threshold.TWO_THIRDS, (2, 1), State.CARRIED),
        (Threshold.TWO_THIRDS, (2, 2), State.LOST),
    ],
)
def test_without_names_too_the_majority_that_is_needed_decides(
    session: Session, told: story.Story, threshold: Threshold, votes: tuple[int, int], outcome: State
) -> None:
    given = UnnamedVote(outcome=outcome, for_count=votes[0], against_count=votes[1], threshold=threshold)
    for wrong in {State.CARRIED, State.LOST, State.TIED} - {outcome}:
        with pytest.raises(Invalid):
            record_unnamed_vote(session, told.officer, told.motion, replace(given, outcome=wrong))
    division = record_unnamed_vote(session, told.officer, told.motion, given)
    assert (division.outcome, division.threshold) == (outcome, threshold)
