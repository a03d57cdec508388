"""A file with rows from the shell: what becomes of each line, and of the whole file."""

from collections.abc import Mapping
from pathlib import Path

import click

from consult.contract.file_imports import FileImport, Outcome
from consult.file_imports.sentences import in_words, line_in_words
from consult.file_imports.services import take_file
from consult.kernel.authz import SYSTEM
from consult.kernel.db import Database
from consult.kernel.errors import Invalid


def import_from_shell(
    database: Database, declared: FileImport, file: Path, said: Mapping[str, str], *, dry_run: bool
) -> None:
    """Take a file as it is declared, and tell what becomes of each line; raises `Invalid` when one is refused."""
    _require_known(declared, said)
    with database.unit_of_work() as session:
        report = take_file(session, SYSTEM, declared, file.read_bytes(), said=said, dry_run=dry_run)
    for line in report.lines:
        if line.outcome is not Outcome.REFUSED:
            click.echo(line_in_words(line))
    for fault in report.faults:
        click.echo(fault, err=True)
    if report.faults:
        raise Invalid("Nothing was imported. Change these lines, then import the file again.")
    click.echo(in_words(report, is_dry_run=dry_run))


def _require_known(declared: FileImport, said: Mapping[str, str]) -> None:
    known = [column.name for column in declared.columns if column.for_whole_file]
    unknown = [name for name in said if name not in known]
    if unknown:
        names = ", ".join(known) or "nothing"
        raise Invalid(f"“{unknown[0]}” cannot be said for a whole file of {declared.name}. What can: {names}.")
