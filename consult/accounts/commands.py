"""Accounts from the shell: how the first administrator gets in."""

import click
from sqlalchemy.orm import Session

from consult.accounts.forms import GRANTED
from consult.accounts.invitations import invite
from consult.accounts.queries import person_by_email
from consult.accounts.second_factor import REASONS_TO_RESET, reset_second_factor
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import Database
from consult.kernel.errors import Conflict, Invalid


@click.group("accounts")
def accounts_group() -> None:
    """Invite people, and let in again who lost the second step."""


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


@accounts_group.command("reset-two-step")
@click.argument("email")
@click.option("--reason", type=click.Choice(list(REASONS_TO_RESET)), default="they lost their phone", show_default=True)
@click.pass_obj
def reset_two_step_command(database: Database, email: str, reason: str) -> None:
    """Take away the two-step sign-in of EMAIL, for when no administrator can. They are told by mail."""

    def reset(session: Session) -> None:
        person = session.scalar(person_by_email(email))
        if person is None:
            raise click.BadParameter("There is no account with this email address.")
        reset_second_factor(session, SYSTEM, person, reason)

    try:
        database.write(reset)
    except Conflict as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo("Two-step sign-in is reset. The person is signed out everywhere, and told by mail.")
