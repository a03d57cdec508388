"""Who came to a meeting: everybody on the roll of its day, once, and in agreement with the votes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from consult.kernel.errors import Conflict, Invalid, SavedOtherwise
from consult.office.facts import facts_of
from consult.office.services import edit_term, end_term
from consult.records.corrections import correct
from consult.sdk.records import shown_row
from plugins.motion.attendance import Presence
from plugins.motion.published_votes import ATTENDANCE
from plugins.motion.queries import attendance_on
from plugins.motion.records import Choice
from plugins.motion.services.attendance import record_attendance
from plugins.motion.services.votes import record_named_vote
from tests.plugins.motion import story

DAY = story.MEETING


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion on the agenda of a meeting that is over."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    clock_at(story.AFTER_MEETING)
    return made


def everybody(told: story.Story, last: Presence = Presence.PRESENT) -> dict[int, Presence]:
    """Note everybody present but the last, of whom this is noted."""
    *others, one = told.term_ids()
    return {**dict.fromkeys(others, Presence.PRESENT), one: last}


def test_attendance_is_taken_on_the_roll_of_the_day_and_frozen(session: Session, told: story.Story) -> None:
    first = told.roll()[0]
    for _ in range(2):
        record_attendance(session, told.officer, DAY, everybody(told, Presence.APOLOGIES))
    edit_term(session, SYSTEM, first, replace(facts_of(first), name="Renamed"), reason="A slip", version=first.version)
    end_term(session, SYSTEM, first, DAY.replace(day=1))
    rows = attendance_on(session, DAY)
    assert [(row.member_name, row.ward, row.group_name, row.presence) for row in rows][0::3] == [
        ("Cllr Ada Proposer", "Abbey", "Labour", "present"),
        ("Cllr Di Other", "Abbey", "Labour", "apologies"),
    ]


def test_something_else_the_second_time_is_refused_with_both(session: Session, told: story.Story) -> None:
    record_attendance(session, told.officer, DAY, everybody(told))
    with pytest.raises(SavedOtherwise) as refused:
        record_attendance(session, told.officer, DAY, everybody(told, Presence.ABSENT))
    differs = [(both.label, both.saved, both.sent) for both in refused.value.compared if both.differs]
    assert differs == [("Cllr Di Other", "Present", "Absent without apologies")]


def test_every_member_is_noted_and_the_meeting_is_over(
    session: Session, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    noted = everybody(told)
    noted.popitem()
    with pytest.raises(Invalid, match="list of members has changed"):
        record_attendance(session, told.officer, DAY, noted)
    with pytest.raises(Invalid, match="No member of the council is on the list"):
        record_attendance(session, told.officer, DAY.replace(year=2020), {})
    clock_at(story.STARTS)
    with pytest.raises(Conflict, match="not been held"):
        record_attendance(session, told.officer, DAY, everybody(told))
    assert list(attendance_on(session, DAY)) == []


def test_nobody_votes_who_was_not_there_whichever_is_entered_first(session: Session, told: story.Story) -> None:
    away = told.term_ids()[-1]
    with session.begin_nested() as attempt:
        record_attendance(session, told.officer, DAY, everybody(told, Presence.APOLOGIES))
        with pytest.raises(Invalid) as refused:
            record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR))
        assert list(refused.value.fields) == [f"vote_{away}"]
        row = attendance_on(session, DAY)[-1]
        correct(session, told.officer, ATTENDANCE, row, "presence", says="present", reason="Came late", seen=0)
        record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR))
        attempt.rollback()
    session.expire_all()
    record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR))
    with pytest.raises(Invalid) as refused:
        record_attendance(session, told.officer, DAY, everybody(told, Presence.ABSENT))
    assert list(refused.value.fields) == [f"presence_{away}"]


def test_the_row_stays_and_a_correction_stands_beside_it(session: Session, told: story.Story) -> None:
    record_attendance(session, told.officer, DAY, everybody(told))
    row = attendance_on(session, DAY)[-1]
    correct(session, told.officer, ATTENDANCE, row, "presence", says="absent", reason="A slip", seen=0)
    assert shown_row(session, ATTENDANCE, row).value("presence") == "absent"
    assert row.presence is Presence.PRESENT
    row.presence = Presence.ABSENT
    with pytest.raises(DatabaseError):
        session.flush()
