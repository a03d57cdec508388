"""Accounts from the shell: how the first administrator gets in."""

import click

from consult.accounts.forms import GRANTED
from consult.accounts.invitations import invite
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import Database
from consult.kernel.errors import Invalid


@click.group("accounts")
def accounts_group() -> None:
    """Invite people."""


@accounts_group.command("invite")
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in GRANTED]), required=True)
@click.option("--name", default="", help="Their name, which they can change.")
@click.pass_obj
def invite_command(database: Database, email: str, role: str, name: str) -> None:
    """Print a link with which EMAIL chooses a password and gets the role; it works once, for 7 days."""
    if "@" not in email.strip("@"):
        raise click.BadParameter("Give an email address, like name@example.com.")
    try:
        link = database.write(
            lambda session: invite(session, SYSTEM, email=email, name=name, role=Role(role), by_mail=False)
        )
    except Invalid as fault:
        raise click.ClickException(". ".join(fault.fields.values()) + ".") from fault
    click.echo(link)
