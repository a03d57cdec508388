"""Days as they stand in a file: 11/07/24 is 11 July or 7 November, and only the rest of the file can tell."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from consult.sdk.messages import gettext as _
from consult.sdk.texts import say_date

_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{2}|\d{4})")
_WORDED = ("%d %B %Y", "%d %b %Y", "%d-%b-%y", "%d-%b-%Y", "%d %B %y")


@dataclass(frozen=True)
class SlashedDay:
    """A day of two numbers and a year, whose order the file must tell."""

    first: int
    second: int
    year: int
    typed: str

    def read(self, *, day_first: bool) -> date:
        """Return the day in one of the two orders; raises `ValueError`."""
        day, month = (self.first, self.second) if day_first else (self.second, self.first)
        return date(self.year, month, day)

    def fits(self, *, day_first: bool) -> bool:
        """Whether there is such a day."""
        with suppress(ValueError):
            return bool(self.read(day_first=day_first))
        return False

    @property
    def is_one_day(self) -> bool:
        """Whether both orders give the same day."""
        return self.first == self.second


def read_day(typed: str) -> date | SlashedDay | None:
    """Return the day in a cell, or what the file has to settle; `None` for an empty cell. Raises `ValueError`."""
    if not typed:
        return None
    with suppress(ValueError):
        return date.fromisoformat(typed.partition(" ")[0])
    found = _SLASHED.fullmatch(typed)
    if found:
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        slashed = SlashedDay(int(found[1]), int(found[2]), year, typed)
        if slashed.fits(day_first=True) or slashed.fits(day_first=False):
            return slashed
    for form in _WORDED:
        with suppress(ValueError):
            return datetime.strptime(typed, form).date()
    raise ValueError(_("“%(typed)s” is no day. Write days as 2024-07-11", typed=typed))


def read_certain_day(typed: str) -> date | None:
    """Return the day in a cell that stands alone, such as 2024-07-11; raises `ValueError` where it may be another."""
    day = read_day(typed)
    if isinstance(day, SlashedDay):
        raise ValueError(_("“%(typed)s” can be two days. Write it as 2024-07-11", typed=typed))
    return day


@dataclass(frozen=True)
class SettledDays:
    """The day of each line that has one, why others have none, and in which order they were read."""

    days: Mapping[str, date]
    faults: Mapping[str, str]
    is_month_first: bool = False


def settle_days(read: Sequence[tuple[str, date | SlashedDay | None]]) -> SettledDays:
    """Return the days of lines by their places; what only one order explains tells the order of all of them."""
    slashed = [day for _place, day in read if isinstance(day, SlashedDay)]
    day_first, month_first = (_proof(slashed, day_first=is_first) for is_first in (True, False))
    days: dict[str, date] = {}
    faults: dict[str, str] = {}
    for place, day in read:
        if day is None:
            faults[place] = _("There is no day. Write it as 2024-07-11")
        elif isinstance(day, date):
            days[place] = day
        elif day.is_one_day:
            days[place] = day.read(day_first=True)
        elif (day_first is None) == (month_first is None):
            faults[place] = _open_question(day, day_first, month_first)
        else:
            days[place] = day.read(day_first=day_first is not None)
    return SettledDays(days, faults, is_month_first=month_first is not None and day_first is None)


def _proof(slashed: Sequence[SlashedDay], *, day_first: bool) -> SlashedDay | None:
    """Return a day that is one only in this order."""
    return next((day for day in slashed if not day.fits(day_first=not day_first)), None)


def _open_question(day: SlashedDay, day_first: SlashedDay | None, month_first: SlashedDay | None) -> str:
    """Return why the order of a file is not known: it shows both, or none."""
    if day_first and month_first:
        return _(
            "Days are written in two orders in this file (%(first)s and %(second)s). Write all as 2024-07-11",
            first=day_first.typed,
            second=month_first.typed,
        )
    return _(
        "Whether %(typed)s is %(first)s or %(second)s cannot be told. Write it as 2024-07-11",
        typed=day.typed,
        first=say_date(day.read(day_first=True)),
        second=say_date(day.read(day_first=False)),
    )
