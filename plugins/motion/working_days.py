"""Clear working days: how much notice a meeting was given."""

from datetime import date, timedelta
from functools import lru_cache

from consult.sdk import bank_holidays


@lru_cache(maxsize=64)
def days_off(year: int) -> frozenset[date]:
    """Return the bank holidays of a year in England."""
    return frozenset(holiday.first for holiday in bank_holidays(year))


def is_working_day(day: date) -> bool:
    """Whether the council works on this day: no weekend, no bank holiday."""
    return day.weekday() < 5 and day not in days_off(day.year)


def clear_working_days(given: date, meeting: date) -> int:
    """Return how many working days lie between the day of notice and the day of the meeting, both left out."""
    days = (meeting - given).days
    return sum(is_working_day(given + timedelta(days=step)) for step in range(1, days))
