"""Dates and times as people type them: what was meant, or a sentence that says what is missing."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from consult.kernel.clock import from_london, london
from consult.kernel.formats import MONTHS, say_date, say_time
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0), "24:00": time(0), "2400": time(0)}
_TIME = re.compile(r"(\d{1,2})(?:[:.]?([0-5]\d))?\s*(?:(a|p)\.?\s*m\.?)?")
_FRENCH = re.compile(r"(?<=\d)\s*h(?:rs?|ours)?\s*(?=\d|$)")
_A_PART = {
    ("day",): _l("day"),
    ("month",): _l("month"),
    ("year",): _l("year"),
    ("day", "month"): _l("day and a month"),
    ("day", "year"): _l("day and a year"),
    ("month", "year"): _l("month and a year"),
}


class NotADate(ValueError):
    """What was typed is no date or time; `parts` names the boxes to correct."""

    def __init__(self, sentence: str, *parts: str) -> None:
        super().__init__(sentence)
        self.parts = frozenset(parts)


def read_date(label: str, typed: Mapping[str, str]) -> date | None:
    """Return the date in the boxes day, month and year, or nothing if all are empty; raises `NotADate`."""
    missing = [part for part in ("day", "month", "year") if not typed[part]]
    if len(missing) == 3:
        return None
    if missing:
        raise NotADate(_("%(label)s must include a %(part)s", label=label, part=_A_PART[tuple(missing)]), *missing)
    day, month, year = _number(typed["day"]), _month(typed["month"]), _number(typed["year"])
    if month is None or not 1 <= month <= 12:
        raise NotADate(_("%(label)s must have a real month, like 3 or March", label=label), "month")
    if year is None or not 1900 <= year <= 2200:
        raise NotADate(_("%(label)s must have a year of 4 numbers, like 2027", label=label), "year")
    try:
        return date(year, month, day or 0)
    except ValueError as error:
        raise NotADate(_("%(label)s must be a real date", label=label), "day") from error


def read_month(label: str, typed: Mapping[str, str]) -> str | None:
    """Return the month in the boxes month and year as ISO 8601 writes it, or nothing if both are empty.

    Raises `NotADate`.
    """
    day = read_date(label, {"day": "1" if any(typed.values()) else "", **typed})
    return None if day is None else f"{day:%Y-%m}"


def read_moment(label: str, typed: Mapping[str, str]) -> datetime | None:
    """Return date and London time in the boxes as a moment in UTC, or nothing if all are empty."""
    if not any(typed.values()):
        return None
    day = read_date(label, typed)
    if day is None:
        raise NotADate(_("%(label)s must include a date", label=label), "day", "month", "year")
    if not typed["time"]:
        raise NotADate(_("%(label)s must include a time, like 9am or 5:30pm", label=label), "time")
    clock = read_time(typed["time"])
    if clock is None:
        raise NotADate(_("%(label)s must have a real time, like 9am or 5:30pm", label=label), "time")
    if clock == time(0):
        raise NotADate(
            _(
                "%(label)s: midnight can mean the start or the end of %(day)s. Enter 12:01am for its start "
                "or 11:59pm for its end",
                label=label,
                day=say_date(day),
            ),
            "time",
        )
    shown = datetime.combine(day, clock)
    moment = from_london(shown)
    if london(moment).replace(tzinfo=None) != shown:
        raise NotADate(
            _("%(label)s must be a time that exists: the clocks go forward in that hour", label=label), "time"
        )
    if london(moment + timedelta(hours=1)).replace(tzinfo=None) == shown:
        raise NotADate(
            _(
                "%(label)s: %(clock)s comes twice that day, because the clocks go back. Enter a time "
                "before 1am or from 2am on",
                label=label,
                clock=say_time(clock),
            ),
            "time",
        )
    return moment


def read_time(typed: str) -> time | None:
    """Return the time that 9am, 17:30, 1730, 17h, 5.30 p.m., noon or midnight mean, or nothing."""
    plain = _FRENCH.sub(":", typed.strip().lower()).rstrip(":")
    if plain in _WORDS:
        return _WORDS[plain]
    found = _TIME.fullmatch(plain)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        return time(hour % 12 + (12 if half == "p" else 0), minute) if 1 <= hour <= 12 else None
    if not found[2] and plain == typed.strip().lower():
        return None
    return time(hour, minute) if hour <= 23 else None


def date_parts(day: date | None) -> dict[str, str]:
    """Return what stands in the boxes for a date."""
    if day is None:
        return {"day": "", "month": "", "year": ""}
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


def month_parts(month: str | None) -> dict[str, str]:
    """Return what stands in the boxes for a month as ISO 8601 writes it."""
    year, _hyphen, number = (month or "-").partition("-")
    return {"month": number.removeprefix("0"), "year": year}


def moment_parts(moment: datetime | None) -> dict[str, str]:
    """Return what stands in the boxes for a moment."""
    if moment is None:
        return {**date_parts(None), "time": ""}
    shown = london(moment)
    return {**date_parts(shown.date()), "time": say_time(shown)}


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 4 else None


def _month(typed: str) -> int | None:
    word = typed.lower().rstrip(".")
    if len(word) >= 3 and word.isalpha():
        for place, name in enumerate(MONTHS, 1):
            if name.startswith(word) or (place == 9 and word == "sept"):
                return place
    return _number(typed)
