"""Looking for words in everything that people may read; a search changes nothing."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.contract.records import Record
from consult.kernel.authz import Actor
from consult.records.models import Correction
from consult.records.places import Place, places_of, record_named, records_of, row_key
from consult.records.words import passages

MAXIMUM = 200
AROUND = 60


@dataclass(frozen=True)
class Hit:
    """One passage that says the words: where it stands, with what is around it."""

    record: Record
    row: Any
    place: Place
    start: int
    end: int

    @property
    def key(self) -> str:
        """What the hit is known by in a form: its place, and what the text said when it was found."""
        parts = (self.record.table, row_key(self.row), self.place.key, str(self.start), str(self.end))
        return "|".join((*parts, digest(self.place.text)))

    @property
    def where(self) -> str:
        """Where it stands, in words."""
        return f"{self.record.title} {self.record.name(self.row)}: {self.place.label}"

    @property
    def before(self) -> str:
        """The words before the passage."""
        return ("…" if self.start > AROUND else "") + self.place.text[max(0, self.start - AROUND) : self.start]

    @property
    def passage(self) -> str:
        """The passage itself."""
        return self.place.text[self.start : self.end]

    @property
    def after(self) -> str:
        """The words after the passage."""
        text = self.place.text
        return text[self.end : self.end + AROUND] + ("…" if len(text) > self.end + AROUND else "")


def digest(text: str) -> str:
    """Return by what a form knows whether a text is still the one it showed."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def hits_in_row(session: Session, actor: Actor, record: Record, row: object, words: str) -> list[Hit]:
    """Return the first hits in a row, in what belongs to it, and in its corrections."""
    return list(islice(_hits(session, actor, _with_parts(session, record, row), words), MAXIMUM + 1))


def hits_in_consultation(session: Session, actor: Actor, consultation_id: int, words: str) -> list[Hit]:
    """Return the first hits in everything declared that belongs to a consultation."""
    return list(islice(_hits(session, actor, _all_rows(session, consultation_id), words), MAXIMUM + 1))


def _hits(session: Session, actor: Actor, rows: Iterator[tuple[Record, object]], words: str) -> Iterator[Hit]:
    for record, row in rows:
        for place in places_of(record, row):
            if place.field.is_text and isinstance(place.value, str):
                for start, end in passages(place.value, words):
                    if record.rule.allows(actor, row):
                        yield Hit(record, row, place, start, end)


def parts_of(session: Session, record: Record, row: Any) -> list[tuple[Record, object]]:
    """Return the rows of other records that belong to a row, and are handled with it."""
    own = record.model.__table__.c.get("id")
    return [
        (other, part)
        for other in records_of(session).values()
        if other.parent is not None and own is not None and other.parent.property.columns[0].references(own)
        for part in session.scalars(select(other.model).where(other.parent == row.id)).all()
    ]


def _with_parts(session: Session, record: Record, row: object) -> Iterator[tuple[Record, object]]:
    yield record, row
    yield from corrections_among(session, record.table, [row_key(row)])
    for other, part in parts_of(session, record, row):
        yield from _with_parts(session, other, part)


def _all_rows(session: Session, consultation_id: int) -> Iterator[tuple[Record, object]]:
    for record in records_of(session).values():
        keys = []
        for row in session.scalars(record.rows(session, consultation_id).execution_options(yield_per=500)):
            keys.append(row_key(row))
            yield record, row
        yield from corrections_among(session, record.table, keys)


def corrections_among(session: Session, table: str, keys: Sequence[str]) -> Iterator[tuple[Record, object]]:
    """Yield what was corrected in these rows of a table, as records of their own."""
    if not keys:
        return
    own, wanted = record_named(session, Correction.__tablename__), set(keys)
    for correction in session.scalars(select(Correction).where(Correction.table_name == table)).all():
        if correction.row_key in wanted:
            yield own, correction
