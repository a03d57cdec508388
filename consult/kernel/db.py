"""The database: sessions, transactions that only write when they must, and the clock that decides deadlines."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, TypeVarTuple

import orjson
from sqlalchemy import Connection, Engine, Row, Select, bindparam, event, func, make_url, select, text
from sqlalchemy.exc import DBAPIError, InvalidRequestError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import ORMExecuteState, Session, sessionmaker
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from consult.kernel import clock, postgresql, sqlite
from consult.kernel.crypto import KeyRing
from consult.kernel.errors import NotFound
from consult.kernel.groupcommit import GroupCommit
from consult.kernel.messages import gettext as _
from consult.kernel.types import Base, UtcDateTime
from consult.kernel.write_lock import WriteLock

Entity = TypeVar("Entity")
Result = TypeVar("Result")
Columns = TypeVarTuple("Columns")


class _ClockNow(FunctionElement[datetime]):
    """The moment by the database's clock while a statement runs, however long ago its transaction began."""

    type = UtcDateTime()
    inherit_cache = True


@compiles(_ClockNow)
def _on_any(element: _ClockNow, compiler: SQLCompiler, **_: object) -> str:
    return "CURRENT_TIMESTAMP"


@compiles(_ClockNow, "postgresql")
def _on_postgresql(element: _ClockNow, compiler: SQLCompiler, **_: object) -> str:
    return "clock_timestamp()"  # CURRENT_TIMESTAMP is when the transaction began


NOW = func.coalesce(bindparam("known_now", type_=UtcDateTime), _ClockNow(), type_=UtcDateTime).label("now")
"""The moment by the database's clock, as a column of a statement; the value of `known_now` is `known_now(session)`."""


_READ = "consult.read_once"
"""Under this name a session that only reads keeps what was read once."""


@dataclass
class Database:
    """One database with what its transactions need.

    Each statement of `readers` reads by itself, in no transaction; `writers` is SQLite's engine for transactions that
    only write; `bind` a connection whose transaction every session joins, as in tests. `deployment` is what the
    installation is made of; `consult.contract.deployment.deployment_of` knows its type.
    """

    engine: Engine
    readers: Engine
    keys: KeyRing
    writers: Engine | None = None
    bind: Connection | None = None
    deployment: object = None
    sessions: sessionmaker[Session] = field(init=False)
    group: GroupCommit | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        mode: Any = "create_savepoint" if self.bind is not None else "conditional_savepoint"
        self.sessions = sessionmaker(
            bind=self.bind or self.engine,
            expire_on_commit=False,
            join_transaction_mode=mode,
            info={"database": self},
        )
        event.listen(self.sessions, "before_flush", lambda session, *_: begin_write(session))
        event.listen(self.sessions, "do_orm_execute", _before_statement)
        if self.writers is not None and self.bind is None:
            self.group = GroupCommit(self.write_transaction, self.sessions)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @property
    def lock(self) -> WriteLock | None:
        """The lock under which SQLite's transactions write; PostgreSQL has none of ours."""
        return sqlite.lock_of(self.engine)

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """Open a session that commits when the block ends well, and leaves nothing behind when it does not."""
        with self.sessions() as session:
            yield session
            session.commit()

    def write_transaction(self, until: float) -> AbstractContextManager[Connection]:
        """Open a connection of SQLite that writes from the beginning, and commit when the block ends well."""
        if self.writers is None:
            raise RuntimeError("Only SQLite has connections that do nothing but write.")
        return sqlite.write_transaction(self.writers, until)

    def reading_session(self) -> Session:
        """Open a session for reading: one snapshot on SQLite, and no transaction on PostgreSQL until it changes."""
        opened = self.sessions() if self.is_sqlite or self.bind is not None else self.sessions(bind=self.readers)
        opened.info[_READ] = {}
        return opened

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session for reading only; what was read stays readable, whatever was changed is dropped."""
        with self.reading_session() as session:
            yield session

    def read(self, work: Callable[[Connection], Result]) -> Result:
        """Let `work` read on a connection without a transaction, once more when the connection turns out to be lost."""

        def run() -> Result:
            with self.readers.connect() as connection:
                return work(connection)

        return _once_more(run)

    def empty_log(self) -> bool:
        """Leave nothing in SQLite's write-ahead log; tells whether that was possible, as it is while nobody reads."""
        return self.lock is None or self.bind is not None or sqlite.empty_log(self.readers, self.lock)

    def write(self, work: Callable[[Session], Result]) -> Result:
        """Run `work` in a transaction of its own and return once it is on the disk.

        On SQLite, works that arrive together share one commit, and so one flush of the disk (group commit). On
        PostgreSQL `work` runs once more when its connection was lost before the commit; whether a commit that was cut
        off is kept nobody knows, so that is never tried again.
        """
        if self.group is not None:
            return self.group.run(work)
        session, result = _once_more(lambda: self._worked(work))
        with session:
            session.commit()
        return result

    def _worked(self, work: Callable[[Session], Result]) -> tuple[Session, Result]:
        session = self.sessions()
        try:
            result = work(session)
            session.flush()
        except BaseException:
            session.close()
            raise
        return session, result


