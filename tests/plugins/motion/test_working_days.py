"""Clear working days of notice."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.motion.working_days import clear_working_days, is_working_day

days = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 1, 1))


@pytest.mark.parametrize(
    ("given_on", "meeting", "expected"),
    [
        (date(2026, 11, 2), date(2026, 11, 3), 0),
        (date(2026, 11, 2), date(2026, 11, 9), 4),
        (date(2026, 11, 6), date(2026, 11, 9), 0),
        (date(2026, 12, 23), date(2026, 12, 30), 2),
        (date(2023, 1, 2), date(2023, 1, 16), 9),
        (date(2026, 11, 9), date(2026, 11, 2), 0),
    ],
)
def test_neither_the_day_of_notice_nor_that_of_the_meeting_counts(given_on: date, meeting: date, expected: int) -> None:
    assert clear_working_days(given_on, meeting) == expected


@given(days, st.integers(min_value=0, max_value=60))
def test_a_later_meeting_never_has_less_notice(given_on: date, more: int) -> None:
    meeting = given_on + timedelta(days=10)
    earlier = clear_working_days(given_on, meeting)
    later = clear_working_days(given_on, meeting + timedelta(days=more))
    assert earlier <= later <= earlier + more


def test_weekends_and_bank_holidays_are_not_working_days() -> None:
    assert not is_working_day(date(2026, 11, 7))
    assert not is_working_day(date(2026, 12, 25))
    assert not is_working_day(date(2026, 12, 28))
    assert is_working_day(date(2026, 12, 29))
