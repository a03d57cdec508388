"""The day, and the time of day, at which a response reached the council, as files write them."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from consult.kernel.clock import from_london
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.written_days import read_written_day

_TIME = re.compile(
    r"(?:^|[t ,])(\d{1,2})[:.](\d{2})(?:[:.]\d{2}(?:\.\d+)?)? ?(am|pm)?(?: ?(z|utc|gmt|[+-]\d{2}:?\d{2}))?", re.ASCII
)
EARLIEST = date(1900, 1, 1)


def read_day(typed: str, today: date) -> date | None:
    """Return the day: 2027-03-01, 1/3/2027 (day first) or 1 March 2027, whatever time of day follows.

    Raises `Invalid` for anything else, and for a day to come.
    """
    text = " ".join(typed.split()).lower()
    if not text:
        return None
    day = read_written_day(text)
    if day is None or day < EARLIEST:
        raise Invalid(
            _("“%(typed)s” is not a day. Write it like 2027-03-01 or 1/3/2027, the day first", typed=typed.strip())
        )
    if day > today:
        raise Invalid(
            _("“%(typed)s” is a day to come, and a response cannot have reached us then", typed=typed.strip())
        )
    return day


def _in_24_hours(hour: int, half: str) -> int:
    return hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else hour


def read_moment(typed: str, today: date) -> datetime | None:
    """Return the moment in UTC where a time of day follows the day, as clocks in London show it unless it says more.

    Midnight sharp is no time of day: spreadsheets write it behind days that have none. Raises `Invalid` as `read_day`.
    """
    day, text = read_day(typed, today), " ".join(typed.split()).lower()
    found = _TIME.search(text[8:])
    if day is None or found is None:
        return None
    hour, minute, half, zone = int(found[1]), int(found[2]), found[3], found[4]
    if half:
        hour = _in_24_hours(hour, half)
    if hour > 23 or minute > 59:
        raise Invalid(
            _("“%(typed)s” has no time of day that can be. Write it like 2027-03-01 14:30", typed=typed.strip())
        )
    if not zone and not (hour or minute):
        return None
    naive = datetime.combine(day, time(hour, minute))
    return naive.replace(tzinfo=_zone(zone)).astimezone(UTC) if zone else from_london(naive)


def _zone(written: str) -> timezone:
    if written[0] not in "+-":
        return UTC
    ahead = timedelta(hours=min(int(written[1:3]), 23), minutes=int(written[-2:]))
    return timezone(-ahead if written[0] == "-" else ahead)
