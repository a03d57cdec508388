"""Days and months as files write them."""

import re
from datetime import date

from consult.kernel.formats import MONTHS

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?", re.ASCII)
_BRITISH = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:,? .*)?", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})(?:,? .*)?", re.ASCII)
_MONTH = re.compile(r"(?:(\d{4})-(\d{1,2})|(\d{1,2})[/.\-](\d{4})|([a-z]{3,9})\.?,? (\d{4}))", re.ASCII)


def read_written_day(typed: str) -> date | None:
    """Return the day that 2027-03-01, 1/3/2027 (day first) or 1 March 2027 means, whatever time of day follows."""
    text = " ".join(typed.split()).lower()
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _BRITISH.fullmatch(text):
        day, month, year = found.groups()
    elif found := _IN_WORDS.fullmatch(text):
        day, word, year = found.groups()
        month = _number_of_month(word)
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_written_month(typed: str) -> str | None:
    """Return the month that 2027-03, 3/2027 or March 2027 means, as ISO 8601 writes it, or nothing."""
    found = _MONTH.fullmatch(" ".join(typed.split()).lower())
    if found is None:
        return None
    year, month = found[1] or found[4] or found[6], found[2] or found[3] or _number_of_month(found[5])
    return f"{year}-{int(month):02}" if 1 <= int(month) <= 12 else None


def _number_of_month(word: str) -> str:
    return next((str(number) for number, name in enumerate(MONTHS, 1) if name.startswith(word[:3])), "0")
