"""Bank holidays and the times when people are away."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.consultations.holidays import bank_holidays, easter_sunday, holidays_between

# As announced on gov.uk/bank-holidays for England and Wales.
ANNOUNCED = {
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


@pytest.mark.parametrize(("year", "days"), ANNOUNCED.items())
def test_bank_holidays_are_those_announced(year: int, days: str) -> None:
    assert [holiday.first for holiday in bank_holidays(year)] == [
        date(year, *map(int, day.split("-"))) for day in days.split()
    ]


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
    assert [h.name for h in holidays_between(date(2026, 5, 1), date(2026, 5, 20))] == ["Early May bank holiday"]
