"""What the database keeps, it keeps from every statement; what the design lets go may go."""

import pytest
from sqlalchemy import Connection, ForeignKey, String, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from consult.kernel.permanence import keep_rows


class Own(DeclarativeBase):
    """Tables of this test alone."""


class Quarry(Own):
    """What stones and masons come from."""

    __tablename__ = "quarry"

    id: Mapped[int] = mapped_column(primary_key=True)


class Stone(Own):
    """A row that is kept once it is carved, for as long as its quarry stands."""

    __tablename__ = "stone"

    id: Mapped[int] = mapped_column(primary_key=True)
    quarry_id: Mapped[int] = mapped_column(ForeignKey("quarry.id", ondelete="CASCADE"))
    mason_id: Mapped[int | None] = mapped_column(ForeignKey("quarry.id", ondelete="SET NULL"))
    words: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[str] = mapped_column(String(10))
    moss: Mapped[int]


class Slab(Own):
    """A row that is kept from the first moment."""

    __tablename__ = "slab"

    id: Mapped[int] = mapped_column(primary_key=True)


keep_rows(
    Stone,
    once="OLD.state <> 'rough'",
    goes_with="quarry_id",
    free=("moss",),
    moves={"state": "OLD.state = 'carved' AND NEW.state = 'laid'"},
)
keep_rows(Slab)


@pytest.fixture
def stones(session: Session) -> Connection:
    """A rough, a carved and a laid stone of one quarry, by a mason who came from another; and a slab."""
    connection = session.connection()
    Own.metadata.create_all(connection)
    for statement in (
        "INSERT INTO quarry (id) VALUES (1), (2)",
        "INSERT INTO stone VALUES (1, 1, 2, 'a', 'rough', 0), (2, 1, 2, 'b', 'carved', 0), (3, 1, 2, 'c', 'laid', 0)",
        "INSERT INTO slab VALUES (1)",
    ):
        connection.execute(text(statement))
    return connection


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stone SET words = 'other' WHERE id = 2",
        "UPDATE stone SET words = words || 'other'",
        "UPDATE stone SET id = 9 WHERE id = 2",
        "UPDATE stone SET quarry_id = 2 WHERE id = 3",
        "UPDATE stone SET mason_id = 1 WHERE id = 2",
        "UPDATE stone SET state = 'rough' WHERE id = 2",
        "UPDATE stone SET state = 'carved' WHERE id = 3",
        "UPDATE stone SET moss = 1, words = 'other' WHERE id = 2",
        "DELETE FROM stone WHERE id = 2",
        "DELETE FROM stone",
        "UPDATE slab SET id = 2",
        "DELETE FROM slab",
    ],
)
def test_the_database_refuses(stones: Connection, statement: str) -> None:
    before = stones.execute(text("SELECT * FROM stone ORDER BY id")).all()
    with pytest.raises(DBAPIError, match="is part of the permanent record"), stones.begin_nested():
        stones.execute(text(statement))
    assert stones.execute(text("SELECT * FROM stone ORDER BY id")).all() == before
    assert stones.execute(text("SELECT id FROM slab")).all() == [(1,)]


@pytest.mark.parametrize(
    ("statement", "dialect"),
    [
        ("INSERT OR REPLACE INTO stone VALUES (2, 1, 2, 'other', 'carved', 0)", "sqlite"),
        ("INSERT OR REPLACE INTO stone VALUES (9, 1, 2, 'b', 'rough', 0)", "sqlite"),
        ("REPLACE INTO slab VALUES (1)", "sqlite"),
        ("UPDATE OR REPLACE stone SET id = 2 WHERE id = 1", "sqlite"),
        ("TRUNCATE stone", "postgresql"),
        ("TRUNCATE slab", "postgresql"),
        ("TRUNCATE quarry CASCADE", "postgresql"),
    ],
)
def test_the_database_refuses_to_replace_and_to_empty(stones: Connection, statement: str, dialect: str) -> None:
    if stones.dialect.name != dialect:
        pytest.skip(f"only {dialect} knows this statement")
    test_the_database_refuses(stones, statement)


def test_new_rows_and_replaced_drafts_are_taken(stones: Connection) -> None:
    stones.execute(text("INSERT INTO slab VALUES (2)"))
    stones.execute(text("INSERT INTO stone VALUES (4, 1, NULL, 'd', 'carved', 0)"))
    if stones.dialect.name == "sqlite":
        stones.execute(text("INSERT OR REPLACE INTO stone VALUES (1, 1, 2, 'other', 'rough', 0)"))
        assert stones.scalar(text("SELECT words FROM stone WHERE id = 1")) == "other"


@pytest.mark.parametrize(
    ("statement", "left"),
    [
        ("UPDATE stone SET words = 'other' WHERE id = 1", 3),
        ("UPDATE stone SET moss = 1", 3),
        ("UPDATE stone SET mason_id = NULL", 3),
        ("UPDATE stone SET state = 'laid' WHERE id = 2", 3),
        ("UPDATE stone SET words = words", 3),
        ("DELETE FROM stone WHERE id = 1", 2),
        ("DELETE FROM quarry WHERE id = 2", 3),
        ("DELETE FROM quarry WHERE id = 1", 0),
    ],
)
def test_what_the_design_lets_go_may_go(stones: Connection, statement: str, left: int) -> None:
    assert stones.execute(text(statement)).rowcount > 0
    assert stones.scalar(text("SELECT count(*) FROM stone")) == left


def test_the_tables_can_be_dropped_and_made_again(stones: Connection) -> None:
    Own.metadata.drop_all(stones)
    assert not {"stone", "slab"} & set(inspect(stones).get_table_names())
    Own.metadata.create_all(stones)
    stones.execute(text("INSERT INTO slab VALUES (1)"))
    with pytest.raises(DBAPIError, match="slab is part of"), stones.begin_nested():
        stones.execute(text("DELETE FROM slab"))
