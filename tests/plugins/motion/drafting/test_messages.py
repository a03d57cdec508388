"""What goes over a connection."""

import json

import pytest

from plugins.motion.drafting.document import Refused
from plugins.motion.drafting.messages import (
    MOST_UPDATES,
    Message,
    news_message,
    people_message,
    read_message,
    saved_message,
)
from plugins.motion.drafting.presence import Present


def test_a_message_is_read_as_it_was_written() -> None:
    text = json.dumps({"number": 7, "updates": ["AAE="], "editing": "C-1"})
    assert read_message(text) == Message(7, [b"\0\1"], "C-1")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "[" * 100_000,
        "{}",
        b"\xff",
        '{"number": "1", "updates": [], "editing": ""}',
        '{"number": 1, "updates": null, "editing": ""}',
        '{"number": 1, "updates": [1], "editing": ""}',
        '{"number": 1, "updates": ["?"], "editing": ""}',
        '{"number": 1, "updates": [], "editing": 1}',
        json.dumps({"number": 1, "updates": [""] * (MOST_UPDATES + 1), "editing": ""}),
    ],
)
def test_anything_else_is_refused(text: str | bytes) -> None:
    with pytest.raises(Refused):
        read_message(text)


def test_pages_are_told_in_the_words_of_the_answers_to_those_who_ask() -> None:
    assert json.loads(news_message([b"\0\1"], 3)) == {"seq": 3, "updates": ["AAE="]}
    assert json.loads(people_message([Present(1, "Cy", "C-1")])) == {"people": [{"name": "Cy", "clause": "C-1"}]}
    assert json.loads(saved_message(7)) == {"saved": 7}
