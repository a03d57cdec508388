"""Which row of the register a line of a file is about."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from consult.sdk.files import FileLine
from consult.sdk.texts import folded
from plugins.register.figures import BY_NAME, ID, Values
from plugins.register.lifecycle import State
from plugins.register.models import Deployment

_CHUNK = 500
_BESIDE = frozenset(
    {
        "duration_as_published",
        "format",
        "note",
        "operator",
        "policy_regime",
        "published_on",
        "source",
        "source_quality",
    }
)
"""What is said about a source, or in other words: a row that differs in nothing else says the same."""


@dataclass(frozen=True)
class ReadLine:
    """A line with its day and the values of its cells."""

    line: FileLine
    day: date
    values: Values

    @property
    def key(self) -> str:
        """How the source calls the row, where it does."""
        return self.line.cells.get(ID.name, "")

    @cached_property
    def match(self) -> str:
        """The day and place of the row."""
        return match_of(self.day, self.line.cells["location"])

    @property
    def cells(self) -> dict[str, str]:
        """The cells as a version keeps them: as they were published, with the day that they mean."""
        published = self.line.cells
        day = self.day.isoformat()
        kept = {name: cell for name, cell in published.items() if cell} | {"date": day}
        return kept if published["date"] == day else kept | {"date_as_published": published["date"]}

    def differs_from(self, saved: Values) -> list[str]:
        """Return the names of the figures of which a row says something else."""
        said = {**self.values, "date": self.day}
        return [
            name
            for name, value in said.items()
            if name not in _BESIDE and _plain(value) != _plain(saved[BY_NAME[name].attribute])
        ]


def _plain(value: object) -> object:
    return (folded(value) or None) if isinstance(value, str) else value


def match_of(day: date, place: str) -> str:
    """Return how a day and a place are compared."""
    return f"{day.isoformat()} {folded(place)}"[:250]


class Known:
    """The rows that lines of a file may be about, each for one line only."""

    def __init__(self, session: Session, lines: Sequence[ReadLine]) -> None:
        """Read what has the keys, days and places of these lines."""
        self._by_key: dict[str, Values] = {}
        self._by_match: dict[str, list[Values]] = defaultdict(list)
        for row in _rows(session, Deployment.key, {line.key for line in lines} - {""}):
            self._by_key[row["key"]] = row
        for row in _rows(session, Deployment.match, {line.match for line in lines}):
            self._by_match[row["match"]].append(row)

    def take(self, line: ReadLine) -> Values | None:
        """Return the row that a line is about, and `None` for one that is new."""
        found = self._by_key.get(line.key)
        if found is None:
            free = [row for row in self._by_match[line.match] if not (line.key and row["key"])]
            found = min(
                free, key=lambda row: (row["stage"] == State.CANCELLED, len(line.differs_from(row))), default=None
            )
        if found is not None:
            self._by_match[found["match"]] = [row for row in self._by_match[found["match"]] if row["id"] != found["id"]]
        return found


def _rows(session: Session, column: InstrumentedAttribute[Any], wanted: set[str]) -> Iterator[Values]:
    ordered = sorted(wanted)
    columns: list[ColumnElement[Any]] = list(Deployment.__table__.columns)
    for begin in range(0, len(ordered), _CHUNK):
        query = select(*columns).where(column.in_(ordered[begin : begin + _CHUNK])).order_by(Deployment.id)
        yield from map(dict, session.execute(query).mappings())
