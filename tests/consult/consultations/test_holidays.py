"""Bank holidays and the times when people are away."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.consultations.holidays import easter_sunday, holidays_between


@pytest.mark.parametrize(
    "day", [date(1961, 4, 2), date(2000, 4, 23), date(2008, 3, 23), date(2038, 4, 25), date(2285, 3, 22)]
)
def test_easter_falls_where_the_tables_say(day: date) -> None:
    assert easter_sunday(day.year) == day


@given(st.integers(1900, 2199))
def test_easter_is_a_sunday_in_its_bounds(year: int) -> None:
    easter = easter_sunday(year)
    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


def test_a_long_holiday_swallows_its_bank_holidays() -> None:
    names = [holiday.name for holiday in holidays_between(date(2026, 12, 1), date(2027, 1, 31))]
    assert names == ["the Christmas holidays"]


def test_times_over_the_turn_of_the_year_are_found_from_both_sides() -> None:
    assert [h.name for h in holidays_between(date(2027, 1, 2), date(2027, 1, 20))] == ["the Christmas holidays"]
    assert holidays_between(date(2027, 1, 3), date(2027, 3, 18)) == []


def test_a_single_bank_holiday_is_named() -> None:
    assert [h.name for h in holidays_between(date(2026, 5, 1), date(2026, 5, 20))] == ["May Day"]
