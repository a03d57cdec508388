"""Read a file by its declaration, and take all of it or nothing."""

from dataclasses import replace

from sqlalchemy.orm import Session

from consult.contract.file_imports import FileImport, FileLine, LineReport
from consult.kernel.authz import Actor
from consult.kernel.db import begin_write
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.spreadsheet import plain_text
from consult.kernel.text import clean_line, folded
from consult.tables.files import read_table
from consult.tables.values import Layout, Table


def take_file(
    session: Session, actor: Actor, declared: FileImport, content: bytes, *, dry_run: bool = False
) -> LineReport:
    """Take all rows of a CSV, XLSX or ODS file, or none when a line is at fault or this is a `dry_run`.

    Raises `Invalid` when the file is no table with the columns that are declared, or has too many lines.
    """
    lines, faults = read_lines(declared, content)
    begin_write(session)
    with session.begin_nested() as attempt:
        report = declared.take(session, actor, lines)
        report = replace(report, faults=(*faults, *report.faults))
        if report.faults or dry_run:
            attempt.rollback()
            session.expire_all()
    return report


def read_lines(declared: FileImport, content: bytes) -> tuple[list[FileLine], list[str]]:
    """Return the lines of a file with their cells by column, and a sentence for each whose cells cannot be told apart.

    Raises `Invalid` when a column that is needed is missing, one is there twice, or the file has too many lines.
    """
    table = read_table(content, Layout(heading_rows=1))
    places = _places(declared, table)
    if len(table.rows) > declared.most_lines:
        raise Invalid(
            _("The file has more than %(most_lines)s lines. Import it in parts.", most_lines=f"{declared.most_lines:,}")
        )
    lines, faults = [], []
    for row in table.rows:
        line = FileLine(
            f"{table.unit.capitalize()} {row.number}",
            {} if row.fault else {name: clean_line(plain_text(row.cells[at])) for name, at in places.items()},
        )
        if row.fault:
            faults += told(line, row.fault)
        else:
            lines.append(line)
    return lines, faults


def told(line: FileLine, fault: str | Invalid) -> list[str]:
    """Return what is wrong with a line, a sentence for each of its cells at fault, after its place."""
    sentences = [fault] if isinstance(fault, str) else list(fault.fields.values()) or [str(fault)]
    return [f"{line.place}: {sentence.rstrip('.')}." for sentence in sentences]


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
        elif column.is_needed:
            raise Invalid(
                _(
                    "The file has no column “%(missing)s”. Name the columns as an export of this list does: "
                    "%(columns)s.",
                    missing=column.name,
                    columns=", ".join(column.name for column in declared.columns),
                )
            )
    return places
