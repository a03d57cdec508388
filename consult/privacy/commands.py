"""Privacy from the shell."""

import click

from consult.kernel.db import Database
from consult.privacy.services import purge_expired


@click.group("privacy")
def privacy_group() -> None:
    """Delete what need not be kept."""


@privacy_group.command("purge")
@click.pass_obj
def purge_command(database: Database) -> None:
    """Delete what has run out: unfinished answers, sign-in attempts, sessions, invitations, old mail."""
    click.echo(f"Records deleted because they had run out: {database.write(purge_expired):,}.")
