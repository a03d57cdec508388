"""The audit log from the shell."""

import click

from consult.audit.chain import check_chain, keep_chain
from consult.kernel.db import Database


@click.group("audit")
def audit_group() -> None:
    """Check that the audit log is as it was written."""


@audit_group.command("verify")
@click.option("--head", default="", help="A head that was printed earlier and kept elsewhere: PLACE:HASH.")
@click.pass_context
def verify(context: click.Context, head: str) -> None:
    """Recompute the audit log’s chain and name every entry that was changed, deleted or added; exits with 1 then."""
    found = check_chain(context.obj, head)
    for fault in found.faults:
        click.echo(fault, err=True)
    click.echo(f"Entries in the chain: {found.head.place:,}. Not yet in it: {found.waiting:,}.")
    click.echo(f"Head: {found.head}")
    if found.faults:
        context.exit(1)
    click.echo("Every entry is as it was written. Keep the head where nobody who runs this service can change it.")


@audit_group.command("chain")
@click.pass_obj
def chain(database: Database) -> None:
    """Give every entry its place in the chain now, where no worker runs."""
    keep_chain(database, behind=None)
