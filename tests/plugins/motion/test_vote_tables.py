"""Votes of members as tables; their pages are tested with the views."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from consult.records.shown import shown
from plugins.motion.published_votes import VOTE
from plugins.motion.records import Choice
from plugins.motion.services.votes import record_named_vote
from plugins.motion.vote_tables import record_of, rows_by_group, rows_of_record
from tests.plugins.motion import story


def test_groups_come_by_size_and_a_member_without_one_is_counted_too(
    session: Session, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.to_agenda()
    told.roll()[0].group_name = ""
    clock_at(story.AFTER_MEETING)
    record_named_vote(session, told.officer, told.motion, told.ballot(Choice.AGAINST, Choice.FOR))
    votes = list(shown(session, VOTE, told.motion.divisions[0].votes).values())
    assert list(rows_by_group(votes)) == [("Labour", 3, 0, 0, 0, 0), ("No group", 0, 1, 0, 0, 0)]
    record = record_of(session, told.roll()[:1])
    assert [(cells["number"], cells["vote"], cells["place"]) for cells in record.rows] == [("M2026-001", "against", 1)]
    assert list(rows_of_record(record.rows)) == [("For", 0), ("Against", 1), ("Abstained", 0)]
    told.motion.public_at = None
    session.flush()
    assert record_of(session, told.roll()).rows == []
