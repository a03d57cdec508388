"""Days as files write them."""

from datetime import date

import pytest

from consult.kernel.errors import Invalid
from consult.submissions.received_days import read_day

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
