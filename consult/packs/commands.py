"""The results pack from the shell: making one, and checking one on any machine."""

import sys
import zipfile
from pathlib import Path

import click
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.queries import consultation_at
from consult.exports.events import ExportTaken
from consult.kernel.authz import SYSTEM
from consult.kernel.db import Database
from consult.kernel.errors import Invalid
from consult.kernel.written_files import FOR_WHOEVER_RUNS_THIS, written_whole
from consult.packs.checking import differences
from consult.packs.writing import write_pack

VERIFY = "verify"


@click.command("pack")
@click.argument("words", nargs=-1, required=True, metavar="SLUG | verify FILE")
@click.option("--sealed", is_flag=True, help="With the redacted rows: for auditors and officers, not to be passed on.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.pass_obj
def pack_command(database: Database | None, words: tuple[str, ...], sealed: bool, output: Path | None) -> None:
    """Write all that was published of a consultation into one file, or check such a file without the database."""
    if words[0] == VERIFY and len(words) == 2:
        _verify(Path(words[1]))
        return
    if len(words) != 1 or output is None or database is None:
        raise click.UsageError("Write: consult pack SLUG --output FILE.zip, or: consult pack verify FILE.zip")
    make_pack(database, words[0], output, is_sealed=sealed)


def make_pack(database: Database, slug: str, output: Path, *, is_sealed: bool) -> None:
    """Write a pack, in the audit log before its first byte is there; raises `NotFound` for no such consultation."""
    database.write(lambda session: _told(session, slug, is_sealed=is_sealed))
    try:
        with written_whole(output, FOR_WHOEVER_RUNS_THIS) as file, database.reading() as session:
            write_pack(session, consultation_at(session, slug), file, is_sealed=is_sealed)
    except OSError as error:
        raise click.ClickException(f"The file {output} cannot be written ({error.strerror}).") from error
    click.echo(f"{output}: {output.stat().st_size:,} bytes")


def _told(session: Session, slug: str, *, is_sealed: bool) -> None:
    consultation = consultation_at(session, slug)
    event = ExportTaken(
        consultation_id=consultation.id,
        export="pack",
        subject_id=consultation.id,
        file_format="zip",
        audience="officer" if is_sealed else "public",
    )
    record(session, event, SYSTEM)


def _verify(path: Path) -> None:
    try:
        found = differences(path)
    except (zipfile.BadZipFile, Invalid, KeyError, ValueError) as error:
        raise click.ClickException(f"{path} is no results pack: {error}") from error
    for sentence in found:
        click.echo(sentence)
    if found:
        sys.exit(1)
    click.echo("Everything in this pack is as it says.")
