"""What stands before the names in minutes tells how they voted."""

import pytest

from plugins.motion.minutes import HEADINGS, KNOWN_HEADINGS
from plugins.motion.records import Choice


def test_every_vote_has_words() -> None:
    assert set(HEADINGS) == set(Choice)


@pytest.mark.parametrize(("word", "choice"), [("votes for", Choice.FOR), ("not present", Choice.ABSENT)])
def test_a_heading_tells_the_vote(word: str, choice: Choice) -> None:
    assert KNOWN_HEADINGS[word] is choice
