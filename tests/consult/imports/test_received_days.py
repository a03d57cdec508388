"""Days as files write them."""

from datetime import UTC, date, datetime

import pytest

from consult.imports.received_days import read_day, read_moment
from consult.kernel.errors import Invalid

TODAY = date(2027, 3, 2)


@pytest.mark.parametrize(
    "typed",
    [
        *("2027-03-01", "2027-3-1", "2027-03-01 14:30:00", "2027-03-01T14:30:00Z", "1/3/2027", "01.03.2027"),
        *("1-3-2027", "1 March 2027", "1st mar 2027", "1-Mar-2027", "01/03/2027 09:15", " 1  March, 2027 "),
    ],
)
def test_a_day_is_read_in_any_usual_form(typed: str) -> None:
    assert read_day(typed, TODAY) == date(2027, 3, 1)


def test_no_day_is_no_day() -> None:
    assert read_day("  ", TODAY) is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("3/13/2027", "is not a day"),
        ("31 February 2027", "is not a day"),
        ("yesterday", "is not a day"),
        ("01/03/27", "is not a day"),
        ("1 Foo 2027", "is not a day"),
        ("0001-01-01", "is not a day"),
        ("2027-03-03", "is a day to come"),
    ],
)
def test_what_is_no_day_is_refused(typed: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        read_day(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        *(("2026-07-01 14:30", 13, 30), ("2026-07-01T14:30:00Z", 14, 30), ("1/7/2026, 2:30 pm", 13, 30)),
        *(("1 July 2026 14.30", 13, 30), ("2026-07-01T14:30:05.123+02:00", 12, 30), ("01/07/2026 09:15", 8, 15)),
        *(("2026-7-1 9:15", 8, 15), ("2026-07-01T00:00Z", 0, 0)),
    ],
)
def test_a_time_of_day_is_that_of_london_unless_it_says_more(typed: str, hour: int, minute: int) -> None:
    assert read_moment(typed, TODAY) == datetime(2026, 7, 1, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["", "2026-07-01", "1/7/2026", "1 July 2026", "2026-07-01 00:00:00", "2026-07-01 late"]
)
def test_a_day_alone_has_no_time_of_day(typed: str) -> None:
    assert read_moment(typed, TODAY) is None


def test_a_time_of_day_that_cannot_be_is_refused() -> None:
    with pytest.raises(Invalid, match="no time of day that can be"):
        read_moment("2026-07-01 25:30", TODAY)
