"""The day on which a response reached the council, as files write it."""

import re
from datetime import date

from consult.kernel.errors import Invalid
from consult.web.typed_dates import MONTHS

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?", re.ASCII)
_BRITISH = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:,? .*)?", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})(?:,? .*)?", re.ASCII)
EARLIEST = date(1900, 1, 1)


def read_day(typed: str, today: date) -> date | None:
    """Return the day: 2027-03-01, 1/3/2027 (day first) or 1 March 2027, whatever time of day follows.

    Raises `Invalid` for anything else, and for a day to come.
    """
    text = " ".join(typed.split()).lower()
    if not text:
        return None
    day = _day(text)
    if day is None or day < EARLIEST:
        raise Invalid(f"“{typed.strip()}” is not a day. Write it like 2027-03-01 or 1/3/2027, the day first")
    if day > today:
        raise Invalid(f"“{typed.strip()}” is a day to come, and a response cannot have reached us then")
    return day


def _day(text: str) -> date | None:
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _BRITISH.fullmatch(text):
        day, month, year = found.groups()
    elif found := _IN_WORDS.fullmatch(text):
        day, word, year = found.groups()
        month = next((str(number) for number, name in enumerate(MONTHS, 1) if name.startswith(word[:3])), "0")
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
