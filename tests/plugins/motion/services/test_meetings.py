"""Entering meetings, moving and cancelling them, and the order of their motions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid, SavedOtherwise
from plugins.motion.lifecycle import State
from plugins.motion.meeting_queries import find_meeting, meeting_on, require_meeting
from plugins.motion.meetings import MeetingKind
from plugins.motion.queries import orders_version, standing_orders
from plugins.motion.services.checks import findings
from plugins.motion.services.consents import draft_as_it_stands
from plugins.motion.services.council import change_standing_orders
from plugins.motion.services.meetings import (
    MeetingFacts,
    call_meeting,
    cancel_meeting,
    change_meeting,
    order_agenda,
)
from tests.plugins.motion import story

LATER = date(2026, 12, 14)


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft for a meeting."""
    clock_at(story.STARTS)
    return story.begin(session)


def move(told: story.Story, day: date, reason: str = "The chamber is flooded.") -> None:
    """Move the meeting of the story."""
    meeting = find_meeting(told.session, story.MEETING.isoformat())
    facts = MeetingFacts(held_on=day)
    change_meeting(told.session, told.officer, meeting, facts, reason=reason, version=meeting.version)


def test_a_meeting_is_entered_once(session: Session, told: story.Story) -> None:
    facts = MeetingFacts(held_on=LATER, starts_at=time(19), kind=MeetingKind.EXTRAORDINARY, place=" Town  hall ")
    made = call_meeting(session, told.officer, facts)
    assert call_meeting(session, told.officer, facts) is made
    assert made.place == "Town hall"
    with pytest.raises(SavedOtherwise) as refused:
        call_meeting(session, told.officer, replace(facts, starts_at=time(18)))
    assert [(str(one.saved), str(one.sent)) for one in refused.value.compared if one.differs] == [("19:00", "18:00")]


def test_motions_go_with_a_meeting_to_another_day_and_agreements_end(session: Session, told: story.Story) -> None:
    told.agree()
    move(told, LATER)
    assert told.motion.meeting_on == LATER
    draft = draft_as_it_stands(session, told.motion)
    assert (draft.proposer, draft.seconder) == (None, None)
    meeting = find_meeting(session, LATER.isoformat())
    assert (meeting.moved_from, meeting.change_reason) == (story.MEETING, "The chamber is flooded.")
    assert meeting_on(session, story.MEETING) is None


def test_a_meeting_is_moved_with_a_reason_to_a_free_day_and_not_before_its_notice(
    session: Session, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    story.call(session, LATER)
    told.submit()
    for day, reason, fault in (
        (date(2026, 12, 7), " ", "reason"),
        (LATER, "Why", "held_on"),
        (date(2026, 11, 27), "Why", "held_on"),
    ):
        with pytest.raises(Invalid) as refused:
            move(told, day, reason)
        assert fault in refused.value.fields
    clock_at("2026-11-30 08:00")
    with pytest.raises(Conflict, match="has come"):
        move(told, date(2026, 12, 7))
    assert told.motion.meeting_on == story.MEETING


def test_an_older_page_does_not_win(session: Session, told: story.Story) -> None:
    meeting = find_meeting(session, story.MEETING.isoformat())
    seen = meeting.version
    facts = MeetingFacts(held_on=story.MEETING, place="Town hall")
    for _ in range(2):
        change_meeting(session, told.officer, meeting, facts, reason="", version=seen)
    with pytest.raises(ChangedMeanwhile):
        change_meeting(session, told.officer, meeting, replace(facts, place="Library"), reason="", version=seen)
    assert meeting.place == "Town hall"


def test_a_meeting_with_an_agenda_is_not_cancelled_and_drafts_lose_theirs(session: Session, told: story.Story) -> None:
    other = story.begin(session, title="Trees")
    other.agree()
    told.to_agenda()
    meeting = find_meeting(session, story.MEETING.isoformat())
    with pytest.raises(Conflict, match=str(told.motion.number)):
        cancel_meeting(session, told.officer, meeting, reason="Snow")
    story.call(session, LATER)
    told.place(LATER)
    with pytest.raises(Invalid):
        cancel_meeting(session, told.officer, meeting, reason=" ")
    for _ in range(2):
        cancel_meeting(session, told.officer, meeting, reason="Snow")
    assert other.motion.meeting_on is None
    assert draft_as_it_stands(session, other.motion).proposer is None
    with pytest.raises(Invalid, match="cancelled"):
        require_meeting(session, story.MEETING)


def test_motions_are_debated_at_meetings_that_take_them(session: Session, told: story.Story) -> None:
    call_meeting(session, told.officer, MeetingFacts(held_on=LATER, takes_motions=False))
    with pytest.raises(Invalid, match="No motions are debated"):
        require_meeting(session, LATER)
    with pytest.raises(Invalid, match="no meeting on this day"):
        require_meeting(session, date(2026, 12, 15))


def test_two_motions_do_not_have_one_item_and_an_older_page_does_not_win(session: Session, told: story.Story) -> None:
    other = story.begin(session, title="Trees")
    for one in (told, other):
        one.to_agenda()
    first, second = told.motion.id, other.motion.id
    meeting = find_meeting(session, story.MEETING.isoformat())
    seen = {first: 7, second: 7}
    with pytest.raises(Invalid) as refused:
        order_agenda(session, told.officer, meeting, {first: 3, second: 3}, seen=seen)
    assert set(refused.value.fields) == {f"item_{first}", f"item_{second}"}
    for _ in range(2):
        order_agenda(session, told.officer, meeting, {first: 4, second: None}, seen=seen)
    assert (told.motion.agenda_item, other.motion.agenda_item) == (4, None)
    with pytest.raises(ChangedMeanwhile):
        order_agenda(session, told.officer, meeting, {first: 5, second: 6}, seen=seen)


def test_an_agenda_takes_as_many_motions_of_a_group_as_the_orders_say(session: Session, told: story.Story) -> None:
    orders = replace(standing_orders(session), motions_per_group=1)
    change_standing_orders(session, told.officer, orders, orders_version(session))
    other = story.begin(session, title="Trees")
    told.to_agenda()
    other.submit()
    other.check()
    assert not findings(session, other.motion, story.MEETING).is_within_group
    with pytest.raises(Invalid, match="1 motion of the proposer’s group"):
        other.place()
    story.call(session, LATER)
    other.place(LATER)
    assert other.motion.status is State.ON_AGENDA
