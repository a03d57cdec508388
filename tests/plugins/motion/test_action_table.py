"""All actions as one table; its page is tested with the views."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from consult.records.corrections import correct
from plugins.motion.action_table import counted, table_of_actions
from plugins.motion.published import ACTION
from tests.plugins.motion import story
from tests.plugins.motion.services.test_resolutions import letter


def test_a_corrected_day_decides_whether_an_action_is_overdue(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.carry()
    clock_at(story.AFTER_MEETING)
    action = letter(told, due_on=date(2027, 1, 1))
    today = date(2027, 2, 1)
    assert counted(table_of_actions(session, today).rows) == {"overdue": 1, "open": 0, "settled": 0}
    correct(session, told.officer, ACTION, action, "due_on", says="2027-03-01", reason="A slip", seen=0)
    (cells,) = table_of_actions(session, today).rows
    assert (cells["standing"], cells["days_overdue"], cells["due_on"]) == ("open", None, date(2027, 3, 1))
