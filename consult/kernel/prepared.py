"""Statements compiled once and then run by the driver alone: for what thousands of people ask for at once.

SQLAlchemy's work around running a statement costs several times what the database needs to answer it (measured on
SQLite: 177 µs of processor time against 19 µs for one page of the journey; decision 0017).
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any, cast

from sqlalchemy import Dialect, PoolProxiedConnection, ReturnsRows, bindparam, insert
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.orm import Session
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from consult.kernel.db import Database, database_of, driver_connection, is_in_transaction, take_connection
from consult.kernel.faults import driver_errors
from consult.kernel.types import Base

Processor = Callable[[Any], Any] | None


class Prepared:
    """One statement with named values; it takes and gives what SQLAlchemy would, on SQLite and PostgreSQL.

    What changes or locks rows runs in the session's transaction; call `begin_write` before it. Raises SQLAlchemy's
    `DBAPIError` children, as a session would.
    """

    @classmethod
    def insert(cls, model: type[Base], *columns: str, returning: Sequence[str] = ()) -> "Prepared":
        """Prepare the insertion of a row whose other columns are filled by the database; `first` then returns some."""
        statement = insert(model).values({name: bindparam(name) for name in columns}).inline()
        return cls(statement.returning(*(getattr(model, name) for name in returning)) if returning else statement)

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._plans: dict[str, _Plan] = {}

    def first(self, session: Session, values: Mapping[str, Any]) -> Any:
        """Return the first row with its columns as attributes, or `None`; outside a transaction it leaves none open."""
        database = database_of(session)
        plan = self._plan(database)
        if is_in_transaction(session):
            return plan.first(driver_connection(session), values)
        with closing(take_connection(database.engine)) as connection:
            return plan.first(connection, values)

    def run(self, session: Session, values: Mapping[str, Any]) -> int:
        """Run it in the session's transaction and return how many rows it changed."""
        plan = self._plan(database_of(session))
        with plan.cursor(driver_connection(session)) as cursor:
            cursor.execute(plan.sql, plan.given(values))
            return cursor.rowcount

    def run_many(self, session: Session, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run it once for each set of values, in the session's transaction."""
        plan = self._plan(database_of(session))
        with plan.cursor(driver_connection(session)) as cursor:
            cursor.executemany(plan.sql, [plan.given(values) for values in rows])

    def _plan(self, database: Database) -> "_Plan":
        dialect = database.engine.dialect
        plan = self._plans.get(dialect.name)
        if plan is None:
            plan = self._plans[dialect.name] = _Plan(self._statement, dialect)
        return plan


class _Plan:
    """How a statement is written for one kind of database, and what becomes of its values on their way."""

    def __init__(self, statement: ClauseElement, dialect: Dialect) -> None:
        compiled = cast(SQLCompiler, statement.compile(dialect=dialect))
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        self.sql = str(compiled)
        self._dialect = dialect
        self._fixed = {name: bind.value for name, bind in binds.items() if not bind.required}
        self._into = {name: _into(bind.type, dialect) for name, bind in binds.items()}
        self._order: Sequence[str] | None = compiled.positiontup
        columns = list(statement.exported_columns) if isinstance(statement, ReturnsRows) else []
        self._out_of = [_out_of(column.type, dialect) for column in columns]
        names = [str(column.key) for column in columns]
        self._row: Any = namedtuple("Row", names)  # type: ignore[misc]  # mypy wants names it can read

    def given(self, values: Mapping[str, Any]) -> Any:
        """Return the values as the driver takes them; raises `KeyError` when one is missing."""
        given = {**self._fixed, **values}
        ready = {name: given[name] if into is None else into(given[name]) for name, into in self._into.items()}
        return ready if self._order is None else [ready[name] for name in self._order]

    def first(self, connection: PoolProxiedConnection, values: Mapping[str, Any]) -> Any:
        """Return the first row, or `None`."""
        with self.cursor(connection) as cursor:
            cursor.execute(self.sql, self.given(values))
            found = cursor.fetchone()
        if found is None:
            return None
        return self._row._make(
            value if out_of is None else out_of(value) for value, out_of in zip(found, self._out_of, strict=True)
        )

    @contextmanager
    def cursor(self, connection: PoolProxiedConnection) -> Iterator[DBAPICursor]:
        """Give a cursor whose errors are SQLAlchemy's."""
        with driver_errors(self._dialect, self.sql), closing(connection.cursor()) as cursor:
            yield cursor


def _into(type_: TypeEngine[Any], dialect: Dialect) -> Processor:
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _out_of(type_: TypeEngine[Any], dialect: Dialect) -> Processor:
    return type_.dialect_impl(dialect).result_processor(dialect, None)
