"""`consult plugins`: what is installed, a skeleton for a new one, and the only way to drop a plugin's data."""

from collections.abc import Sequence
from importlib.metadata import entry_points, version
from pathlib import Path

import click
from sqlalchemy import Connection, delete, func, inspect, or_, select, text

from consult import migrate
from consult.citations.models import Citation
from consult.cli.deployment import open_deployment, open_scratch
from consult.cli.skeleton import write_skeleton
from consult.config import NoDataFolder
from consult.contract.deployment import deployment_of
from consult.contract.plugin import Plugin
from consult.contract.registry import GROUP, Registry, installed_plugins
from consult.deadlines.models import Deadline
from consult.kernel.db import Database
from consult.kernel.errors import Misconfigured
from consult.migrate import History


@click.group(invoke_without_command=True)
@click.pass_context
def plugins(context: click.Context) -> None:
    """List the plugins: version, contract, tables, permissions, places, pending migrations."""
    if context.invoked_subcommand is not None:
        return
    try:
        database = open_deployment(must_be_current=False)
    except NoDataFolder:
        database = open_scratch()
    enabled = deployment_of(database).registry
    waiting = migrate.pending(database, enabled)
    for name, plugin in sorted(installed_plugins().items()):
        is_enabled = any(plugin.name == name for plugin in enabled.plugins)
        click.echo(f"{name} {_version_of(name)}: {plugin.title} ({'enabled' if is_enabled else 'not enabled'})")
        for label, values in _facts(plugin, waiting.get(name, [])):
            click.echo(f"  {label + ':':20}{', '.join(values) or 'none'}")


def _facts(plugin: Plugin, waiting: list[str]) -> list[tuple[str, list[str]]]:
    return [
        ("contract", [str(plugin.api)]),
        ("tables", sorted(_history(plugin).tables)),
        ("permissions", sorted(plugin.permissions)),
        ("places", sorted({slot.place.name for slot in plugin.slots})),
        ("pending migrations", waiting),
    ]


def _version_of(name: str) -> str:
    found = next((entry.dist for entry in entry_points(group=GROUP) if entry.name == name), None)
    return version(found.name) if found else "unknown"


def _history(plugin: Plugin) -> History:
    return migrate.histories(Registry(plugins=(plugin,)))[1]


@plugins.command()
@click.argument("name")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), default=".", help="Where to write it.")
def new(name: str, folder: Path) -> None:
    """Write the skeleton of a plugin NAME: a way of taking part with pages, a table, an export and tests."""
    written = write_skeleton(name, folder)
    click.echo(
        f"The plugin {name} is in {written}. Install it with “pip install -e {written}” and add {name} to "
        "CONSULT_PLUGINS."
    )


@plugins.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(name: str, yes: bool) -> None:
    """Drop the tables of plugin NAME with all they hold. Disabling a plugin needs no removal."""
    database = open_deployment(must_be_current=False)
    if any(plugin.name == name for plugin in deployment_of(database).registry.plugins):
        raise Misconfigured(
            f"The plugin {name} is enabled. Take it out of CONSULT_PLUGINS first, then remove its data."
        )
    installed = installed_plugins({name})
    if name not in installed:
        raise Misconfigured(
            f"No plugin called {name} is installed. To drop the data of one that was, install it again first: only "
            "the plugin knows its tables."
        )
    registry = Registry(plugins=(installed[name],))
    counts = _row_counts(database, registry, name)
    if not counts:
        click.echo(f"The plugin {name} has no tables in this database.")
        return
    click.echo(f"This drops for ever: {', '.join(f'{table} ({rows} rows)' for table, rows in counts.items())}.")
    if not yes:
        click.confirm("Drop them?", abort=True)
    migrate.downgrade(database, registry, name)
    with database.engine.begin() as connection:
        _forget_references(connection, list(counts))
        connection.execute(text(f"DROP TABLE {migrate.histories(registry)[1].version_table}"))
    click.echo(f"The data of {name} is gone.")


def _forget_references(connection: Connection, tables: Sequence[str]) -> None:
    """Delete what others kept of the rows by their numbers, which may be given again if the plugin comes back."""
    there = set(inspect(connection).get_table_names())
    if Citation.__tablename__ in there:
        ends = or_(Citation.source_kind.in_(tables), Citation.target_kind.in_(tables))
        connection.execute(delete(Citation).where(ends))
    if Deadline.__tablename__ in there:
        connection.execute(delete(Deadline).where(Deadline.kind.in_(tables)))


def _row_counts(database: Database, registry: Registry, name: str) -> dict[str, int]:
    history = next(history for history in migrate.histories(registry) if history.name == name)
    with database.engine.connect() as connection:
        there = set(inspect(connection).get_table_names())
        return {
            table: connection.scalar(select(func.count()).select_from(history.tables[table])) or 0
            for table in sorted(there & set(history.tables))
        }
