"""The results pack from the shell: making one, and checking one on any machine."""

import os
import sys
import zipfile
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Consultation
from consult.exports.events import ExportTaken
from consult.kernel.authz import SYSTEM
from consult.kernel.db import Database
from consult.kernel.errors import Invalid, NotFound
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
    unfinished = output.with_name(f".{output.name}.unfinished")
    try:
        # A sealed pack is for whoever ran this and nobody else on the machine.
        opened = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(opened, "w+b") as file, database.reading() as session:
            write_pack(session, _found(session, slug), file, is_sealed=is_sealed)
        unfinished.replace(output)
    except OSError as error:
        raise click.ClickException(f"The file {output} cannot be written ({error.strerror}).") from error
    finally:
        unfinished.unlink(missing_ok=True)
    click.echo(f"{output}: {output.stat().st_size:,} bytes")


def _found(session: Session, slug: str) -> Consultation:
    consultation = session.scalar(select(Consultation).where(Consultation.slug == slug))
    if consultation is None:
        raise NotFound(f"There is no consultation called “{slug}”.")
    return consultation


def _told(session: Session, slug: str, *, is_sealed: bool) -> None:
    consultation = _found(session, slug)
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
