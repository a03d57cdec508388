"""Numbers of rows in text."""

import pytest

from consult.kernel.row_numbers import LARGEST, row_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        (str(LARGEST), LARGEST),
        (str(LARGEST + 1), 0),
        ("9" * 5000, 0),
        ("-5", 0),
        ("", 0),
        (None, 0),
        ("\u0665", 0),
        ("\u00b2", 0),
    ],
)
def test_text_names_a_row_that_can_be_or_none(typed: str | None, number: int) -> None:
    assert row_number(typed) == number
