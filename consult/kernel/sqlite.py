"""SQLite: connections that lose nothing and keep nothing deleted, and one writer at a time.

A transaction begins by reading. `start_writing` is the one function that lets it write: it waits for the write lock,
which the connection keeps until it goes back to its pool.
"""

import importlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import cast

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from consult.kernel.errors import DomainError
from consult.kernel.faults import hide_values_of
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.private_files import make_private
from consult.kernel.write_lock import PATIENCE, WriteLock

SETTINGS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # so that REPLACE asks the triggers that keep rows
    "secure_delete=ON",  # so that nothing deleted can be read from the file
    f"busy_timeout={PATIENCE * 1000:.0f}",
    "temp_store=MEMORY",
    "cache_size=-16000",
    "query_only=ON",  # until this connection has the write lock
)
SAFE_VERSION = (3, 51, 3)
"""The first SQLite in which two connections that write at the same moment can lose nothing (sqlite.org/wal.html)."""
_CHANGES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP", "REINDEX")
_LOCK, _UNTIL = "consult_write_lock", "consult_until"
_WRITING, _ONLY_WRITES = "consult_writing", "consult_only_writes"


class GivenUp(DomainError):
    """The database gave a whole transaction up, as SQLite does when the disk is full."""

    status = 503
    default = _l("The database could not keep what you sent. Keep this page open and send it again in a few minutes.")


def open_sqlite(url: URL, pool_size: int, **options: object) -> tuple[Engine, Engine, Engine]:
    """Return three engines: whose transactions read and may then write, read single statements, and only write."""
    lock = WriteLock(Path(f"{url.database}.lock"))
    pooled = {"pool_size": pool_size, "max_overflow": pool_size, **options}
    engine, writers = _engine(url, lock, pooled), _engine(url, lock, pooled)
    # On the connections of the first, but it begins no transaction: each statement reads what is there at that moment.
    readers = create_engine(url, module=choose_driver(), pool=engine.pool, **options)
    hide_values_of(readers)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "savepoint", lambda connection, _name: start_writing(connection))
    event.listen(engine, "before_cursor_execute", _write_before_change)
    # To let a connection write and then no longer makes SQLite compile anew all that it had compiled for it, so what
    # thousands write is written by connections that do nothing else.
    event.listen(writers, "connect", _only_write)
    event.listen(writers, "begin", _lock_and_begin)
    event.listen(engine, "engine_disposed", lambda _: writers.dispose())
    return engine, readers, writers


def _engine(url: URL, lock: WriteLock, options: dict[str, object]) -> Engine:
    engine = create_engine(
        url,
        module=choose_driver(),
        connect_args={"timeout": PATIENCE, "check_same_thread": False, "isolation_level": None},
        execution_options={_LOCK: lock},
        **options,
    )
    hide_values_of(engine)
    event.listen(engine, "do_connect", lambda *_: _make_files_private(str(url.database)))
    event.listen(engine, "connect", _set_up)
    for moment in ("savepoint", "rollback_savepoint", "release_savepoint", "commit"):
        event.listen(engine, moment, require_transaction)
    event.listen(engine, "checkin", _end_writing(lock))
    return engine


def lock_of(engine: Engine) -> WriteLock | None:
    """Return the lock that an engine's transactions write under; PostgreSQL has none of ours."""
    lock: WriteLock | None = engine.get_execution_options().get(_LOCK)
    return lock


def start_writing(connection: Connection) -> None:
    """Let a connection's transaction write: give up what it has read so far, wait for the lock and begin anew.

    Between the last read and the first write others may have written, as on PostgreSQL at READ COMMITTED.
    """
    if not connection.info.get(_WRITING):
        connection.exec_driver_sql("COMMIT")
        _lock_and_begin(connection)


@contextmanager
def write_transaction(writers: Engine, until: float) -> Iterator[Connection]:
    """Open a connection whose transaction writes from its beginning, and commit when the block ends well.

    Raises `Busy` when the lock did not come `until` then.
    """
    with writers.connect() as connection:
        connection.execution_options(**{_UNTIL: until})
        with connection.begin():
            yield connection


