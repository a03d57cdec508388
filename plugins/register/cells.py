"""What stands in a cell of a published table: numbers with commas, shares, durations."""

import re

from consult.sdk.messages import gettext as _

_NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "n.a.", "not applicable", "none", "null", "unknown", "tbc"})
_WHOLE = re.compile(r"[-−]?\d{1,3}(?:[, ]\d{3})+|[-−]?\d+")
_HOURS = re.compile(r"(?:(\d+)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*(?:m(?:inutes?|ins?)?)?)?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::00)?")


def is_nothing(typed: str) -> bool:
    """Whether a cell says that there is no number: not applicable is not zero."""
    return typed.casefold() in _NOTHING


def read_count(typed: str) -> int | None:
    """Return a whole number; `None` where there is none. A negative one is read as it stands."""
    if typed.isdecimal() and typed.isascii():
        return int(typed)
    if is_nothing(typed):
        return None
    if not _WHOLE.fullmatch(typed):
        raise ValueError(_("“%(typed)s” is no whole number. Write it as 12345 or 12,345", typed=typed))
    return int(re.sub("[, ]", "", typed).replace("−", "-"))


def read_share(typed: str) -> float | None:
    """Return a number that may have decimals and a per cent sign; `None` where there is none."""
    if is_nothing(typed):
        return None
    try:
        return float(typed.removesuffix("%").strip().replace(",", ""))
    except ValueError:
        raise ValueError(_("“%(typed)s” is no number. Write it as 0.64", typed=typed)) from None


def read_duration(typed: str) -> int | None:
    """Return minutes: of 4hr 47m, 4h47, 4:47 or 287; `None` where there is none."""
    if is_nothing(typed):
        return None
    if typed.isdecimal():
        return int(typed)
    found = _CLOCK.fullmatch(typed) or _HOURS.fullmatch(typed)
    if found is None:
        raise ValueError(_("“%(typed)s” is no duration. Write it as 4h 47m", typed=typed))
    return 60 * int(found[1] or 0) + int(found[2] or 0)


def read_duration_text(typed: str) -> str:
    """Return a duration as it was published, once it can be read."""
    read_duration(typed)
    return typed
