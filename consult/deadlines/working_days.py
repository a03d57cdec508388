"""Counting working days: without weekends, bank holidays and the days on which the council is closed."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.kernel.bank_holidays import bank_holidays
from consult.kernel.messages import lazy_gettext as _l

CLOSED = _l("The council is closed")
_DAY = timedelta(days=1)


def day_off(session: Session, day: date) -> str:
    """Return why the council does not work on a weekday: the holiday’s name, or that it is closed; else nothing."""
    if day.weekday() >= 5:
        return ""
    closures = deployment_of(session).settings.council.closures
    return bank_holidays(day.year).get(day, CLOSED if day in closures else "")


def is_working_day(session: Session, day: date) -> bool:
    """Whether the council works on this day."""
    return day.weekday() < 5 and not day_off(session, day)


def working_days_after(session: Session, day: date, count: int) -> date:
    """Return the day that is this many working days after a day."""
    found = day
    for _ in range(count):
        found += _DAY
        while not is_working_day(session, found):
            found += _DAY
    return found


def clear_working_days(session: Session, first: date, last: date) -> int:
    """Return how many working days lie between two days, both left out."""
    return sum(is_working_day(session, day) for day in _between(first, last))


def days_left_out(session: Session, first: date, last: date) -> list[tuple[date, str]]:
    """Return the weekdays between two days that do not count, each with the reason."""
    return [(day, reason) for day in _between(first, last) if (reason := day_off(session, day))]


def _between(first: date, last: date) -> Iterator[date]:
    return (first + step * _DAY for step in range(1, (last - first).days))
