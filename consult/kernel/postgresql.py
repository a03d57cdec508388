"""PostgreSQL: connections that are asked nothing before their first statement, and reads without a transaction."""

import select
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError

from consult.kernel.faults import hide_values_of
from consult.kernel.write_lock import PATIENCE

if TYPE_CHECKING:
    import psycopg
    from sqlalchemy.dialects.postgresql.base import PGExecutionContext

    PGConnection = psycopg.Connection[tuple[object, ...]]

_NEEDS_TRANSACTION = ("INSERT", "UPDATE", "DELETE", "MERGE", "CREATE", "ALTER", "DROP", "TRUNCATE", "SAVEPOINT")


def open_postgresql(url: URL, pool_size: int, **options: object) -> tuple[Engine, Engine]:
    """Return an engine for transactions, and one for reading, each of whose statements is a transaction by itself.

    What a connection of the second changes or locks, or reads in pieces, begins a transaction after all.
    """
    options = {"pool_size": pool_size, "max_overflow": pool_size, **options}
    engine = _engine(url, options)
    readers = _engine(url, {**options, "isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True})
    event.listen(readers, "before_cursor_execute", _begin_before_change)
    event.listen(readers, "checkin", _end_transaction)
    event.listen(engine, "engine_disposed", lambda _: readers.dispose())
    return engine, readers


def _engine(url: URL, options: dict[str, object]) -> Engine:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={
            "options": f"-c timezone=utc -c lock_timeout={PATIENCE:.0f}s",
            "connect_timeout": 10,
            "tcp_user_timeout": int(PATIENCE * 1000),
        },
        **options,
    )
    hide_values_of(engine)
    event.listen(engine, "checkout", _require_open)
    return engine


def start_writing(connection: Connection) -> None:
    """Let what a connection does from now on belong to one transaction."""
    driver: Any = connection.connection.driver_connection
    if driver.autocommit:
        driver.autocommit = False


def _begin_before_change(
    connection: Connection,
    _cursor: object,
    statement: str,
    _: object,
    context: "PGExecutionContext | None",
    *_more: object,
) -> None:
    is_change = statement.lstrip().startswith(_NEEDS_TRANSACTION)
    is_lock = "FOR UPDATE" in statement or "FOR NO KEY UPDATE" in statement
    if is_change or is_lock or (context is not None and context._is_server_side):
        start_writing(connection)


def _end_transaction(driver: "PGConnection | None", _record: object) -> None:
    if driver is not None and not driver.autocommit:
        driver.rollback()
        driver.autocommit = True


def _require_open(driver: "PGConnection", _record: object, _proxy: object) -> None:
    # An idle server sends nothing but its end: what can be read now is that, and SQLAlchemy connects anew. To ask the
    # socket costs a microsecond, to ask the server a round trip.
    poll = select.poll()
    poll.register(driver.fileno(), select.POLLIN)
    if poll.poll(0):
        raise DisconnectionError
