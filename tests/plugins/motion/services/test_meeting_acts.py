"""Recording what a meeting did with a motion other than voting on it, and what its chair took as urgent."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.errors import Conflict, DomainError, Invalid, SavedOtherwise
from plugins.motion.amendment_course import AmendmentState
from plugins.motion.lifecycle import COMES_BACK, ENDED, AlreadyOver, State
from plugins.motion.meeting_acts import MeetingAct
from plugins.motion.records import Choice
from plugins.motion.services.checks import check_motion, findings, lapse_motion, put_on_agenda
from plugins.motion.services.meeting_acts import accept_as_urgent, record_act
from plugins.motion.services.submission import ask_withdrawal
from plugins.motion.services.votes import record_named_vote
from tests.plugins.motion import debate, story

LATER = date(2026, 12, 14)


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion whose meeting was yesterday, and a meeting to come."""
    clock_at(story.STARTS)
    made = story.begin(session)
    story.call(session, LATER)
    made.to_agenda()
    return made


def act(told: story.Story, what: MeetingAct, reason: str = "As the chair proposed.", body: str = "") -> None:
    """Let the officer record what the meeting did."""
    record_act(told.session, told.officer, told.motion, what, body=body, reason=reason)


@pytest.mark.parametrize("what", MeetingAct)
def test_each_act_ends_a_motion_or_lets_it_come_back_at_a_later_meeting(
    session: Session, told: story.Story, clock_at: Callable[..., Any], what: MeetingAct
) -> None:
    amendment = debate.in_order(told, "Other words.")
    with pytest.raises(Conflict, match="has not been held"):
        act(told, what, body="Cabinet")
    clock_at(story.AFTER_MEETING)
    act(told, what, body="Cabinet")
    assert told.motion.status is what.state
    assert (told.motion.ended_at is not None) is (what.state in ENDED)
    assert amendment.status is (AmendmentState.FALLEN if what.state in ENDED else AmendmentState.IN_ORDER)
    with pytest.raises(DomainError):
        record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR))
    if what.state not in COMES_BACK:
        with pytest.raises(AlreadyOver):
            told.place(LATER)
        return
    with pytest.raises(Invalid, match="meeting to come"):
        told.place()
    told.place(LATER)
    assert (told.motion.status, told.motion.meeting_on) == (State.ON_AGENDA, LATER)
    clock_at("2026-12-15 09:00")
    act(told, MeetingAct.TIME_RAN_OUT)
    assert told.motion.status is State.LAPSED


def test_what_comes_back_can_lapse_too_so_that_nothing_waits_for_ever(
    session: Session, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.AFTER_MEETING)
    act(told, MeetingAct.ADJOURNED)
    with pytest.raises(DomainError):
        ask_withdrawal(session, told.proposer, told.motion, reason="No longer")
    lapse_motion(session, told.officer, told.motion)
    assert told.motion.status is State.LAPSED


def test_the_same_again_is_harmless_and_another_is_refused_beside_the_first(
    told: story.Story, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.AFTER_MEETING)
    for _ in range(2):
        act(told, MeetingAct.REFERRED, "It concerns the budget.", " The  cabinet ")
    with pytest.raises(SavedOtherwise) as refused:
        act(told, MeetingAct.DEFERRED, "It concerns the budget.")
    assert [str(one.sent) for one in refused.value.compared if one.differs] == [str(MeetingAct.DEFERRED.label), ""]


def test_an_act_has_a_reason_and_a_referral_a_body(told: story.Story, clock_at: Callable[..., Any]) -> None:
    clock_at(story.AFTER_MEETING)
    for what, reason, body, fault in (
        (MeetingAct.NOT_PUT, " ", "", "reason"),
        (MeetingAct.REFERRED, "Budget", " ", "body"),
    ):
        with pytest.raises(Invalid) as refused:
            act(told, what, reason, body)
        assert list(refused.value.fields) == [fault]


def test_a_motion_does_not_leave_a_meeting_that_was_held_without_a_trace(
    told: story.Story, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.AFTER_MEETING)
    with pytest.raises(Conflict, match="First record what it did"):
        told.place(LATER)


def test_a_late_motion_that_the_chair_takes_as_urgent_comes_to_the_meeting(
    session: Session, clock_at: Callable[..., Any]
) -> None:
    clock_at("2026-11-26 09:00")
    late = story.begin(session)
    late.submit()
    assert not findings(session, late.motion, story.MEETING).is_in_time
    chair = late.roll()[0]
    with pytest.raises(Invalid):
        accept_as_urgent(session, late.officer, late.motion, meeting_on=story.MEETING, chair=chair, reason=" ")
    for _ in range(2):
        accept_as_urgent(session, late.officer, late.motion, meeting_on=story.MEETING, chair=chair, reason="Flood.")
    with pytest.raises(SavedOtherwise):
        accept_as_urgent(session, late.officer, late.motion, meeting_on=story.MEETING, chair=chair, reason="Fire.")
    late.check()
    late.place()
    check = late.motion.last_check
    assert check is not None
    assert (check.is_in_time, check.clear_days, check.clear_days_needed) == (True, 1, 7)
    assert late.motion.status is State.ON_AGENDA


def test_urgency_is_for_one_meeting_alone(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at("2026-11-26 09:00")
    late = story.begin(session)
    late.submit()
    other = date(2026, 11, 27)
    story.call(session, other)
    accept_as_urgent(session, late.officer, late.motion, meeting_on=other, chair=late.roll()[0], reason="Flood.")
    with pytest.raises(Invalid):
        check_motion(
            session,
            late.officer,
            late.motion,
            meeting_on=story.MEETING,
            is_in_scope=True,
            is_lawful=True,
            reason="",
            text_number=1,
        )
    assert late.motion.status is State.SUBMITTED
    with pytest.raises(Conflict):
        put_on_agenda(session, late.officer, late.motion, meeting_on=other, item=1, version=late.motion.version)
