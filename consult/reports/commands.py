"""The report from the shell: the same document as on the desk."""

from pathlib import Path

import click

from consult.consultations.queries import consultation_at
from consult.kernel.db import Database
from consult.kernel.written_files import AS_USUAL, written_whole
from consult.reports.making import ReportFormat, report_of, write_report


@click.command("report")
@click.argument("slug")
@click.option(
    "--format",
    "kind",
    type=click.Choice([kind.value for kind in ReportFormat]),
    default=ReportFormat.HTML.value,
    show_default=True,
)
@click.option("--section", "sections", multiple=True, help="One section by its code, as often as needed; else all.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write.")
@click.pass_obj
def report_command(database: Database, slug: str, kind: str, sections: tuple[str, ...], output: Path) -> None:
    """Write the report on a consultation: of what the public may read, with the published figures."""
    with database.reading() as session:
        made = write_report(report_of(session, consultation_at(session, slug), sections), ReportFormat(kind))
    with written_whole(output, AS_USUAL) as file:
        file.write(made)
    click.echo(f"{output}: {len(made):,} bytes")