def _once_more(run: Callable[[], Result]) -> Result:
    try:
        return run()
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
    return run()


def open_database(url: str, keys: KeyRing, *, pool_size: int = 20) -> Database:
    """Open SQLite (`sqlite:///path`) or PostgreSQL (`postgresql+psycopg://…`)."""
    parsed = make_url(url)
    options: dict[str, Any] = {
        "json_serializer": _to_json,
        "json_deserializer": orjson.loads,
        "hide_parameters": True,
    }
    if parsed.get_backend_name() == "postgresql":
        return Database(*postgresql.open_postgresql(parsed, pool_size, **options), keys)
    engine, readers, writers = sqlite.open_sqlite(parsed, pool_size, **options)
    return Database(engine, readers, keys, writers)


def database_of(session: Session) -> Database:
    """Return the database a session belongs to."""
    database: Database = session.info["database"]
    return database


def first_row(session: Session, statement: Select[*Columns], values: Mapping[str, object]) -> Row[*Columns] | None:
    """Return the first row, read in the session's transaction; without one, on a connection that begins none."""
    if session.in_transaction() or isinstance(session.bind, Connection):
        return session.connection().execute(statement, values).first()
    return database_of(session).read(lambda connection: connection.execute(statement, values).first())


def database_now(session: Session) -> datetime:
    """Return the moment by the database's clock, the one clock that decides whether something is open."""
    known = known_now(session)
    if known is not None:
        return known
    # To ask for the time must not send half-made rows ahead: their checks would fail on one database and not the other.
    with session.no_autoflush:
        moment: datetime = session.scalar(select(func.clock_timestamp()))  # type: ignore[assignment]
    return moment


def known_now(session: Session) -> datetime | None:
    """Return the moment by the database's clock where PostgreSQL need not be asked for it.

    SQLite runs inside this process, so its clock is the machine's; and a test may have set it.
    """
    return clock.now() if clock.is_set() or database_of(session).is_sqlite else None


def read_once(session: Session, key: Hashable, read: Callable[[], Result]) -> Result:
    """Return what `read` returns; a session that was opened for reading keeps it under `key`, and asks once."""
    kept: dict[Hashable, Result] | None = session.info.get(_READ)
    if kept is None:
        return read()
    if key not in kept:
        kept[key] = read()
    return kept[key]


def lock_row(session: Session, row: Entity) -> Entity:
    """Read a row again and keep everybody else from changing it until the transaction ends.

    Raises `NotFound` when somebody removed it since it was read.
    """
    begin_write(session)
    try:
        # Only this row: what was loaded beside it may be missing, and PostgreSQL locks no missing row.
        session.refresh(row, with_for_update={"of": type(row)})
    except InvalidRequestError as gone:
        if row not in session:
            raise
        raise NotFound(_("Somebody else removed this while you had it open. Go back and look again.")) from gone
    return row


def lock_table(session: Session, model: type[Base]) -> None:
    """Keep everybody else from writing to a table until the transaction ends; on SQLite one writes at a time anyway."""
    begin_write(session)
    if not database_of(session).is_sqlite:
        session.execute(text(f"LOCK TABLE {model.__tablename__} IN SHARE ROW EXCLUSIVE MODE"))


def begin_write(session: Session) -> Connection:
    """Turn a reading transaction into a writing one, and return the connection it is on.

    On SQLite the read snapshot is given up first: between the last read and the first write others may have written,
    as on PostgreSQL at READ COMMITTED. What must not change in between is read again with `lock_row`, or guarded by a
    constraint or a version number.
    """
    connection = session.connection()
    start_writing(connection)
    return connection


def start_writing(connection: Connection) -> None:
    """Let what a connection does from now on be one transaction that may write."""
    if connection.dialect.name == "sqlite":
        sqlite.start_writing(connection)
    else:
        postgresql.start_writing(connection)


def _before_statement(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        begin_write(state.session)


def _to_json(value: object) -> str:
    return orjson.dumps(value).decode()
