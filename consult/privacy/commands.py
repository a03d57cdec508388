"""Privacy from the shell."""

from pathlib import Path

import click

from consult.kernel.crypto import Unreadable
from consult.kernel.db import Database
from consult.kernel.errors import DomainError
from consult.privacy.replay import replay_erasures
from consult.privacy.services import purge_expired


@click.group("privacy")
def privacy_group() -> None:
    """Delete what need not be kept."""


@privacy_group.command("purge")
@click.pass_obj
def purge_command(database: Database) -> None:
    """Delete what has run out: unfinished answers, sign-in attempts, sessions, invitations, old mail."""
    click.echo(f"Records deleted because they had run out: {database.write(purge_expired):,}.")


@privacy_group.command("replay-erasures")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def replay_command(database: Database, path: Path) -> None:
    """Erase and redact again, after a restore, what FILE lists: the last file “erasures” of the data folder."""
    try:
        replay = replay_erasures(database, path)
    except (Unreadable, ValueError, KeyError) as error:
        raise DomainError(f"{path} is not a list of erasures that the keys of this deployment open.") from error
    click.echo(
        f"Erased again: {replay.erased:,}. Redacted again: {replay.redacted:,}. "
        f"Done already, or not in this database: {replay.passed_over:,}."
    )
    for place in replay.not_found:
        click.echo(f"Look at this text yourself, since it no longer says what was redacted: {place}.")
