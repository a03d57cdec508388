"""A cell in words and as a plain value, and no small number of people in either."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from consult.contract.plugin import Column
from consult.registers.values import plain, plain_row, shown

PEOPLE = Column(name="people", label="People", kind="people", is_public=True)
TEXT = Column(name="text", label="Text", is_public=True)
CODE = Column(name="code", label="Code", kind="code", is_public=True, values={"a": "The first"})


@pytest.mark.parametrize(
    ("column", "value", "words", "kept"),
    [
        (PEOPLE, 0, "None", 0),
        (PEOPLE, 1, "Fewer than 5", "<5"),
        (PEOPLE, 4, "Fewer than 5", "<5"),
        (PEOPLE, 5, "About 5", 5),
        (PEOPLE, 1_203, "About 1,205", 1_205),
        (PEOPLE, None, "Nothing recorded", None),
        (CODE, "a", "The first", "a"),
        (CODE, "gone", "gone", "gone"),
        (TEXT, "", "Nothing recorded", None),
        (TEXT, True, "Yes", "true"),
        (TEXT, False, "No", "false"),
        (TEXT, 1_204, "1,204", 1_204),
        (TEXT, Decimal("1.5"), "1.5", Decimal("1.5")),
        (TEXT, date(2023, 1, 16), "16 January 2023", "2023-01-16"),
        (TEXT, datetime(2023, 7, 1, 12, 30, tzinfo=UTC), "1 July 2023 at 1:30pm", "2023-07-01T12:30:00Z"),
    ],
)
def test_a_value_is_told_in_words_and_kept_plain(column: Column, value: Any, words: str, kept: Any) -> None:
    assert shown(column, value) == words
    assert plain(column, value) == kept


def test_a_row_ends_with_the_address_at_which_it_stays() -> None:
    assert plain_row((TEXT, PEOPLE), {"people": 3, "text": "Yes"}, "https://x/1") == ["Yes", "<5", "https://x/1"]
