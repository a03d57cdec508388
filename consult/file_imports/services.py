"""Read a file by its declaration, and take all of it or nothing."""

import gc
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from consult.contract.file_imports import FileColumn, FileImport, FileLine, LineOutcome, LineReport, Outcome
from consult.kernel.authz import Actor
from consult.kernel.db import begin_write
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.spreadsheet import plain_text
from consult.kernel.text import clean_line, folded
from consult.tables.files import read_table
from consult.tables.values import Layout, Row, Table

NOTHING: Mapping[str, str] = MappingProxyType({})


def take_file(
    session: Session,
    actor: Actor,
    declared: FileImport,
    content: bytes,
    *,
    said: Mapping[str, str] = NOTHING,
    dry_run: bool = False,
) -> LineReport:
    """Take all rows of a CSV, XLSX or ODS file, or none when a line is refused or this is a `dry_run`.

    `said` has what was said once for the whole file, by column.

    Raises `Invalid` when the file is no table with the columns that are declared, or too large.
    """
    with _nothing_cleared_away():
        lines, refused = read_lines(declared, content, said)
        begin_write(session)
        with session.begin_nested() as attempt:
            report = _whole_report(declared, lines, refused, declared.take(session, actor, lines))
            if report.count(Outcome.REFUSED) or dry_run:
                attempt.rollback()
                session.expire_all()
    return report


@contextmanager
def _nothing_cleared_away() -> Iterator[None]:
    """Keep the cycle collector still: lines live until the file is taken, and looking through them costs a quarter."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_lines(
    declared: FileImport, content: bytes, said: Mapping[str, str] = NOTHING
) -> tuple[list[FileLine], list[LineOutcome]]:
    """Return the lines of a file with their cells by column, and those that are refused as they are read.

    Raises `Invalid` when the file is too large, a column that is needed is missing, or one is there twice.
    """
    if len(content) > declared.max_bytes:
        limit = f"{declared.max_bytes / 1_000_000:.3g}"
        raise Invalid(_("The file is larger than %(limit)s MB. Import it in parts.", limit=limit))
    table = read_table(content, Layout(heading_rows=1))
    places = _places(declared, table)
    layout = _layout(declared, places)
    if len(table.rows) > declared.max_lines:
        limit = f"{declared.max_lines:,}"
        raise Invalid(_("The file has more than %(limit)s lines. Import it in parts.", limit=limit))
    columns = [(column, places[column.name]) for column in declared.columns if column.name in places]
    lines, refused = [], []
    for row in table.rows:
        place = f"{table.unit.capitalize()} {row.number}"
        if row.fault:
            refused.append(LineOutcome(place, Outcome.REFUSED, (row.fault,)))
            continue
        cells = _cells(columns, row, said)
        values, faults = _parsed(declared.columns, cells)
        if faults:
            refused.append(LineOutcome(place, Outcome.REFUSED, tuple(faults)))
        else:
            lines.append(FileLine(place, cells, values, layout))
    return lines, refused


def sentences_of(error: Invalid) -> tuple[str, ...]:
    """Return what is wrong with a line, a sentence for each of its cells at fault."""
    return tuple(map(str, error.fields.values())) or (str(error),)


def _cells(columns: Sequence[tuple[FileColumn, int]], row: Row, said: Mapping[str, str]) -> dict[str, str]:
    cells = {column.name: _clean(row.cells[at]) for column, at in columns}
    return cells | {name: text for name, text in said.items() if text and not cells.get(name)}


def _clean(cell: str) -> str:
    is_plain = cell.isascii() and cell.isprintable() and not cell.startswith("'")
    return " ".join(cell.split()) if is_plain else clean_line(plain_text(cell))


def _parsed(columns: Sequence[FileColumn], cells: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = dict(cells)
    faults = []
    for column in columns:
        if column.parse is None or column.name not in cells:
            continue
        try:
            values[column.name] = column.parse(cells[column.name])
        except ValueError as error:
            faults.append(_("Column “%(name)s”: %(sentence)s", name=column.name, sentence=str(error)))
    return values, faults


def _whole_report(
    declared: FileImport, lines: Sequence[FileLine], refused: Sequence[LineOutcome], taken: Sequence[LineOutcome]
) -> LineReport:
    """Return the outcome of every line in the order of the file; each line that was given to `take` has one."""
    if sorted(outcome.place for outcome in taken) != sorted(line.place for line in lines):
        raise LookupError(f"The import {declared.name} must tell the outcome of each line once.")
    return LineReport(tuple(sorted((*refused, *taken), key=lambda outcome: int(outcome.place.rpartition(" ")[2]))))


def _layout(declared: FileImport, names: Collection[str]) -> str:
    """Return the layout of a file with these columns; raises `Invalid` where it has none of those declared."""
    missing = [column.name for column in declared.columns if column.is_needed and column.name not in names]
    if not missing and declared.layouts:
        lacking = {layout.name: sorted(layout.needs.difference(names)) for layout in declared.layouts}
        nearest = min(lacking, key=lambda name: len(lacking[name]))
        if not lacking[nearest]:
            return nearest
        missing = lacking[nearest]
    if missing:
        raise Invalid(
            _(
                "The file has no column “%(missing)s”. Name the columns as an export of this list does: %(columns)s.",
                missing=missing[0],
                columns=", ".join(column.name for column in declared.columns),
            )
        )
    return ""


def _places(declared: FileImport, table: Table) -> dict[str, int]:
    places = {}
    for column in declared.columns:
        words = column.words()
        # A heading that stands a second time was named “Ward (2)” as the table was read.
        there = [name for name in table.columns if folded(name.removesuffix(" (2)")) in words]
        if len(there) > 1:
            raise Invalid(
                _(
                    "The file has two columns for “%(name)s”: %(columns)s. Leave out one of them.",
                    name=column.name,
                    columns=", ".join(there),
                )
            )
        if there:
            places[column.name] = table.places[there[0]]
    return places
