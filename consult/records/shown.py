"""A row as people read it: corrected values, with what they said before, and what was taken out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.accounts.queries import names_of_people
from consult.contract.records import Record
from consult.kernel.messages import gettext as _
from consult.records.corrections import shown_value, typed_value
from consult.records.marks import EXEMPTIONS, MARK
from consult.records.models import Correction, Redaction, SealedText
from consult.records.places import places_of, row_key


@dataclass(frozen=True)
class ShownCorrection:
    """A correction in words: what it said, what it says, when, by whom and why."""

    label: str
    said: str
    says: str
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True)
class ShownRedaction:
    """That something was taken out, when, and why, as the public reads it."""

    label: str
    is_whole: bool
    reason: str
    note: str
    at: datetime


@dataclass(frozen=True)
class Shown:
    """One row with its corrections and redactions; `value(column)` is what the record says now."""

    record: Record
    row: Any
    corrected: Sequence[Correction]
    redacted: Sequence[tuple[str, Redaction]]
    names: dict[int, str]

    def value(self, column: str) -> Any:
        """Return the value of a column as it was last corrected."""
        for correction in reversed(self.corrected):
            if correction.place == column:
                return typed_value(self.record.by_column[column], correction.says)
        return getattr(self.row, column)

    def corrections(self, column: str = "") -> list[ShownCorrection]:
        """Return the corrections of a column, or of the whole row, the first one first."""
        return [
            ShownCorrection(
                label=self._label(correction.place),
                said=shown_value(self.record.by_column[correction.place.split(".")[0]], correction.said),
                says=shown_value(self.record.by_column[correction.place.split(".")[0]], correction.says),
                reason=correction.reason,
                at=correction.made_at,
                by=self.names.get(correction.made_by_id or 0, _("the council")),
            )
            for correction in self.corrected
            if correction.place == column or not column
        ]

    def redactions(self, column: str = "") -> list[ShownRedaction]:
        """Return what was taken out of a column, or of the whole row, and was not put back."""
        return [
            ShownRedaction(self._label(place), one.is_whole, EXEMPTIONS[one.code], one.public_note, one.made_at)
            for place, one in self.redacted
            if place.split(".")[0] == column or not column
        ]

    def _label(self, place: str) -> str:
        for there in places_of(self.record, self.row):
            if there.key == place:
                return there.label
        return self.record.by_column[place.split(".")[0]].label


def _is_marked(record: Record, row: object) -> bool:
    return any(MARK.search(place.text) for place in places_of(record, row) if place.field.is_text)


def shown(session: Session, record: Record, rows: Sequence[object]) -> dict[str, Shown]:
    """Return rows as people read them, by `row_key`, with few questions to the database however many there are.

    There is none for rows of which nothing can be corrected, and in which no mark stands.
    """
    keys = [row_key(row) for row in rows]
    may_be_corrected = rows and any(field.may_be_corrected for field in record.fields)
    is_marked = any(_is_marked(record, row) for row in rows)
    corrections = _corrections(session, record.table, keys) if may_be_corrected else {}
    redactions = _redactions(session, record.table, keys) if is_marked else {}
    names = _names_of_officers(session, corrections.values())
    return {
        key: Shown(
            record=record, row=row, corrected=corrections.get(key, ()), redacted=redactions.get(key, ()), names=names
        )
        for key, row in zip(keys, rows, strict=True)
    }


def shown_row(session: Session, record: Record, row: object) -> Shown:
    """Return one row as people read it."""
    return shown(session, record, [row])[row_key(row)]


def _names_of_officers(session: Session, corrections: Iterable[Sequence[Correction]]) -> dict[int, str]:
    numbers = {made.made_by_id for of_row in corrections for made in of_row if made.made_by_id is not None}
    return names_of_people(session, numbers) if numbers else {}


def _corrections(session: Session, table: str, keys: Sequence[str]) -> Mapping[str, Sequence[Correction]]:
    query = select(Correction).where(Correction.table_name == table, Correction.row_key.in_(keys))
    found: dict[str, list[Correction]] = {}
    for correction in session.scalars(query.order_by(Correction.place, Correction.number)):
        found.setdefault(correction.row_key, []).append(correction)
    return found


def _redactions(session: Session, table: str, keys: Sequence[str]) -> Mapping[str, Sequence[tuple[str, Redaction]]]:
    query = select(Redaction).join(Redaction.sealed).options(joinedload(Redaction.sealed))
    of_rows = (SealedText.table_name == table, SealedText.row_key.in_(keys), Redaction.undone_at.is_(None))
    found: dict[str, list[tuple[str, Redaction]]] = {}
    for redaction in session.scalars(query.where(*of_rows).order_by(Redaction.id)):
        found.setdefault(redaction.sealed.row_key, []).append((redaction.sealed.place, redaction))
    return found
