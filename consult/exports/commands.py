"""Exports from the shell: what an officer does in the browser, and in the audit log in the same way."""

import sys
from pathlib import Path

import click
from sqlalchemy.orm import Session

from consult.consultations.queries import consultation_at
from consult.contract.deployment import deployment_of
from consult.contract.references import Reference
from consult.exports.export_files import columns_for, find_wanted
from consult.exports.services import begin_export, stream
from consult.kernel.authz import SYSTEM
from consult.kernel.db import Database
from consult.kernel.errors import NotFound
from consult.kernel.written_files import FOR_WHOEVER_RUNS_THIS, written_whole


def _read_reference(_context: click.Context, _parameter: click.Parameter, typed: str | None) -> Reference | None:
    if typed is None:
        return None
    kind, _colon, number = typed.partition(":")
    if not (number.isascii() and number.isdecimal()):
        raise click.BadParameter("Write the kind and the number, such as motion:12.")
    return Reference(kind, int(number))


def _existing(session: Session, reference: Reference | None) -> Reference | None:
    kind = deployment_of(session).registry.references.get(reference.kind) if reference else None
    if reference and (kind is None or session.get(kind.model, reference.id) is None):
        raise NotFound(f"There is no {reference.kind} {reference.id}.")
    return reference


@click.command("export")
@click.argument("slug", required=False)
@click.option(
    "--what",
    default="summary",
    show_default=True,
    help="summary, responses, code_book, about_you, points, issues, or a plugin's export.",
)
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["csv", "json", "jsonl", "xlsx", "parquet", "sav", "dta", "r", "ddi"]),
    default="csv",
    show_default=True,
    help="The last five are made of responses only.",
)
@click.option("--columns", "audience", type=click.Choice(["officer", "public"]), default="officer", show_default=True)
@click.option("--activity", "activity_id", type=int, help="Which activity, where a consultation has several.")
@click.option("--of", "reference", callback=_read_reference, help="One row, for an export of one, such as motion:12.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The file to write; - for standard output.",
)
@click.pass_obj
def export_command(
    database: Database,
    slug: str | None,
    what: str,
    file_format: str,
    audience: str,
    activity_id: int | None,
    reference: Reference | None,
    output: Path,
) -> None:
    """Export a consultation's summary or responses, or (without SLUG) what concerns the whole site."""
    registry = deployment_of(database).registry
    with database.reading() as session:
        consultation = None if slug is None else consultation_at(session, slug)
        wanted = find_wanted(
            session,
            registry.exports,
            consultation,
            what=what,
            # Both names stand for one JSON object on each line.
            file_format="json" if file_format == "jsonl" else file_format,
            audience=audience,
            activity_id=activity_id,
            reference=_existing(session, reference),
        )
        columns_for(session, wanted)
    if str(output) == "-":
        begin_export(database, SYSTEM, wanted)
        for chunk in stream(database, wanted):
            sys.stdout.buffer.write(chunk)
        return
    try:
        with written_whole(output, FOR_WHOEVER_RUNS_THIS) as file:
            begin_export(database, SYSTEM, wanted)
            for chunk in stream(database, wanted):
                file.write(chunk)
    except OSError as error:
        raise click.ClickException(f"The file {output} cannot be written ({error.strerror}).") from error
    click.echo(f"{output}: {output.stat().st_size:,} bytes")
