"""What is published of meetings can be corrected."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from plugins.motion.meeting_queries import find_meeting
from plugins.motion.meeting_records import MEETING
from tests.plugins.motion import story


def test_a_meeting_leads_to_its_page_and_its_reason_can_be_corrected(
    session: Session, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    story.call(session, story.MEETING)
    meeting = find_meeting(session, "2026-11-30")
    assert MEETING.page(meeting) == ("motion_meetings.page", {"day": "2026-11-30"})
    assert MEETING.name(meeting) == "2026-11-30"
    assert [field.column for field in MEETING.fields if field.may_be_corrected] == ["change_reason"]
