"""Triggers come and go with their table."""

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, text
from sqlalchemy.exc import DBAPIError

from consult.kernel.db import Database
from consult.kernel.table_guards import guard_table

SQLITE = "CREATE TRIGGER gate_is_shut BEFORE INSERT ON gate BEGIN SELECT RAISE(ABORT, 'the gate is shut'); END"
POSTGRESQL = (
    "CREATE FUNCTION gate_is_shut() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the gate is shut'; END $$",
    "CREATE TRIGGER gate_is_shut BEFORE INSERT ON gate FOR EACH ROW EXECUTE FUNCTION gate_is_shut()",
)


def test_a_table_is_made_with_its_triggers_each_time(live_database: Database) -> None:
    table = Table("gate", MetaData(), Column("id", Integer, primary_key=True))
    guard_table(table, lambda dialect: [SQLITE] if dialect == "sqlite" else POSTGRESQL, ["gate_is_shut"])
    for _time in range(2):
        with live_database.engine.begin() as connection:
            table.create(connection)
        with pytest.raises(DBAPIError, match="the gate is shut"), live_database.engine.begin() as connection:
            connection.execute(text("INSERT INTO gate VALUES (1)"))
        with live_database.engine.begin() as connection:
            table.drop(connection)
