"""In which order amendments are voted on, and where they clash."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.errors import NotFound
from plugins.motion.amendment_queries import (
    amendments_of,
    clashes,
    find_amendment,
    open_amendments,
    order_of_voting,
    waiting_amendments,
)
from tests.plugins.motion import debate, story


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion on the agenda."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    return made


def test_amendments_are_voted_on_in_the_order_of_the_text_unless_the_clerk_says_otherwise(
    session: Session, told: story.Story
) -> None:
    last, first = debate.in_order(told, "Two.", place=2), debate.in_order(told, "One.", place=0)
    below = debate.propose(told, "Two and more.", parent=last)
    assert order_of_voting(amendments_of(session, told.motion)) == [first, below, last]
    last.place = 1
    assert order_of_voting(amendments_of(session, told.motion)) == [below, last, first]


def test_two_amendments_of_the_same_words_clash(session: Session, told: story.Story) -> None:
    first, second = debate.in_order(told, "Lamps."), debate.in_order(told, "Trees.")
    debate.in_order(told, "Notes.", place=0)
    ((one, other, places),) = clashes(amendments_of(session, told.motion))
    assert (one, other) == (first, second)
    assert [place.before for place in places] == ["Clause of resolves."]
    assert len(open_amendments(session, told.motion)) == 3
    assert len(session.scalars(waiting_amendments()).all()) == 3


def test_an_amendment_is_found_by_whoever_reads_its_motion(session: Session, told: story.Story) -> None:
    number = debate.propose(told, "Lamps.").number
    assert find_amendment(session, number, told.other).number == number
    told.motion.public_at = None
    session.flush()
    with pytest.raises(NotFound):
        find_amendment(session, number, told.other)
