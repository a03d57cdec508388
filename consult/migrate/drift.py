"""Where the models and the schema in a database say different things, in plain words."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import CheckConstraint, Connection, inspect

from consult.contract.registry import Registry
from consult.kernel.db import Database, open_database
from consult.kernel.types import Base
from consult.migrate.guards import missing_triggers, other_triggers
from consult.migrate.histories import History, histories
from consult.migrate.upgrades import upgrade


def faults_of_history(database: Database, registry: Registry) -> list[str]:
    """Say where the revisions, run from nothing, lead to something else than the models."""
    with TemporaryDirectory() as folder:
        scratch = open_database(f"sqlite:///{Path(folder) / 'scratch.sqlite3'}", database.keys, pool_size=1)
        try:
            upgrade(scratch, registry)
            return faults_of_schema(scratch, registry)
        finally:
            scratch.engine.dispose()


def faults_of_schema(database: Database, registry: Registry) -> list[str]:
    """Say where the schema in this database differs from the models."""
    with database.engine.connect() as connection:
        return [fault for history in histories(registry, connection) for fault in _faults(connection, history)]


def _faults(connection: Connection, history: History) -> Iterator[str]:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    context = MigrationContext.configure(
        connection,
        opts={
            "include_name": history.include_name,
            "include_object": history.include_object,
            "compare_type": True,
            "version_table": history.version_table,
            "target_metadata": Base.metadata,
        },
    )
    for found in compare_metadata(context, Base.metadata):
        for item in found if isinstance(found, list) else [found]:
            yield f"{history.name}: {_sentence(item)}"
    yield from _check_faults(connection, history)
    yield from _trigger_faults(connection, history)


def _trigger_faults(connection: Connection, history: History) -> Iterator[str]:
    there = set(inspect(connection).get_table_names())
    tables = [table for name, table in sorted(history.tables.items()) if name in there]
    for name in missing_triggers(connection, tables):
        yield f"{history.name}: the trigger {name} is in the models but not in the migrations"
    for name in other_triggers(connection, tables):
        yield f"{history.name}: the trigger {name} says something else in the models than in the migrations"


def _check_faults(connection: Connection, history: History) -> Iterator[str]:
    inspector = inspect(connection)
    there = set(inspector.get_table_names())
    for name, table in sorted(history.tables.items()):
        if name not in there:
            continue
        wanted = {
            str(constraint.name)
            for constraint in table.constraints
            if isinstance(constraint, CheckConstraint) and constraint.name
        }
        found = {
            str(get_check_constraint["name"])
            for get_check_constraint in inspector.get_check_constraints(name)
            if get_check_constraint["name"]
        }
        for missing in sorted(wanted - found):
            yield f"{history.name}: the check {missing} of {name} is in the models but not in the migrations"
        for extra in sorted(found - wanted):
            yield f"{history.name}: the check {extra} of {name} is in the migrations but not in the models"


_KINDS = {
    "table": "the table {}",
    "column": "the column {}",
    "index": "the index {}",
    "constraint": "the constraint {}",
    "fk": "the foreign key {}",
}


def _sentence(difference: tuple[object, ...]) -> str:
    action, _, kind = str(difference[0]).partition("_")
    if action == "modify":
        return f"{kind} of {difference[2]}.{difference[3]} is {difference[6]} in the models and {difference[5]} there"
    subject = difference[-1]
    table = difference[2] if kind == "column" else getattr(getattr(subject, "table", None), "name", "")
    name = getattr(subject, "name", None) or subject
    what = _KINDS.get(kind, f"{kind} {{}}").format(f"{table}.{name}" if table else name)
    where = "in the models but not in the migrations" if action == "add" else "in the migrations but not in the models"
    return f"{what} is {where}"
