"""Who writes where."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel import clock
from consult.kernel.authz import SYSTEM
from consult.kernel.db import Database
from plugins.motion.drafting.models import DraftPresence
from plugins.motion.drafting.presence import HOLDS, Present, note_presence, present_in
from plugins.motion.models import Motion
from plugins.motion.privacy import erase
from tests.plugins.motion import story


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft of three clauses."""
    clock_at(story.STARTS)
    return story.begin(session)


def test_others_see_where_somebody_writes_until_they_stop(session: Session, told: story.Story) -> None:
    first, second, _third = told.clauses()
    for clause in (first, second):
        note_presence(session, told.drafter, told.motion, clause.key)
    assert present_in(session, told.proposer, told.motion) == [
        Present(told.people["drafter"].id, "Cllr Cy Drafter", second.key)
    ]
    assert present_in(session, told.drafter, told.motion) == []
    note_presence(session, told.drafter, told.motion, "")
    assert present_in(session, told.proposer, told.motion) == []


def test_whoever_says_no_more_is_forgotten(session: Session, told: story.Story) -> None:
    note_presence(session, told.drafter, told.motion, told.clauses()[0].key)
    with clock.set_clock(clock.now() + HOLDS + timedelta(seconds=1)):
        assert present_in(session, told.proposer, told.motion) == []


@pytest.mark.parametrize("clause", ["<b>", "x" * 500, "\x00"])
def test_what_is_no_id_is_nowhere(session: Session, told: story.Story, clause: str) -> None:
    note_presence(session, told.drafter, told.motion, clause)
    note_presence(session, SYSTEM, told.motion, "C-1")
    assert present_in(session, told.proposer, told.motion) == []


def test_two_tabs_of_one_person_that_begin_at_once_are_one_place(
    live_database: Database, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    with live_database.unit_of_work() as session:
        told = story.begin(session)
        drafter, proposer, number = told.drafter, told.proposer, told.motion.id
        first, second, _third = (clause.key for clause in told.clauses())
    with live_database.unit_of_work() as session:
        motion = session.get_one(Motion, number)
        assert session.get(DraftPresence, (number, drafter.person_id)) is None
        with live_database.unit_of_work() as other:
            note_presence(other, drafter, other.get_one(Motion, number), first)
        note_presence(session, drafter, motion, second)
    with live_database.reading() as session:
        assert present_in(session, proposer, session.get_one(Motion, number)) == [
            Present(drafter.person_id or 0, "Cllr Cy Drafter", second)
        ]


def test_an_erased_account_writes_nowhere(session: Session, told: story.Story) -> None:
    note_presence(session, told.drafter, told.motion, told.clauses()[0].key)
    erase(session, told.people["drafter"].id)
    assert present_in(session, told.proposer, told.motion) == []
