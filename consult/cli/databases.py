"""`consult db`: bring the database up to date, check it, and write revisions."""

import click
from sqlalchemy.orm import Session

from consult import migrate
from consult.app import require_fitting_keys
from consult.cli.deployment import open_deployment, open_scratch
from consult.config import NoDataFolder
from consult.contract.deployment import deployment_of
from consult.contract.registry import Registry
from consult.kernel.db import Database
from consult.kernel.key_samples import accept_keys
from consult.submissions.counts import rebuild_counts, uncounted_activities


@click.group()
def db() -> None:
    """Upgrade and check the database."""


@db.command()
def upgrade() -> None:
    """Bring the database to this version of Consult; does nothing when it is there already."""
    database = open_deployment(must_be_current=False, may_make=True)
    done = migrate.upgrade(database, deployment_of(database).registry)
    require_fitting_keys(database)
    database.write(_count_the_uncounted)
    for name, revisions in done.items():
        for revision in revisions:
            click.echo(f"{name}: {revision}")
    if not any(done.values()):
        click.echo("The database is up to date.")


@db.command("accept-keys")
@click.confirmation_option(prompt="What was sealed with keys that are not here now can then be read by nobody. Go on?")
def accept() -> None:
    """Go on with the keys that are here, although others belong to this database and are lost."""
    database = open_deployment(must_be_current=False, may_make=True)
    secret_key = deployment_of(database).settings.secret_key
    given_up = database.write(lambda session: accept_keys(session, database.keys, secret_key))
    require_fitting_keys(database)
    click.echo(f"Given up: {', '.join(given_up)}." if given_up else "All keys of this database are here.")


def _count_the_uncounted(session: Session) -> None:
    for activity in uncounted_activities(session):
        rebuild_counts(session, activity)


@db.command()
@click.option("--code-only", is_flag=True, help="Look at models and revisions alone, and at no database.")
@click.pass_context
def check(context: click.Context, code_only: bool) -> None:
    """Say where models, revisions and this deployment's database differ; exits with 1 when they do."""
    try:
        database = open_scratch() if code_only else open_deployment(must_be_current=False)
        has_database = not code_only
    except NoDataFolder:
        # As in a fresh checkout: there is no deployment here, only code to look at.
        database, has_database = open_scratch(), False
    registry = deployment_of(database).registry
    faults = migrate.faults_of_history(database, registry)
    if has_database:
        faults += _faults_here(database, registry)
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        context.exit(1)
    click.echo("Models, migrations and database agree." if has_database else "Models and migrations agree.")


def _faults_here(database: Database, registry: Registry) -> list[str]:
    waiting = migrate.pending(database, registry)
    if all(waiting[history.name] == history.revisions() for history in migrate.histories(registry)):
        return ["The database is empty. Run “consult db upgrade” first."]
    faults = [f"{name}: {revision} has not been run here" for name, some in waiting.items() for revision in some]
    return faults or [f"in this database, {fault}" for fault in migrate.faults_of_schema(database, registry)]


@db.command()
@click.argument("name")
@click.argument("message")
def revision(name: str, message: str) -> None:
    """Write the next revision of NAME (core or a plugin) from its models, saying what MESSAGE changes."""
    from consult.migrate.revisions import write_revision

    database = open_scratch()
    click.echo(write_revision(database, deployment_of(database).registry, name, message))
