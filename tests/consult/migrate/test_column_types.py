"""What a revision says of our column types makes the same column without our code, on both databases."""

from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Connection, Integer, MetaData, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from consult.kernel import clock
from consult.kernel.types import Base, JsonObject, UtcDateTime
from consult.migrate.column_types import render_item

JSON_TYPE: Any = Base.type_annotation_map[JsonObject]
OURS: dict[str, TypeEngine[Any]] = {"moment": UtcDateTime(), "facts": JSON_TYPE}


def rendered(connection: Connection, table: Table) -> str:
    """Return the code that a revision would hold for this new table."""
    context = MigrationContext.configure(
        connection,
        opts={"render_item": render_item, "include_name": lambda *_: False, "target_metadata": table.metadata},
    )
    script = produce_migrations(context, table.metadata)
    assert script.upgrade_ops is not None
    return render_python_code(script.upgrade_ops, render_item=render_item, migration_context=context)


@pytest.fixture
def shoes() -> Table:
    """A table with columns of our own types."""
    columns: list[Column[Any]] = [Column(name, kind, nullable=False) for name, kind in OURS.items()]
    return Table("shoe", MetaData(), Column("id", Integer, primary_key=True), *columns)


@pytest.mark.parametrize("kind", OURS)
@pytest.mark.parametrize("database", ["sqlite", "postgresql+psycopg"])
def test_the_column_is_the_same_on_either_database(kind: str, database: str) -> None:
    dialect = sa.make_url(f"{database}://").get_dialect()()
    code = render_item("type", OURS[kind], None)
    assert isinstance(code, str)
    plain = eval(code, {"sa": sa, "postgresql": postgresql})  # noqa: S307 (the code of a revision is run)
    assert dialect.type_compiler_instance.process(plain) == dialect.type_compiler_instance.process(OURS[kind])


def test_a_revision_needs_nothing_of_ours(session: Session, shoes: Table) -> None:
    code = rendered(session.connection(), shoes)
    assert "consult" not in code
    assert "UtcDateTime" not in code


def test_the_table_that_a_revision_makes_keeps_moments_and_facts_as_ours_does(session: Session, shoes: Table) -> None:
    connection = session.connection()
    code = rendered(connection, shoes)
    op = Operations(MigrationContext.configure(connection))
    lines = [line for line in code.splitlines() if not line.lstrip().startswith("#")]
    exec("\n".join(line.removeprefix("    ") for line in lines), {"op": op, "sa": sa, "postgresql": postgresql})  # noqa: S102
    at: datetime = clock.now()
    connection.execute(shoes.insert(), {"id": 1, "moment": at, "facts": {"left": [1, "ä"]}})
    row = connection.execute(shoes.select()).one()
    assert (row.moment, row.facts) == (at, {"left": [1, "ä"]})
    op.drop_table("shoe")


def test_types_that_are_everybodys_are_written_as_they_are() -> None:
    for kind in (sa.String(20), sa.Integer(), sa.LargeBinary()):
        assert render_item("type", kind, None) is False
    assert render_item("server_default", UtcDateTime(), None) is False
