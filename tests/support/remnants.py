"""Looking for words in all that a service keeps: texts, keys of the search index, files, SQLite's own file."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import inspect, text

from consult.contract.deployment import deployment_of
from consult.kernel.db import Database


def words_left(database: Database, words: Iterable[str]) -> set[str]:
    """Return which of these words stand anywhere: as texts, as keys of the search index, in files, in the raw file."""
    sought, found = set(words), set[str]()
    for content in everything(database):
        found |= {word for word in sought if word.encode() in content.lower()}
    return found


def everything(database: Database) -> Iterator[bytes]:
    """Yield every row of every table, and every file."""
    folder = Path(deployment_of(database).settings.data)
    if database.is_sqlite:
        with sqlite3.connect(str(database.engine.url.database)) as other:
            names = [name for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for name in names:
                yield from (_bytes(row) for row in other.execute(f"SELECT * FROM {name}"))  # noqa: S608
        other.close()
    else:
        with database.engine.connect() as connection:
            for name in inspect(connection).get_table_names():
                yield from (_bytes(row) for row in connection.execute(text(f"SELECT * FROM {name}")))  # noqa: S608
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.read_bytes()


def _bytes(row: Iterable[object]) -> bytes:
    return b" ".join(part if isinstance(part, bytes) else str(part).encode() for part in row)
