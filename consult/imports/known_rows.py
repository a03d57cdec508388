"""Which rows of a file were imported before: known by source, key and what they say."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from typing import Any, NamedTuple

from sqlalchemy import Row as Found
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.imports.plan import ImportPlan, OnConflict
from consult.imports.row_identity import (
    Places,
    content_of_row,
    key_of_equal_row,
    key_of_row,
    key_of_separate_row,
)
from consult.imports.rows import RowRead
from consult.kernel import tokens
from consult.kernel.db import database_of
from consult.kernel.messages import gettext as _
from consult.submissions.models import Status, Submission
from consult.tables.values import Table

_AT_ONCE = 500
_PURPOSE = "import-row"


class Standing(StrEnum):
    """How a row stands to what is there already."""

    FRESH = auto()
    KNOWN = auto()
    REPEATED = auto()
    CLASHING = auto()
    KEPT = auto()
    REPLACING = auto()
    UNCLEAR = auto()


class Decided(NamedTuple):
    """What becomes of a row that says `digest`, where the earlier response has the `revision` that was shown."""

    digest: str
    revision: int
    choice: OnConflict | None


@dataclass(frozen=True)
class Compared:
    """A row, by what it is known, and how it stands; `earlier` is the response it clashes with, by its reference."""

    row: RowRead
    import_key: str
    digest: str
    source: str = ""
    standing: Standing = Standing.FRESH
    sentence: str = ""
    earlier: str = ""
    earlier_id: int = 0
    earlier_revision: int = 0


class KnownRows:
    """Compares the rows of a file with each other and with what was imported before.

    `decided` says what becomes of single rows, by their import key; the plan, of all others.
    """

    def __init__(
        self,
        session: Session,
        activity: Activity,
        table: Table,
        plan: ImportPlan,
        decided: Mapping[str, Decided] | None = None,
    ) -> None:
        self._session, self._activity, self._table, self._plan = session, activity, table, plan
        self._decided = decided or {}
        self._keys = database_of(session).keys
        self._subkey = self._keys.subkey(_PURPOSE)
        self._key_place = table.places[plan.key] if plan.key is not None else None
        self._order = sorted(range(len(table.columns)), key=table.columns.__getitem__)
        self._names = [table.columns[place] for place in self._order]

    def compare(self, rows: Sequence[RowRead]) -> Iterator[Compared]:
        """Yield each row with its standing."""
        seen: dict[str, Compared] = {}
        places = Places()
        compared = [self._told_apart(self._identified(row, places), seen) for row in rows]
        found = self._found(row.import_key for row in compared)
        legacy = self._legacy(compared)
        against = [self._against(row, found.get(row.import_key) or legacy.get(row.row.number)) for row in compared]
        separate = self._found(
            key_of_separate_row(compared.import_key, compared.digest)
            for compared in against
            if compared.standing is Standing.CLASHING
        )
        for row in against:
            yield self._settled(row, separate) if row.standing is Standing.CLASHING else row

    def elsewhere(self, fresh: Sequence[Compared]) -> Counter[str]:
        """Count the rows that came before with the same key and words, from another source, by that source."""
        found: Counter[str] = Counter()
        if self._key_place is None:
            return found
        digests = {compared.digest for compared in fresh}
        query = select(Submission.import_source, Submission.import_digest).where(
            Submission.activity_id == self._activity.id,
            Submission.import_digest.is_not(None),
            Submission.import_source != self._plan.source,
        )
        found.update(source for source, digest in self._session.execute(query) if digest in digests)
        return found

    def _identified(self, row: RowRead, places: Places) -> Compared:
        key = self._key_of(row)
        if key:
            import_key = key_of_row(self._plan.source, key)
        else:
            cells = [row.cells[place] for place in self._order]
            place = places.next_of("\x1f".join(cells))
            import_key = key_of_equal_row(self._plan.source, self._names, cells, place)
        digest = tokens.keyed_digest(self._subkey, self._content(row))
        return Compared(row, import_key, digest, self._plan.source)

    def _key_of(self, row: RowRead) -> str:
        return row.cells[self._key_place].strip() if self._key_place is not None else ""

    def _content(self, row: RowRead) -> str:
        return f"{self._key_of(row)}\x1f{content_of_row(row.answers, row.area)}"

    def _told_apart(self, row: Compared, seen: dict[str, Compared]) -> Compared:
        first = seen.setdefault(row.import_key, row)
        if first is row:
            return row
        if first.digest == row.digest:
            return replace(row, standing=Standing.REPEATED)
        where = f"{self._table.unit} {first.row.number}"
        sentence = _(
            "It has the same “%(key)s” as %(where)s and says something else. Give it another one.",
            key=self._plan.key,
            where=where,
        )
        return replace(row, standing=Standing.UNCLEAR, sentence=sentence)

    def _against(self, row: Compared, found: "Found[Any] | None") -> Compared:
        if found is None or row.standing is not Standing.FRESH:
            return row
        if self._says_the_same(row, found):
            return replace(row, standing=Standing.KNOWN)
        return replace(
            row,
            standing=Standing.CLASHING,
            earlier=found.reference,
            earlier_id=found.id,
            earlier_revision=found.revision,
        )

    def _says_the_same(self, row: Compared, found: "Found[Any]") -> bool:
        if not self._key_of(row.row) or found.status == Status.WITHDRAWN:
            return True  # equal cells are the same row, however they are read; of a withdrawn one nothing is left
        if found.import_digest is None:
            return bool(found.answers == row.row.answers)  # imported before digests were kept
        if found.import_digest == row.digest:
            return True
        return found.import_digest in self._keys.digests(_PURPOSE, self._content(row.row))

    def _settled(self, row: Compared, separate: Mapping[str, object]) -> Compared:
        import_key = key_of_separate_row(row.import_key, row.digest)
        if import_key in separate:
            return replace(row, standing=Standing.KNOWN)
        choice = self._choice(row)
        if choice is OnConflict.SEPARATE:
            return replace(row, standing=Standing.FRESH, import_key=import_key)
        standings = {OnConflict.LEAVE: Standing.KEPT, OnConflict.TAKE: Standing.REPLACING}
        return replace(row, standing=standings[choice] if choice else Standing.CLASHING)

    def _choice(self, row: Compared) -> OnConflict | None:
        decided = self._decided.get(row.import_key)
        if decided is not None and (decided.digest, decided.revision) == (row.digest, row.earlier_revision):
            return decided.choice
        return self._plan.on_conflict

    def _legacy(self, rows: Sequence[Compared]) -> dict[int, Any]:
        """Return what was imported by key before sources were named, by the row's number."""
        before = exists().where(
            Submission.activity_id == self._activity.id,
            Submission.import_key.is_not(None),
            Submission.import_digest.is_(None),
        )
        if self._key_place is None or not self._plan.source or not self._session.scalar(select(before)):
            return {}
        keys = {key_of_row("", key): row.row.number for row in rows if (key := self._key_of(row.row))}
        found = self._found(keys)
        return {keys[key]: one for key, one in found.items() if one.import_digest is None}

    def _found(self, keys: Iterable[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for part in _parts(list(keys)):
            query = select(
                Submission.id,
                Submission.revision,
                Submission.import_key,
                Submission.import_digest,
                Submission.reference,
                Submission.status,
                Submission.answers,
            ).where(Submission.activity_id == self._activity.id, Submission.import_key.in_(part))
            found.update((row.import_key, row) for row in self._session.execute(query))
        return found


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))
