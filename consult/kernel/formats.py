"""How dates, times and counts are written in sentences."""

from datetime import date, datetime, time

from babel.dates import format_date, format_skeleton

from consult.kernel.clock import london
from consult.kernel.messages import gettext as _
from consult.kernel.messages import spoken

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_IRREGULAR = {"person": "people", "child": "children", "is": "are", "was": "were", "has": "have"}


def say_date(day: date) -> str:
    """Return a date as 16 January 2023."""
    return format_date(day, "long", locale=spoken().locale)


def say_month(day: date) -> str:
    """Return the month of a date as January 2023."""
    return format_skeleton("yMMMM", day, locale=spoken().locale)


def say_time(shown: datetime | time) -> str:
    """Return a time as 9am, 7:30pm, midday or midnight."""
    if (shown.hour, shown.minute) in {(12, 0), (0, 0)}:
        return _("midday") if shown.hour else _("midnight")
    minutes = f":{shown.minute:02}" if shown.minute else ""
    return f"{shown.hour % 12 or 12}{minutes}{'am' if shown.hour < 12 else 'pm'}"


def local_date(when: date) -> str:
    """Return 16 January 2023, as the calendar in London shows it."""
    return say_date(london(when).date() if isinstance(when, datetime) else when)


def local_datetime(when: datetime) -> str:
    """Return 16 January 2023 at 7:30pm, as the clocks in London show it."""
    shown = london(when)
    return _("%(date)s at %(time)s", date=say_date(shown.date()), time=say_time(shown))


def number(count: int | float) -> str:
    """Return a number with commas between thousands."""
    return f"{count:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun, as 1 response or 1,204 responses."""
    return f"{count:,} {one if count == 1 else many or pluralised(one)}"


def pluralised(noun: str) -> str:
    """Return the plural of an English noun."""
    first, _space, last = noun.rpartition(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith(("s", "x", "ch", "sh")):
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    else:
        last += "s"
    return f"{first} {last}".strip()


def said(value: object) -> str:
    """Return what a field of a form holds, as people say it."""
    if value is None or value == "":
        return _("Nothing")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return local_datetime(value)
    return local_date(value) if isinstance(value, date) else str(value)
