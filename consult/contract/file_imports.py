"""Rows that come from a file: one declaration, from which the page, the command and the report follow."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session

from consult.kernel.authz import Actor
from consult.kernel.text import folded


@dataclass(frozen=True, kw_only=True)
class FileColumn:
    """A column of a file: its name, what it holds in words, and the other names under which it is known."""

    name: str
    label: str
    other_names: tuple[str, ...] = ()
    is_needed: bool = False

    def words(self) -> frozenset[str]:
        """Return every heading under which the column is found, as headings are compared."""
        return frozenset(map(folded, (self.name, str(self.label), *self.other_names)))


class FileLine(NamedTuple):
    """A line of a file: its place as a person finds it (“Line 4”), and its cells by column."""

    place: str
    cells: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class LineReport:
    """What a file brought, or would bring: lines that are new, that changed something, and that were there already.

    With `faults`, one sentence for each line that cannot be taken, nothing of the file was.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FileImport:
    """Rows that staff take in from CSV, XLSX or ODS files, all of a file or nothing.

    `take(session, actor, lines)` writes what the lines say, records the event, and reports: a line that says what is
    there already is unchanged, so that a file can be taken twice. The columns stand in any order, under any of their
    names. A file has `most_lines` at most.
    """

    name: str
    title: str
    summary: str
    columns: tuple[FileColumn, ...]
    take: Callable[[Session, Actor, Sequence[FileLine]], LineReport]
    most_lines: int
