"""Coverage from the shell: the same figures as on the officers' page."""

import click
import orjson

from consult.analysis.queries import Coverage, coverage_of
from consult.consultations.queries import consultation_at
from consult.kernel.db import Database


@click.command("coverage")
@click.argument("slug")
@click.option("--format", "file_format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def coverage_command(database: Database, slug: str, file_format: str) -> None:
    """Say how many passages of what was written to a consultation are points, not substantive, or open."""
    with database.reading() as session:
        found = coverage_of(session, consultation_at(session, slug))
    if file_format == "json":
        click.echo(orjson.dumps(figures_of(found)))
        return
    for name, number in figures_of(found).items():
        click.echo(f"{name.replace('_', ' ')}: {number}")


def figures_of(found: Coverage) -> dict[str, int | float]:
    """Return the figures by name; `coverage` is the share of characters in per cent."""
    return {
        "passages": found.passages,
        "covered": found.covered,
        "not_substantive": found.not_substantive,
        "open": found.open,
        "coverage": found.per_cent,
        "characters": found.characters,
        "open_characters": found.open_characters,
    }
