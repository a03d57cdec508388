"""Finding replies and reports; who may fetch a file is tested with the services."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.errors import NotFound
from plugins.motion.meetings import Meeting
from plugins.motion.reply_queries import find_reply, replies_of, reports_of, reports_on
from plugins.motion.services.replies import report_to_council
from tests.plugins.motion import story
from tests.plugins.motion.services.test_resolutions import letter


def test_a_meeting_hears_of_the_actions_of_public_motions(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    assert (replies_of(session, told.motion), reports_of(session, told.motion)) == ((), ())
    told.carry()
    clock_at(story.AFTER_MEETING)
    day = date(2027, 3, 1)
    report = report_to_council(session, told.officer, letter(told), meeting_on=day, text="It was sent.")
    assert list(reports_on(session, day)) == [report]
    assert list(reports_on(session, date(2027, 3, 2))) == []
    session.add(Meeting(held_on=date(2027, 3, 8), moved_from=day, change_reason="Snow"))
    session.flush()
    assert list(reports_on(session, date(2027, 3, 8))) == [report]
    told.motion.public_at = None
    session.flush()
    assert list(reports_on(session, day)) == []
    with pytest.raises(NotFound):
        find_reply(session, 0)
