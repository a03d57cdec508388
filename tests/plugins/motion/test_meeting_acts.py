"""What a meeting did with a motion, as the database keeps it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from plugins.motion.lifecycle import MOVES, State
from plugins.motion.meeting_acts import ActOfMeeting, MeetingAct
from plugins.motion.services.meeting_acts import record_act
from tests.plugins.motion import story


def test_each_act_has_words_and_leads_where_a_motion_on_an_agenda_can_go() -> None:
    assert len({str(act.label) for act in MeetingAct}) == len(MeetingAct)
    assert {act.state for act in MeetingAct} <= MOVES[State.ON_AGENDA]


def test_what_was_recorded_stays(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.to_agenda()
    clock_at(story.AFTER_MEETING)
    made = record_act(session, told.officer, told.motion, MeetingAct.DEFERRED, reason="No time.")
    row = ActOfMeeting.id == made.id
    for statement in (
        update(ActOfMeeting).where(row).values(act=MeetingAct.NOT_PUT),
        update(ActOfMeeting).where(row).values(reason="Other"),
        delete(ActOfMeeting).where(row),
    ):
        with pytest.raises(DBAPIError, match="permanent record"), session.begin_nested():
            session.execute(statement.execution_options(synchronize_session=False))
