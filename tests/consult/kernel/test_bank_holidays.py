"""Bank holidays are those that the government announced."""

from datetime import date

import pytest

from consult.kernel.bank_holidays import bank_holidays

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
    assert list(bank_holidays(year)) == [date(year, *map(int, day.split("-"))) for day in days.split()]


def test_no_holiday_falls_on_a_weekend_and_a_year_far_away_is_no_fault() -> None:
    assert all(day.weekday() < 5 for year in range(2020, 2040) for day in bank_holidays(year))
    assert bank_holidays(2150) == {}
