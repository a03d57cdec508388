"""Bringing a database to the newest revisions, all histories in one transaction or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from consult.contract.registry import Registry
from consult.kernel.db import Database, start_writing
from consult.kernel.errors import DomainError
from consult.migrate.histories import History, histories

_LOCK = 0x636F6E73  # any number, as long as every Consult takes the same one


class UpgradeFailed(DomainError):
    """The database could not be brought to the newest revision; nothing was changed."""


def is_current(database: Database, registry: Registry) -> bool:
    """Tell, without loading Alembic, whether every history is at its newest revision."""
    return not any(pending(database, registry).values())


def pending(database: Database, registry: Registry) -> dict[str, list[str]]:
    """Return the revisions that each history still has to run."""
    with database.engine.connect() as connection:
        found = set(inspect(connection).get_table_names())
        return {history.name: _missing(connection, history, found) for history in histories(registry)}


def _missing(connection: Connection, history: History, found: set[str]) -> list[str]:
    known = history.revisions()
    if history.version_table not in found:
        return known
    at = connection.scalar(text(f"SELECT version_num FROM {history.version_table}"))  # noqa: S608 (a checked name)
    if at is None:
        return known
    if at not in known:
        raise UpgradeFailed(
            f"The tables of {history.name} are at revision {at}, which this version of Consult does not know. "
            "Install the version that made them, or a newer one."
        )
    return known[known.index(at) + 1 :]


def upgrade(database: Database, registry: Registry) -> dict[str, list[str]]:
    """Run what is pending and return it; does nothing, quickly, when nothing is.

    Raises `UpgradeFailed` with a sentence; the database is then as it was.
    """
    waiting = pending(database, registry)
    if not any(waiting.values()):
        return waiting
    from alembic import command

    with _changing(database) as connection:
        for history in histories(registry, connection):
            if history.revisions():
                command.upgrade(history.config(connection), "head")
    return waiting


def downgrade(database: Database, registry: Registry, name: str, revision: str = "base") -> None:
    """Take one history back to an earlier revision (or to nothing); for tests and for removing a plugin."""
    from alembic import command

    with _changing(database) as connection:
        history = next(history for history in histories(registry, connection) if history.name == name)
        command.downgrade(history.config(connection), revision)


@contextmanager
def _changing(database: Database) -> Iterator[Connection]:
    try:
        with database.engine.connect() as connection:
            if database.is_sqlite:
                yield from _on_sqlite(connection, database)
            else:
                yield from _on_postgresql(connection)
    except DBAPIError as error:
        raise UpgradeFailed(f"The database could not be upgraded, and was left as it was: {error.orig}") from error


def _on_sqlite(connection: Connection, database: Database) -> Iterator[Connection]:
    # A table that is rebuilt is dropped first, which would delete the rows that point to it.
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.begin():
            start_writing(connection)
            yield connection
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise UpgradeFailed(f"The upgrade would leave rows of {broken[0]} that point to nothing.")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _on_postgresql(connection: Connection) -> Iterator[Connection]:
    with connection.begin():
        connection.exec_driver_sql("SET LOCAL lock_timeout = '60s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        # From here on a waiting upgrade holds up everybody behind it, so it gives way soon.
        connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
        connection.exec_driver_sql("SET LOCAL statement_timeout = '15min'")
        yield connection
