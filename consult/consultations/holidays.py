"""When people in England are likely to be away: bank holidays, Christmas, Easter and August.

Bank holidays follow the Banking and Financial Dealings Act 1971 (schedule 1) with Good Friday and Christmas Day at
common law and New Year's Day and the early May holiday by proclamation, each moved to the next working day when it
falls on a weekend; single days by proclamation are listed.
"""

from dataclasses import dataclass
from datetime import date, timedelta

# Holidays of one year only: moved, or added.
_MOVED = {(2020, "Early May bank holiday"): date(2020, 5, 8), (2022, "Spring bank holiday"): date(2022, 6, 2)}
_ADDED = {
    2022: (
        ("Platinum Jubilee bank holiday", date(2022, 6, 3)),
        ("State funeral of Queen Elizabeth II", date(2022, 9, 19)),
    ),
    2023: (("Coronation bank holiday", date(2023, 5, 8)),),
}
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


def bank_holidays(year: int) -> list[Holiday]:
    """Return the bank holidays of England and Wales in a year, in order."""
    easter = easter_sunday(year)
    christmas, boxing = _christmas_days(year)
    named = [
        ("New Year’s Day bank holiday", _next_working_day(date(year, 1, 1))),
        ("Good Friday", easter - 2 * _DAY),
        ("Easter Monday", easter + _DAY),
        ("Early May bank holiday", _first_monday(year, 5)),
        ("Spring bank holiday", _last_monday(year, 5)),
        ("Summer bank holiday", _last_monday(year, 8)),
        ("Christmas Day bank holiday", christmas),
        ("Boxing Day bank holiday", boxing),
    ]
    days = [(name, _MOVED.get((year, name), day)) for name, day in named]
    days.extend(_ADDED.get(year, ()))
    return [Holiday(name, day, day) for name, day in sorted(days, key=lambda one: one[1])]


def holiday_times(year: int) -> list[Holiday]:
    """Return the longer times that begin in a year: Easter with its fortnight of school holidays, August, Christmas."""
    easter = easter_sunday(year)
    return [
        Holiday("the Easter holidays", easter - 9 * _DAY, easter + 7 * _DAY),
        Holiday("August", date(year, 8, 1), date(year, 8, 31)),
        Holiday("the Christmas holidays", date(year, 12, 21), date(year + 1, 1, 2)),
    ]


def holidays_between(first: date, last: date) -> list[Holiday]:
    """Return the times of holiday that touch these days; a bank holiday within a longer time is not told twice."""
    years = range(first.year - 1, last.year + 1)
    longer = [time for year in years for time in holiday_times(year) if time.first <= last and first <= time.last]
    single = [
        day
        for year in years
        for day in bank_holidays(year)
        if first <= day.first <= last and not any(time.first <= day.first <= time.last for time in longer)
    ]
    return sorted([*longer, *single], key=lambda one: one.first)


def _christmas_days(year: int) -> tuple[date, date]:
    christmas, boxing = _next_working_day(date(year, 12, 25)), _next_working_day(date(year, 12, 26))
    if christmas == boxing:
        boxing += _DAY
    return christmas, boxing


def _next_working_day(day: date) -> date:
    while day.weekday() >= 5:
        day += _DAY
    return day


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + ((7 - first.weekday()) % 7) * _DAY


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - last.weekday() * _DAY
