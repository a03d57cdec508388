"""What the list beside the database keeps of a redaction: where the passages stood and how to know them, no words."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import orjson
from sqlalchemy.orm import Session

from consult.contract.records import Record
from consult.kernel.crypto import KeyRing
from consult.kernel.db import database_of
from consult.records.erasures import record_erasure
from consult.records.models import Redaction, SealedText
from consult.records.places import records_of, row_key
from consult.records.words import words_in

REDACTION, REDACTION_UNDONE = "redaction", "redaction_undone"
_TEXT, _PASSAGE = "redacted-text", "redacted-passage"
Hits = list[tuple[int, int]]


@dataclass(frozen=True)
class PlaceTrace:
    """The passages of one text: their spans in the text of this digest, and number and digest of their words."""

    text: str
    spans: Sequence[Sequence[int]]
    passages: Sequence[tuple[int, str]]

    def hits(self, keys: KeyRing, text: str) -> Hits:
        """Return where the passages stand in a text, be it the one from which they were taken or another version."""
        if self.text in keys.digests(_TEXT, text):
            return [(start, end) for start, end in self.spans]
        found, words = [], words_in(text)
        for number, digest in {(number, digest) for number, digest in self.passages}:
            for first in range(len(words) - number + 1 if number else 0):
                part = words[first : first + number]
                if digest in keys.digests(_PASSAGE, *(word.folded for word in part)):
                    found.append((part[0].start, part[-1].end))
        return sorted(found)


@dataclass(frozen=True)
class Trace:
    """One act of redaction; `parent` is the row that held the texts before its versions were kept apart."""

    table: str
    row: str
    parent: tuple[str, str] | None
    at: float
    code: str
    is_whole: bool
    places: Mapping[str, PlaceTrace]

    @classmethod
    def read(cls, subject: str) -> "Trace":
        """Return the trace that a line of the list holds."""
        plain = orjson.loads(subject)
        places = {key: PlaceTrace(**place) for key, place in plain.pop("places").items()}
        return cls(places=places, **plain)


def note_redaction(
    session: Session, record: Record, row: object, made: Sequence[Redaction], originals: Sequence[str]
) -> str:
    """Put a redaction on the list once it is done, and return the line's number."""
    keys = database_of(session).keys
    trace = Trace(
        table=record.table,
        row=row_key(row),
        parent=_parent(session, record, row),
        at=made[0].made_at.timestamp(),
        code=made[0].code,
        is_whole=made[0].is_whole,
        places={
            redaction.sealed.place: _place_trace(keys, original, redaction.spans or [])
            for redaction, original in zip(made, originals, strict=True)
        },
    )
    return record_erasure(session, REDACTION, orjson.dumps(asdict(trace)).decode())


def note_undone(session: Session, sealed: SealedText, redaction: Redaction) -> None:
    """Put on the list that what was taken out of a text was put back."""
    subject = [sealed.table_name, sealed.row_key, sealed.place, redaction.made_at.timestamp()]
    record_erasure(session, REDACTION_UNDONE, orjson.dumps(subject).decode())


def _place_trace(keys: KeyRing, original: str, spans: Sequence[Sequence[int]]) -> PlaceTrace:
    passages = []
    for start, end in spans:
        folded = [word.folded for word in words_in(original[start:end])]
        passages.append((len(folded), keys.digest(_PASSAGE, *folded)))
    return PlaceTrace(keys.digest(_TEXT, original), [list(span) for span in spans], passages)


def _parent(session: Session, record: Record, row: object) -> tuple[str, str] | None:
    if record.parent is None:
        return None
    column = record.parent.property.columns[0]
    for other in records_of(session).values():
        own = other.model.__table__.c.get("id")
        if own is not None and column.references(own):
            return other.table, str(getattr(row, record.parent.key))
    return None
