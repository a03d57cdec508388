"""How every connection to SQLite behaves: it loses nothing, keeps nothing deleted, and writes only in its turn."""

from pathlib import Path
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
