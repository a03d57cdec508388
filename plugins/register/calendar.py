"""Announced deployments and pauses as an iCalendar file (RFC 5545), for calendars that subscribe to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from plugins.register.lifecycle import State
from plugins.register.models import Deployment, Pause

_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_LONGEST = 75
"""Octets in a line; what is longer goes on in the next one, after a space."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Whole days of a calendar: under which name they are known, which edition this is, and what stands there."""

    uid: str
    edition: int
    changed_at: datetime
    first: date
    following: date
    said: str
    place: str
    address: str
    is_cancelled: bool = False


def entry_of(row: Deployment, said: str, address: str) -> Entry:
    """Return the day of a deployment; one that was cancelled stays, so that calendars learn of it."""
    return Entry(
        uid=row.number,
        edition=row.version,
        changed_at=row.changed_at,
        first=row.held_on,
        following=row.held_on + timedelta(days=1),
        said=said,
        place=", ".join(filter(None, (row.location, row.ward))),
        address=address,
        is_cancelled=row.stage is State.CANCELLED,
    )


def entry_of_pause(noted: Pause, said: str, address: str) -> Entry:
    """Return the days of a pause; of one without an end, the first."""
    return Entry(
        uid=f"pause-{noted.id}",
        edition=1 if noted.resumed_on is None else 2,
        changed_at=noted.changed_at,
        first=noted.paused_on,
        following=max(noted.resumed_on or noted.paused_on, noted.paused_on + timedelta(days=1)),
        said=said,
        place=noted.area,
        address=address,
    )


def calendar_file(entries: Iterable[Entry], *, title: str, host: str) -> bytes:
    """Return the file: an event of whole days for each entry."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{host}//Register//EN", f"X-WR-CALNAME:{_text(title)}"]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.uid}@{host}",
            f"SEQUENCE:{entry.edition}",
            f"DTSTAMP:{entry.changed_at:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{entry.first:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.following:%Y%m%d}",
            f"SUMMARY:{_text(entry.said)}",
            f"LOCATION:{_text(entry.place)}",
            f"URL:{entry.address}",
            f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(b"\r\n ".join(_folded(line.encode())) + b"\r\n" for line in lines)


def _text(words: str) -> str:
    return words.translate(_ESCAPED)


def _folded(line: bytes) -> Iterator[bytes]:
    """Yield the parts of a line that is too long, none of which ends within a character."""
    room = _LONGEST
    while len(line) > room:
        end = room
        while line[end] & 0xC0 == 0x80:
            end -= 1
        yield line[:end]
        line, room = line[end:], _LONGEST - 1
    yield line
