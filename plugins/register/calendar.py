"""Announced deployments as an iCalendar file (RFC 5545), for calendars that subscribe to it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from plugins.register.models import Deployment, Stage

_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_LONGEST = 75
"""Octets in a line; what is longer goes on in the next one, after a space."""


def calendar_file(
    rows: Sequence[Deployment],
    *,
    title: str,
    host: str,
    said: Callable[[Deployment], str],
    address: Callable[[Deployment], str],
) -> bytes:
    """Return the file: an event of a whole day for each row, and one that is cancelled for each that was."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{host}//Register//EN", f"X-WR-CALNAME:{_text(title)}"]
    for row in rows:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{row.number}@{host}",
            f"SEQUENCE:{row.version}",
            f"DTSTAMP:{row.changed_at:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{row.held_on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{row.held_on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(said(row))}",
            f"LOCATION:{_text(', '.join(filter(None, (row.location, row.ward))))}",
            f"URL:{address(row)}",
            f"STATUS:{'CANCELLED' if row.stage is Stage.CANCELLED else 'CONFIRMED'}",
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
