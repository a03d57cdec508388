"""When people in England are likely to be away: bank holidays, Christmas, Easter and August."""

from dataclasses import dataclass
from datetime import date, timedelta

from consult.kernel.bank_holidays import bank_holidays
from consult.kernel.messages import gettext as _

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Holiday:
    """A time when many people are away, both days included."""

    name: str
    first: date
    last: date


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of a year in the Gregorian calendar (T. H. O’Beirne, New Scientist, 30 March 1961)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    month = (h + weekday - 7 * m + 90) // 25
    return date(year, month, (h + weekday - 7 * m + 33 * month + 19) % 32)


def holiday_times(year: int) -> list[Holiday]:
    """Return the longer times that begin in a year: Easter with its fortnight of school holidays, August, Christmas."""
    sunday = easter_sunday(year)
    return [
        Holiday(_("the Easter holidays"), sunday - 9 * _DAY, sunday + 7 * _DAY),
        Holiday("August", date(year, 8, 1), date(year, 8, 31)),
        Holiday(_("the Christmas holidays"), date(year, 12, 21), date(year + 1, 1, 2)),
    ]


def holidays_between(first: date, last: date) -> list[Holiday]:
    """Return the times of holiday that touch these days; a bank holiday within a longer time is not told twice."""
    years = range(first.year - 1, last.year + 1)
    longer = [time for year in years for time in holiday_times(year) if time.first <= last and first <= time.last]
    single = [
        Holiday(name, day, day)
        for year in years
        for day, name in bank_holidays(year).items()
        if first <= day <= last and not any(time.first <= day <= time.last for time in longer)
    ]
    return sorted([*longer, *single], key=lambda holiday: holiday.first)
