"""Triggers that come with a table, and the functions behind them that PostgreSQL keeps when the table goes."""

from collections.abc import Callable, Iterable

from sqlalchemy import Connection, Table, event


def guard_table(table: Table, statements: Callable[[str], Iterable[str]], functions: Iterable[str]) -> None:
    """Put triggers on a table from when it is made; `statements` returns what makes them in the dialect of that name.

    The `functions` of PostgreSQL go with the table.
    """

    @event.listens_for(table, "after_create")
    def _put(_table: object, connection: Connection, **_options: object) -> None:
        for statement in statements(connection.dialect.name):
            connection.exec_driver_sql(statement)

    @event.listens_for(table, "after_drop")
    def _drop(_table: object, connection: Connection, **_options: object) -> None:
        if connection.dialect.name == "postgresql":
            for function in functions:
                connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {function}()")
