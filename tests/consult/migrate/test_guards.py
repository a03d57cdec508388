"""Triggers that are missing, or that keep less than the models say, are found."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from consult.kernel.permanence import keep_rows
from consult.migrate.guards import missing_triggers, other_triggers

WEAKER = "CREATE TRIGGER stone_no_update BEFORE UPDATE ON stone WHEN 1 = 2 BEGIN SELECT RAISE(ABORT, 'no'); END"


class Own(DeclarativeBase):
    """Tables of this test alone."""


class Stone(Own):
    """A row that is kept."""

    __tablename__ = "stone"

    id: Mapped[int] = mapped_column(primary_key=True)


keep_rows(Stone)
TABLES = Own.metadata.sorted_tables


@pytest.fixture
def connection() -> Iterator[Connection]:
    """A SQLite with the table and its guards."""
    engine = create_engine("sqlite://")
    Own.metadata.create_all(engine)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def test_guards_that_are_there_are_no_fault(connection: Connection) -> None:
    assert missing_triggers(connection, TABLES) == []
    assert other_triggers(connection, TABLES) == []


def test_a_guard_that_is_missing_is_found(connection: Connection) -> None:
    connection.exec_driver_sql("DROP TRIGGER stone_no_delete")
    assert missing_triggers(connection, TABLES) == ["stone_no_delete"]


def test_a_guard_that_keeps_less_is_found(connection: Connection) -> None:
    connection.exec_driver_sql("DROP TRIGGER stone_no_update")
    connection.exec_driver_sql(WEAKER)
    assert missing_triggers(connection, TABLES) == []
    assert other_triggers(connection, TABLES) == ["stone_no_update"]
