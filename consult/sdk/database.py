"""Tables and transactions, and what their rows are written with: locks, the time, and tokens by chance."""

from consult.contract.commands import CommandApart
from consult.contract.deployment import address_of, deployment_of
from consult.kernel import clock, tokens
from consult.kernel.db import NOW, Database, begin_write, database_now, known_now, lock_row, lock_table, read_once
from consult.kernel.moments import latest_of
from consult.kernel.permanence import keep_rows
from consult.kernel.series import NumberSeries, next_in_series
from consult.kernel.table_guards import guard_table
from consult.kernel.types import Base, JsonObject, text_enum
from consult.web.transactions import db

__all__ = [
    "NOW",
    "Base",
    "CommandApart",
    "Database",
    "JsonObject",
    "NumberSeries",
    "address_of",
    "begin_write",
    "clock",
    "database_now",
    "db",
    "deployment_of",
    "guard_table",
    "keep_rows",
    "known_now",
    "latest_of",
    "lock_row",
    "lock_table",
    "next_in_series",
    "read_once",
    "text_enum",
    "tokens",
]
