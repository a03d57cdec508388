"""A meeting as the database keeps it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from plugins.motion.meetings import Meeting, MeetingKind
from plugins.motion.models import Motion
from tests.plugins.motion import story


def test_each_kind_has_a_name_of_its_own() -> None:
    assert len({str(kind.label) for kind in MeetingKind}) == len(MeetingKind)


def test_a_day_has_one_meeting_and_a_motion_points_to_one_that_is_there(session: Session) -> None:
    story.call(session, story.MEETING)
    for row in (Meeting(held_on=story.MEETING), Motion(title="Lights", meeting_on=date(2027, 3, 1))):
        with pytest.raises(IntegrityError), session.begin_nested():
            add(session, row)


def add(session: Session, row: Any) -> None:
    """Write a row; a motion says when it was begun."""
    if isinstance(row, Motion):
        row.created_at = datetime(2026, 11, 2, tzinfo=UTC)
    session.add(row)
    session.flush()


def test_nobody_cancels_a_meeting_without_a_word(session: Session) -> None:
    told = story.begin(session)
    assert told.motion.meeting is not None
    told.motion.meeting.cancelled_at = told.motion.created_at
    with pytest.raises(IntegrityError, match="cancelled_has_reason"):
        session.flush()
