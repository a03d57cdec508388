"""The vote by name, and without names."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM, Role
from consult.kernel.errors import Conflict, DomainError, Invalid, SavedOtherwise
from consult.office.facts import facts_of
from consult.office.services import add_term, edit_term, end_term
from plugins.motion.lifecycle import State
from plugins.motion.queries import orders_version, standing_orders
from plugins.motion.records import VOTING, Choice
from plugins.motion.services.council import change_standing_orders
from plugins.motion.services.votes import (
    NamedVote,
    UnnamedVote,
    check_counts,
    record_named_vote,
    record_unnamed_vote,
)
from tests.consult.office.council import member
from tests.factories import make_person
from tests.plugins.motion import story


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion on the agenda of a meeting that is over."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    clock_at(story.AFTER_MEETING)
    return made


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=st.lists(st.sampled_from(Choice), min_size=4, max_size=4))
def test_counts_and_outcome_follow_from_the_names(session: Session, told: story.Story, choices: list[Choice]) -> None:
    if not any(choice in VOTING for choice in choices):
        with pytest.raises(Invalid, match="quorum"):
            record_named_vote(session, told.officer, told.motion, told.ballot(*choices))
        return
    with session.begin_nested() as attempt:
        division = record_named_vote(session, told.officer, told.motion, told.ballot(*choices))
        assert [vote.choice for vote in sorted(division.votes, key=lambda vote: vote.person_id or 0)]
        for choice in Choice:
            assert division.count(choice) == choices.count(choice)
        difference = choices.count(Choice.FOR) - choices.count(Choice.AGAINST)
        expected = State.CARRIED if difference > 0 else State.LOST if difference < 0 else State.TIED
        assert told.motion.status is expected
        attempt.rollback()
    session.expire_all()


def test_totals_that_do_not_agree_with_the_names_are_refused(session: Session, told: story.Story) -> None:
    ballot = told.ballot(Choice.FOR, Choice.AGAINST)
    wrong = replace(ballot, announced={**ballot.announced, Choice.FOR: 3})
    with pytest.raises(Invalid) as refused:
        record_named_vote(session, told.officer, told.motion, wrong)
    assert refused.value.fields == {"for_count": "For: the chair announced 3, but 1 name is marked"}
    assert told.motion.division is None


@pytest.mark.parametrize(("casting", "outcome"), [(Choice.FOR, State.CARRIED), (Choice.AGAINST, State.LOST)])
def test_the_chair_decides_a_tie(session: Session, told: story.Story, casting: Choice, outcome: State) -> None:
    ballot = told.ballot(Choice.FOR, Choice.AGAINST, Choice.ABSTAIN, Choice.ABSENT)
    chair = told.term_ids()[2]
    division = record_named_vote(
        session, told.officer, told.motion, replace(ballot, casting_vote=casting, chair_id=chair)
    )
    assert told.motion.status is outcome
    assert (division.casting_vote, division.chair_name) == (casting.value, "Cllr Cy Drafter")


def test_an_absent_chair_has_no_casting_vote(session: Session, told: story.Story) -> None:
    ballot = told.ballot(Choice.FOR, Choice.AGAINST, Choice.ABSTAIN, Choice.ABSENT)
    absent = replace(ballot, casting_vote=Choice.FOR, chair_id=told.term_ids()[3])
    with pytest.raises(Invalid) as refused:
        record_named_vote(session, told.officer, told.motion, absent)
    assert "chair_id" in refused.value.fields


def test_there_is_no_casting_vote_without_a_tie_or_against_the_standing_orders(
    session: Session, told: story.Story
) -> None:
    chair = told.term_ids()[0]
    with pytest.raises(Invalid, match="not tied"):
        record_named_vote(
            session,
            told.officer,
            told.motion,
            replace(told.ballot(Choice.FOR), casting_vote=Choice.FOR, chair_id=chair),
        )
    orders = standing_orders(session)
    change_standing_orders(session, told.officer, replace(orders, has_casting_vote=False), orders_version(session))
    tie = told.ballot(Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)
    with pytest.raises(Invalid, match="no casting vote"):
        record_named_vote(session, told.officer, told.motion, replace(tie, casting_vote=Choice.FOR, chair_id=chair))


def test_a_vote_is_recorded_once(session: Session, told: story.Story) -> None:
    ballot = told.ballot(Choice.FOR)
    first = record_named_vote(session, told.officer, told.motion, ballot)
    assert record_named_vote(session, told.officer, told.motion, ballot) is first
    with pytest.raises(SavedOtherwise) as refused:
        record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR, Choice.AGAINST, Choice.FOR))
    differs = [(both.label, both.saved, both.sent) for both in refused.value.compared if both.differs]
    assert differs == [("Cllr Ben Seconder", "For", "Against"), ("For", 4, 3), ("Against", 0, 1)]
    with pytest.raises(Conflict, match="already recorded"):
        record_unnamed_vote(session, told.officer, told.motion, UnnamedVote(outcome=State.LOST))


def test_an_outcome_entered_again_with_other_numbers_is_refused_with_both(session: Session, told: story.Story) -> None:
    said = UnnamedVote(outcome=State.CARRIED, for_count=31, against_count=20)
    first = record_unnamed_vote(session, told.officer, told.motion, said)
    assert record_unnamed_vote(session, told.officer, told.motion, said) is first
    recount = UnnamedVote(outcome=State.CARRIED, for_count=30, against_count=21, note="Recount")
    with pytest.raises(SavedOtherwise) as refused:
        record_unnamed_vote(session, told.officer, told.motion, recount)
    differs = {both.label: (both.saved, both.sent) for both in refused.value.compared if both.differs}
    assert differs == {"Votes for": (31, 30), "Votes against": (20, 21), "Note": ("", "Recount")}
    with pytest.raises(SavedOtherwise):
        record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR))


def test_no_vote_before_the_meeting(session: Session, told: story.Story, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    with pytest.raises(Conflict, match="not been held"):
        record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR))


def test_an_outcome_without_names_says_so(session: Session, told: story.Story) -> None:
    vote = UnnamedVote(outcome=State.CARRIED, is_unanimous=True)
    division = record_unnamed_vote(session, told.officer, told.motion, vote)
    assert (division.is_named, division.for_count, division.votes) == (False, None, [])
    assert told.motion.status is State.CARRIED


@pytest.mark.parametrize(
    "vote",
    [
        UnnamedVote(outcome=State.CARRIED, for_count=3, against_count=4),
        UnnamedVote(outcome=State.LOST, for_count=4, against_count=4),
        UnnamedVote(outcome=State.TIED, for_count=5, against_count=4),
        UnnamedVote(outcome=State.CARRIED, for_count=3),
        UnnamedVote(outcome=State.CARRIED, is_unanimous=True, for_count=3, against_count=1),
        UnnamedVote(outcome=State.TIED, is_unanimous=True),
        UnnamedVote(outcome=State.WITHDRAWN),
    ],
)
def test_counts_that_contradict_the_outcome_are_refused(vote: UnnamedVote) -> None:
    with pytest.raises(Invalid):
        check_counts(vote)


def test_the_roll_is_that_of_the_meeting_and_its_names_are_frozen(session: Session, told: story.Story) -> None:
    late = story.seat_councillor(session, make_person(session, Role.COUNCILLOR), name="Cllr Came After")
    facts = replace(facts_of(late), from_on=date(2026, 12, 1))
    edit_term(session, SYSTEM, late, facts, reason="Elected in December", version=late.version)
    gone = told.roll()[0]
    end_term(session, SYSTEM, gone, story.MEETING)
    told.people["seconder"].name = "Cllr Ada Proposer"
    told.people["drafter"].is_active = False
    facts = replace(member(name="Cllr No Account", ward="Abbey", seat="99"), from_on=story.SINCE)
    add_term(session, SYSTEM, facts)
    division = record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR))
    names = ["Cllr Ada Proposer", "Cllr Ben Seconder", "Cllr Cy Drafter", "Cllr Di Other", "Cllr No Account"]
    assert [(vote.councillor_name, vote.ward, vote.group_name) for vote in division.votes] == [
        (name, "Abbey", "Labour") for name in names
    ]
    assert division.votes[-1].person_id is None
    edit_term(session, SYSTEM, gone, replace(facts_of(gone), name="X"), reason="A slip", version=gone.version)
    assert division.votes[0].councillor_name == "Cllr Ada Proposer"


def test_without_a_roll_there_is_no_vote_by_name(session: Session, told: story.Story) -> None:
    for term in told.roll():
        end_term(session, SYSTEM, term, date(2026, 11, 29))
    assert told.roll() == []
    with pytest.raises(Invalid, match="No member of the council is on the list"):
        record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR))


def test_a_vote_of_which_a_name_is_missing_is_refused(session: Session, told: story.Story) -> None:
    ballot = told.ballot(Choice.FOR)
    fewer = dict(list(ballot.choices.items())[1:])
    with pytest.raises(DomainError, match="list of members"):
        record_named_vote(session, told.officer, told.motion, NamedVote(choices=fewer, announced=ballot.announced))
