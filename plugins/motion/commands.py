"""Motions from the shell: list those that are public, and write one to a file."""

from pathlib import Path

import click
import orjson

from consult.sdk.database import Database
from plugins.motion.files import KINDS, file_of, listed, public_motion


@click.group("motions")
def motions_group() -> None:
    """List and export motions."""


@motions_group.command("list")
@click.option("--format", "file_format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def list_command(database: Database, file_format: str) -> None:
    """Say number, title, state and amendments of each public motion, the newest first."""
    with database.reading() as session:
        found = listed(session)
    if file_format == "json":
        click.echo(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode())
        return
    for motion in found:
        click.echo(f"{motion['number']}  {motion['state']:<10}  {motion['amendments']:>2}  {motion['title']}")


@motions_group.command("export")
@click.argument("number")
@click.option("--format", "kind", type=click.Choice(list(KINDS)), default="html", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write.")
@click.pass_obj
def export_command(database: Database, number: str, kind: str, output: Path) -> None:
    """Write what the public may read of a motion, such as M2023-001, to a file."""
    with database.reading() as session:
        motion = public_motion(session, number)
        if motion is None:
            raise click.ClickException(f"There is no public motion {number}.")
        content = file_of(session, motion, kind)
    output.write_bytes(content)
    click.echo(f"{output}: {len(content):,} bytes")
