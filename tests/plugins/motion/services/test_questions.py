"""What is put to the vote: which question it is, and which vote on it is recorded."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from plugins.motion.lifecycle import State
from plugins.motion.meeting_acts import MeetingAct
from plugins.motion.records import Question
from plugins.motion.services.questions import ENDS, Put
from plugins.motion.services.votes import UnnamedVote, record_unnamed_vote
from plugins.motion.voting_rules import Closure
from tests.plugins.motion import debate, story


def test_each_question_finds_its_own_vote(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.to_agenda()
    amendment = debate.in_order(told, "Mend the lamps.")
    closures = [Put(told.motion, closure=closure) for closure in Closure]
    puts = [Put(told.motion), Put(told.motion, amendment), *closures]
    clock_at(story.AFTER_MEETING)
    lost = UnnamedVote(outcome=State.LOST)
    for put in reversed(puts):
        record_unnamed_vote(session, told.officer, told.motion, lost, put.amendment, closure=put.closure)
    found = [put.division for put in puts]
    assert len({division.id for division in found if division is not None}) == len(puts)
    assert [division.question for division in found if division is not None] == [put.question for put in puts]
    assert puts[0].question is Question.MOTION


def test_a_question_that_is_put_ends_no_debate() -> None:
    assert {closure for closure in Closure if closure not in ENDS} == {Closure.PUT_NOW}
    assert ENDS[Closure.NEXT_BUSINESS] is MeetingAct.NOT_PUT
