"""How every connection to SQLite behaves: it loses nothing, keeps nothing deleted, and writes only in its turn."""

import importlib
import sqlite3
from pathlib import Path
from types import ModuleType
from typing import Any

from consult.kernel.gate import PATIENCE, WriteGate
from consult.kernel.private_files import make_private

SETTINGS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # so that REPLACE asks the triggers that keep rows
    "secure_delete=ON",  # so that nothing deleted can be read from the file
    f"busy_timeout={PATIENCE * 1000:.0f}",
    "temp_store=MEMORY",
    "cache_size=-16000",
    "query_only=ON",  # until it is this connection's turn to write
)


SAFE_VERSION = (3, 51, 3)
"""The first SQLite in which two connections that write at the same moment can lose nothing (sqlite.org/wal.html)."""


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


def prepare_connection(connection: Any, _record: Any) -> None:
    """Set a new connection up."""
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    # SQLite's own knows the letters of ASCII alone, so a search would miss “Çelik” typed as “çelik”.
    connection.create_function("lower", 1, _lower, deterministic=True)


def let_write(connection: Any, may_write: bool) -> None:
    """Let a connection of the driver write, or no longer.

    Before 3.51.3 two connections that wrote or tidied the log at the same moment could lose a commit: nothing is
    written but by whoever has the turn.
    """
    connection.execute(f"PRAGMA query_only={'OFF' if may_write else 'ON'}")


def empty_log(connection: Any, gate: WriteGate, *, patience: float = 1.0) -> bool:
    """Bring all of the write-ahead log into the database and cut it to nothing; tells whether nobody read meanwhile."""
    gate.acquire()
    try:
        connection.execute(f"PRAGMA busy_timeout={patience * 1000:.0f}")
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        connection.execute(f"PRAGMA busy_timeout={PATIENCE * 1000:.0f}")
    finally:
        gate.release()
    return not busy


def make_files_private(database: str) -> None:
    """Have the database's own files before SQLite makes them; those it adds later take after the database's."""
    for ending in ("", "-wal", "-shm"):
        path = Path(f"{database}{ending}")
        if not ending or path.exists():
            make_private(path)


def _lower(value: Any) -> Any:
    return value if value is None else str(value).lower()
