"""`consult check`: whether this deployment is ready to serve, before it is started."""

import click
from sqlalchemy import text

from consult import migrate
from consult.app import require_fitting_keys
from consult.cli.deployment import open_deployment
from consult.contract.deployment import deployment_of
from consult.files.store import require_working_store
from consult.kernel.db import Database
from consult.kernel.sqlite import advice_on_version


@click.command()
@click.pass_context
def check(context: click.Context) -> None:
    """Look at settings, keys, database and the store of files; exits with 1 when one keeps Consult from serving."""
    database = open_deployment(must_be_current=False)
    waiting = {name: some for name, some in migrate.pending(database, deployment_of(database).registry).items() if some}
    if waiting:
        click.echo("The database is not yet at this version of Consult. Run “consult db upgrade”.", err=True)
        context.exit(1)
    require_fitting_keys(database)
    deployment = deployment_of(database)
    require_working_store(deployment.settings, deployment.files)
    for advice in advice_on(database):
        click.echo(f"Advice: {advice}")
    click.echo(
        f"Consult can serve: settings and keys fit the data, on {_version(database)}. "
        f"Files are kept in {deployment.files.place}."
    )


def advice_on(database: Database) -> list[str]:
    """Return what an operator should think of, though Consult serves without it."""
    if not database.is_sqlite:
        return []
    driver = database.engine.dialect.loaded_dbapi
    return [advice] if (advice := advice_on_version(driver.sqlite_version_info)) else []


def _version(database: Database) -> str:
    if database.is_sqlite:
        return f"SQLite {database.engine.dialect.loaded_dbapi.sqlite_version}"
    with database.engine.connect() as connection:
        return f"PostgreSQL {connection.scalar(text('SHOW server_version'))}"
