"""Who arrived late at a meeting or left it, carried to each vote of the meeting, in agreement with the votes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.contract.records import Record
from consult.kernel.errors import Invalid
from consult.records.corrections import correct
from consult.records.shown import shown
from plugins.motion.attendance import Movement, MovementKind, Presence
from plugins.motion.published_votes import ATTENDANCE, MOVEMENT, VOTE, away_at, moves_of
from plugins.motion.queries import attendance_on
from plugins.motion.records import Choice
from plugins.motion.services.attendance import record_attendance
from plugins.motion.services.movements import record_movement
from plugins.motion.services.votes import known_before, record_named_vote
from plugins.motion.voting_rules import Closure
from tests.plugins.motion import story


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion whose meeting was yesterday; the last member sent apologies."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    clock_at(story.AFTER_MEETING)
    *others, last = made.term_ids()
    there = {**dict.fromkeys(others, Presence.PRESENT), last: Presence.APOLOGIES}
    record_attendance(session, made.officer, story.MEETING, there)
    return made


def move(told: story.Story, place: int, kind: MovementKind, at: str) -> Movement:
    """Record that one of the members arrived late or left."""
    term_id = told.term_ids()[place]
    return record_movement(told.session, told.officer, story.MEETING, term_id=term_id, kind=kind, at=at)


def test_whoever_is_not_there_at_the_time_of_a_vote_is_absent_in_it(session: Session, told: story.Story) -> None:
    first, second, third, last = told.term_ids()
    for _ in range(2):
        move(told, 0, MovementKind.ARRIVED, "19:30")
    move(told, 1, MovementKind.LEFT, "20:30")
    move(told, 1, MovementKind.ARRIVED, "21:00")
    assert away_at(session, story.MEETING, "19:00") == {first}
    assert away_at(session, story.MEETING, "20:45") == {second}
    assert away_at(session, story.MEETING, "21:00") == set()
    assert known_before(session, told.motion, "20:45") == {second: Choice.ABSENT, last: Choice.ABSENT}
    ballot = told.ballot(Choice.FOR, Choice.FOR, Choice.FOR, Choice.ABSENT)
    with pytest.raises(Invalid, match="Enter the time"):
        record_named_vote(session, told.officer, told.motion, ballot)
    with pytest.raises(Invalid) as refused:
        record_named_vote(session, told.officer, told.motion, replace(ballot, at_time="20:45"))
    assert list(refused.value.fields) == [f"vote_{second}"]
    without = told.ballot(Choice.FOR, Choice.ABSENT, Choice.FOR, Choice.ABSENT)
    closed = replace(without, at_time="20:45")
    record_named_vote(session, told.officer, told.motion, closed, closure=Closure.PUT_NOW)
    division = record_named_vote(session, told.officer, told.motion, replace(ballot, at_time="21:10"))
    assert (division.at_time, [vote.choice for vote in division.votes]) == ("21:10", list(ballot.choices.values()))
    assert {third} & away_at(session, story.MEETING, "21:10") == set()


def test_nobody_leaves_before_a_vote_that_they_gave_and_who_did_not_come_does_not_leave(
    session: Session, told: story.Story
) -> None:
    ballot = told.ballot(Choice.FOR, Choice.FOR, Choice.FOR, Choice.ABSENT)
    record_named_vote(session, told.officer, told.motion, replace(ballot, at_time="20:15"))
    for place, field in ((0, "at"), (3, "member")):
        with pytest.raises(Invalid) as refused:
            move(told, place, MovementKind.LEFT, "20:00")
        assert list(refused.value.fields) == [field]
    left = move(told, 0, MovementKind.LEFT, "20:30")
    for column, says in (("at", "20:10"), ("at", "late"), ("kind", "arrived")):
        with pytest.raises(Invalid):
            correct(session, told.officer, MOVEMENT, left, column, says=says, reason="A slip", seen=0)
    correct(session, told.officer, MOVEMENT, left, "kind", says="mistaken", reason="It was another", seen=0)
    assert moves_of(session, left.attendance) == [("20:30", MovementKind.MISTAKEN)]
    assert away_at(session, story.MEETING, "21:00") == set()


def test_a_vote_is_corrected_only_for_who_was_there_and_an_attendance_only_of_who_did_not_vote(
    session: Session, told: story.Story
) -> None:
    left = move(told, 1, MovementKind.LEFT, "20:30")
    ballot = told.ballot(Choice.FOR, Choice.ABSENT, Choice.FOR, Choice.ABSENT)
    division = record_named_vote(session, told.officer, told.motion, replace(ballot, at_time="20:45"))
    votes = {vote.term_id: vote for vote in division.votes}
    first, second, _third, last = told.term_ids()
    came = {row.term_id: row for row in attendance_on(session, story.MEETING)}

    def now_says(record: Record, row: Any, column: str, says: str) -> None:
        correct(session, told.officer, record, row, column, says=says, reason="A slip", seen=0)

    for term_id, fault in ((second, "not there at 20:45"), (last, "not at the meeting")):
        with pytest.raises(Invalid) as refused:
            now_says(VOTE, votes[term_id], "choice", "for")
        assert fault in str(refused.value.fields["says"])
    with pytest.raises(Invalid) as refused:
        now_says(ATTENDANCE, came[first], "presence", "absent")
    assert "voted at the meeting" in str(refused.value.fields["says"])
    now_says(MOVEMENT, left, "at", "20:50")
    now_says(VOTE, votes[second], "choice", "for")
    now_says(ATTENDANCE, came[last], "presence", "present")
    now_says(VOTE, votes[last], "choice", "against")
    read = shown(session, VOTE, list(votes.values())).values()
    assert {one.row.term_id: one.value("choice") for one in read} == {**dict.fromkeys(votes, "for"), last: "against"}
