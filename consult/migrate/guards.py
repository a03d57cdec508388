"""What listeners make beside the tables (triggers, functions, the search index), which Alembic does not compare."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, create_mock_engine
from sqlalchemy.schema import ExecutableDDLElement

_MADE = re.compile(r"CREATE (?:VIRTUAL )?(TABLE|FUNCTION|TRIGGER|INDEX) (\w+)")
_THERE = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, NULL FROM pg_trigger WHERE NOT tgisinternal",
}


def statements_beside(tables: Iterable[Table], dialect: str) -> list[str]:
    """Return the statements that listeners send when the tables are made."""
    statements: list[str] = []

    def note(statement: object, *_: object, **__: object) -> None:
        if not isinstance(statement, ExecutableDDLElement):
            statements.append(str(statement))

    recorder: Any = create_mock_engine("postgresql+psycopg://" if dialect == "postgresql" else "sqlite://", note)
    recorder.exec_driver_sql = note
    for table in tables:
        table.create(recorder, checkfirst=False)
    return statements


def made_by(statement: str) -> list[tuple[str, str]]:
    """Return kind and name of what a statement makes."""
    return _MADE.findall(statement)


def missing_triggers(connection: Connection, tables: Iterable[Table]) -> list[str]:
    """Return the triggers that these tables should have in this database, and have not."""
    there = _triggers(connection)
    return sorted(name for name, _ in _wanted(connection, tables) if name not in there)


def other_triggers(connection: Connection, tables: Iterable[Table]) -> list[str]:
    """Return the triggers that say something else than the models do; known on SQLite, which keeps their words."""
    there = _triggers(connection)
    return sorted(name for name, words in _wanted(connection, tables) if there.get(name) not in (None, words))


def _triggers(connection: Connection) -> dict[str, str | None]:
    rows = connection.exec_driver_sql(_THERE[connection.dialect.name]).all()
    return {name: words and " ".join(words.split()) for name, words in rows}


def _wanted(connection: Connection, tables: Iterable[Table]) -> list[tuple[str, str]]:
    statements = statements_beside(tables, connection.dialect.name)
    made = [(statement, kind, name) for statement in statements for kind, name in made_by(statement)]
    return [(name, " ".join(one.split())) for one, kind, name in made if kind == "TRIGGER"]
