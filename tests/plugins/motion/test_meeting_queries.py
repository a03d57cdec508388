"""Finding meetings."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.errors import NotFound
from plugins.motion.meeting_queries import (
    find_meeting,
    meeting_moved_from,
    meeting_on,
    meetings_for,
    meetings_held,
    meetings_to_come,
    notices_for,
)
from tests.plugins.motion import story

PAST, TODAY, NEXT, LATER = date(2026, 10, 5), date(2026, 11, 2), date(2026, 12, 7), date(2027, 1, 18)


@pytest.fixture(autouse=True)
def _meetings(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    story.call(session, PAST, TODAY, LATER, NEXT)


def test_meetings_stand_in_their_order_before_and_after_today(session: Session) -> None:
    assert [meeting.held_on for meeting in meetings_to_come(session)] == [TODAY, NEXT, LATER]
    assert [meeting.held_on for meeting in session.scalars(meetings_held())] == [PAST]


def test_a_motion_can_be_meant_for_what_is_to_come_and_takes_motions(session: Session) -> None:
    budget = find_meeting(session, LATER.isoformat())
    assert [meeting.held_on for meeting in meetings_for(session, None)] == [NEXT, LATER]
    budget.takes_motions = False
    session.flush()
    assert [meeting.held_on for meeting in meetings_for(session, PAST)] == [PAST, NEXT]
    assert [notice.meeting_on for notice in notices_for(session, None)] == [NEXT]


def test_a_meeting_is_found_by_its_day_and_by_the_day_it_was_moved_from(session: Session) -> None:
    assert meeting_on(session, None) is None
    meeting = find_meeting(session, "2026-12-07")
    meeting.moved_from = date(2026, 12, 4)
    session.flush()
    assert meeting_moved_from(session, date(2026, 12, 4)) is meeting
    assert meeting_moved_from(session, NEXT) is None
    for day in ("2026-12-08", "soon"):
        with pytest.raises(NotFound):
            find_meeting(session, day)
