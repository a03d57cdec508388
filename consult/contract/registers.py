"""What the public reads row by row: one declaration, from which pages, files, feed and description follow."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from consult.contract.plugin import Column
from consult.contract.references import Link

PEOPLE = "people"
"""The kind of a column that counts people: its numbers are rounded, and small ones are not shown."""


@dataclass(frozen=True, kw_only=True)
class Licence:
    """The terms under which data may be used: their short name, as lists of licences write it, words and address."""

    name: str
    title: str
    address: str


OPEN_GOVERNMENT = Licence(
    name="OGL-UK-3.0",
    title="Open Government Licence v3.0",
    address="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
)


@dataclass(frozen=True, kw_only=True)
class Register:
    """Rows that everybody may read: as a list with filters, one page for each, CSV, JSON, a feed and a data package.

    `rows(session)` selects those that are public, and `cells(session, rows)` gives for each of some of them what stands
    in its columns. `key` is the column of the model by which rows are sorted, the newest last, and found again: it is
    never empty, never changed and never given twice. `link(row)` says what a row is called and where its own page is,
    and `changed(row)` when it last changed, for the feed. `filters` names the columns by which the list can be
    narrowed, each with its expression in the database: one of its codes, days from and to, or words in a text. The
    council is named as who publishes it, under the `licence`.
    """

    name: str
    title: str
    summary: str
    licence: Licence
    columns: tuple[Column, ...]
    key: InstrumentedAttribute[Any]
    rows: Callable[[Session], Select[Any]]
    cells: Callable[[Session, Sequence[Any]], Iterable[Mapping[str, Any]]]
    link: Callable[[Any], Link]
    changed: Callable[[Any], datetime]
    filters: Mapping[str, ColumnElement[Any] | InstrumentedAttribute[Any]] = field(default_factory=dict)

    def key_of(self, row: object) -> str:
        """Return the key of a row as it stands in addresses."""
        return str(getattr(row, self.key.key))
