"""Rows that come from a file: one declaration, from which the page, the command and the report follow."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from consult.kernel.authz import Actor
from consult.kernel.text import folded


@dataclass(frozen=True, kw_only=True)
class FileColumn:
    """A column of a file: its name, what it holds in words, and the other names under which it is known.

    One that may be said `for_whole_file` is asked for beside the file, for the lines in which it is empty. `parse`
    makes a value of what stands in a cell, an empty one too, and raises `ValueError` with one sentence for what it
    cannot read.
    """

    name: str
    label: str
    other_names: tuple[str, ...] = ()
    is_needed: bool = False
    for_whole_file: bool = False
    parse: Callable[[str], object] | None = None

    def words(self) -> frozenset[str]:
        """Return every heading under which the column is found, as headings are compared."""
        return frozenset(map(folded, (self.name, str(self.label), *self.other_names)))


@dataclass(frozen=True, kw_only=True)
class FileLayout:
    """One of several ways in which files of a kind are laid out: its name, and the columns by which it is known."""

    name: str
    needs: frozenset[str]


class Outcome(StrEnum):
    """What became of a line, or would become of it."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


class LineOutcome(NamedTuple):
    """What became of a line at its place (“Line 4”), and sentences on why, or on what to look at."""

    place: str
    outcome: Outcome
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileLine:
    """A line of a file: its place as a person finds it (“Line 4”), and its cells by column.

    `values` has what the parsers of the columns made of the cells, and the text of all others. `layout` names the
    layout of the file, where its kind has several.
    """

    place: str
    cells: Mapping[str, str]
    values: Mapping[str, Any] = field(default_factory=dict)
    layout: str = ""

    def told(self, outcome: Outcome, *remarks: str) -> LineOutcome:
        """Return what became of this line."""
        return LineOutcome(self.place, outcome, remarks)


@dataclass(frozen=True)
class LineReport:
    """What a file brought, or would bring: the outcome of each line. With a refused one, nothing was taken."""

    lines: tuple[LineOutcome, ...]

    def count(self, outcome: Outcome) -> int:
        """Return how many lines have this outcome."""
        return sum(line.outcome is outcome for line in self.lines)

    @property
    def faults(self) -> tuple[str, ...]:
        """Each sentence on why a line cannot be taken, after its place."""
        return tuple(
            f"{line.place}: {remark.rstrip('.')}."
            for line in self.lines
            if line.outcome is Outcome.REFUSED
            for remark in line.remarks
        )


@dataclass(frozen=True, kw_only=True)
class FileImport:
    """Rows that staff take in from CSV, XLSX or ODS files, all of a file or nothing.

    `take(session, actor, lines)` writes what the lines say, records the event, and tells the outcome of each line: one
    that says what is there already is the same, so that a file can be taken twice. The columns stand in any order,
    under any of their names; of `layouts`, the first that has all its columns is the one of the file. A file has
    `max_lines` and `max_bytes` at most.
    """

    name: str
    title: str
    summary: str
    columns: tuple[FileColumn, ...]
    take: Callable[[Session, Actor, Sequence[FileLine]], Sequence[LineOutcome]]
    max_lines: int
    max_bytes: int
    layouts: tuple[FileLayout, ...] = ()