def empty_log(readers: Engine, lock: WriteLock, *, patience: float = 1.0) -> bool:
    """Bring all of the write-ahead log into the database and cut it to nothing; tells whether nobody read meanwhile."""
    with readers.connect() as connection:
        lock.acquire()
        try:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={patience * 1000:.0f}")
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
            connection.exec_driver_sql(f"PRAGMA busy_timeout={PATIENCE * 1000:.0f}")
        finally:
            lock.release()
    return not busy


def _begin(connection: Connection) -> None:
    if not connection.info.get(_WRITING):
        connection.exec_driver_sql("BEGIN")


def _write_before_change(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
    if statement.lstrip().startswith(_CHANGES):
        start_writing(connection)


def _lock_and_begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    lock: WriteLock = options[_LOCK]
    lock.acquire(options.get(_UNTIL))
    try:
        _let_write(connection, True)
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except BaseException:
        _let_write(connection, False)
        lock.release()
        raise
    connection.info[_WRITING] = True


def _let_write(connection: Connection, may_write: bool) -> None:
    # Before 3.51.3 two connections that wrote or tidied the log at the same moment could lose a commit: nothing is
    # written but by whoever has the lock.
    if _ONLY_WRITES not in connection.info:
        _driver(connection).execute(_query_only(not may_write))


def _only_write(driver: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    driver.execute(_query_only(False))
    record.info[_ONLY_WRITES] = True


def _end_writing(lock: WriteLock) -> Callable[[sqlite3.Connection | None, ConnectionPoolEntry], None]:
    def end(driver: sqlite3.Connection | None, record: ConnectionPoolEntry) -> None:
        # After a commit that failed SQLAlchemy takes the transaction for ended, but SQLite is still in it.
        if driver is not None and driver.in_transaction:
            driver.rollback()
        if record.info.pop(_WRITING, False):
            try:
                if driver is not None and _ONLY_WRITES not in record.info:
                    driver.execute(_query_only(True))
            finally:
                lock.release()

    return end


def _query_only(is_on: bool) -> str:
    return f"PRAGMA query_only={'ON' if is_on else 'OFF'}"


def require_transaction(connection: Connection, *_: object) -> None:
    """Raise `GivenUp` after SQLite has undone everything by itself: what follows must not be taken for the same one."""
    if not _driver(connection).in_transaction:
        raise GivenUp


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.driver_connection)


def _set_up(driver: sqlite3.Connection, _record: object) -> None:
    for setting in SETTINGS:
        driver.execute(f"PRAGMA {setting}")
    # SQLite's own knows the letters of ASCII alone, so a search would miss “Çelik” typed as “çelik”.
    driver.create_function("lower", 1, _lower, deterministic=True)


def _lower(value: str | float | bytes | None) -> str | None:
    return None if value is None else str(value).lower()


def _make_files_private(database: str) -> None:
    # The database's own files are there before SQLite makes them; those it adds later take after the database's.
    for ending in ("", "-wal", "-shm"):
        path = Path(f"{database}{ending}")
        if not ending or path.exists():
            make_private(path)


def choose_driver() -> ModuleType:
    """Return the driver with the newest SQLite that is installed here: Python's own, or `pysqlite3` in its place."""
    try:
        other = importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return sqlite3
    return other if other.sqlite_version_info > sqlite3.sqlite_version_info else sqlite3


def advice_on_version(found: tuple[int, ...]) -> str:
    """Return what an operator should know of this version of SQLite; nothing where it is a safe one."""
    if found >= SAFE_VERSION:
        return ""
    return (
        f"SQLite {_dotted(found)} is in use, and versions before {_dotted(SAFE_VERSION)} can lose a commit when two "
        "connections write at the same moment. Consult lets them write in turn, so it is safe while nothing else "
        "writes to its file. Install a newer SQLite when your system has one, or use PostgreSQL."
    )


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version)
