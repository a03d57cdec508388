"""The register from the shell: take in what the police publish, and write out what the public may read."""

from pathlib import Path

import click

from consult.sdk.database import Database
from consult.sdk.files import import_from_shell
from consult.sdk.publishing import FORMATS, write_register
from plugins.register.imports import DEPLOYMENTS_FILE
from plugins.register.registers import DEPLOYMENTS


@click.group("deployments")
def deployments_group() -> None:
    """Import and export the register of deployments."""


@deployments_group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what the file would bring, and import nothing.")
@click.option("--source", default="", help="What the file is, for the lines that do not say it.")
@click.option("--published-on", default="", help="The day on which it was published, such as 2024-07-11.")
@click.pass_obj
def import_command(database: Database, file: Path, dry_run: bool, source: str, published_on: str) -> None:
    """Take in deployments as the police publish them: all lines of a file, or none."""
    said = {"source": source, "published_on": published_on}
    import_from_shell(database, DEPLOYMENTS_FILE, file, said, dry_run=dry_run)


@deployments_group.command("export")
@click.option("--format", "file_format", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write.")
@click.pass_obj
def export_command(database: Database, file_format: str, output: Path) -> None:
    """Write the public register to a file; a data package is a ZIP file."""
    size = write_register(database, DEPLOYMENTS, file_format, output)
    click.echo(f"{output}: {size:,} bytes")
