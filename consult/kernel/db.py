"""The database: connections, transactions that only write when they must, and the clock that decides deadlines."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import orjson
from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    Pool,
    PoolProxiedConnection,
    create_engine,
    event,
    func,
    make_url,
    select,
)
from sqlalchemy.orm import ORMExecuteState, Session, sessionmaker

from consult.kernel import clock
from consult.kernel.crypto import KeyRing
from consult.kernel.errors import DomainError
from consult.kernel.faults import driver_errors, hide_values_of
from consult.kernel.gate import PATIENCE, WriteGate
from consult.kernel.groupcommit import GroupCommit
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.sqlite import choose_driver, empty_log, let_write, make_files_private, prepare_connection

Row = TypeVar("Row")
Result = TypeVar("Result")
_WRITING = "consult_writing"
_ONLY_WRITES = "consult_only_writes"
_CHANGES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP", "REINDEX")


@dataclass
class Database:
    """One database with what its transactions need: keys for sealed columns, and who listens to which event.

    `deployment` is what the installation is made of; `consult.contract.deployment.deployment_of` knows its type.
    """

    engine: Engine
    keys: KeyRing
    gate: WriteGate | None = None
    bind: Engine | Connection | None = None
    subscribers: Mapping[type[Any], tuple[Callable[..., None], ...]] = field(default_factory=dict)
    deployment: object = None
    sessions: sessionmaker[Session] = field(init=False)
    group: GroupCommit | None = field(init=False, default=None)
    writers: Pool = field(init=False, repr=False)

    def __post_init__(self) -> None:
        mode: Any = "create_savepoint" if isinstance(self.bind, Connection) else "conditional_savepoint"
        self.sessions = sessionmaker(
            bind=self.bind or self.engine,
            expire_on_commit=False,
            join_transaction_mode=mode,
            info={"database": self},
        )
        if self.is_sqlite:
            self.writers = _writers(self.engine)
            event.listen(self.sessions, "before_flush", _before_flush)
            event.listen(self.sessions, "do_orm_execute", _before_statement)
            if self.gate is not None and self.bind is None:
                self.group = GroupCommit(self.turn_to_write)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """Open a session that commits when the block ends well, and leaves nothing behind when it does not."""
        with self.sessions() as session:
            yield session
            session.commit()

    @contextmanager
    def turn_to_write(self, until: float | None = None) -> Iterator["Turn"]:
        """Take the turn to write on SQLite, without a read snapshot to give up; commit when the block ends well."""
        with driver_errors(self.engine.dialect, "CONNECT"):
            connection = self.writers.connect()
        try:
            _take_turn(connection, self.gate, self.engine.dialect, until)
            turn = Turn(self, connection)
            yield turn
            turn.commit()
        finally:
            connection.close()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session for reading only; what was read stays readable, whatever was changed is dropped."""
        with self.sessions() as session:
            yield session

    def empty_log(self) -> bool:
        """Leave nothing in SQLite's write-ahead log; tells whether that was possible, as it is while nobody reads."""
        if self.gate is None or self.bind is not None:
            return True
        with closing(take_connection(self.engine)) as connection:
            return empty_log(connection.driver_connection, self.gate)

    def write(self, work: Callable[[Session], Result]) -> Result:
        """Run `work` in a transaction of its own and return once it is on the disk.

        On SQLite, works that arrive together share one commit, and so one flush of the disk (group commit).
        """
        if self.group is not None:
            return self.group.run(work)
        with self.unit_of_work() as session:
            return work(session)


class GivenUp(DomainError):
    """The database gave a whole transaction up, as SQLite does when the disk is full."""

    status = 503
    default = _l("The database could not keep what you sent. Keep this page open and send it again in a few minutes.")


class Turn:
    """One write transaction of SQLite, on the driver's connection, for one change or for many.

    Statements that only the driver runs (`Prepared`) cost nothing of SQLAlchemy's own transactions here: those begin
    when a change first uses its session for anything else.
    """

    def __init__(self, database: Database, connection: PoolProxiedConnection) -> None:
        self._database = database
        self._driver = connection
        self._shared = Connection(database.engine, connection)
        self._is_committed = False

    def run(self, work: Callable[[Session], Result]) -> Result:
        """Do the one change of this transaction."""
        with self._session() as session:
            result = work(session)
            if session.in_transaction():
                session.flush()
                self._require_open()
                session.commit()
                self._is_committed = True
        return result

    def attempt(self, work: Callable[[Session], Result]) -> Result:
        """Do one change of many; raises what it raised after undoing it, and leaves the others as they are."""
        self._require_open()
        self._tell("SAVEPOINT change")
        try:
            if not self._shared.in_transaction():
                self._shared.begin()
            with self._session(join_transaction_mode="create_savepoint") as session:
                result = work(session)
                if session.in_transaction():
                    session.commit()
        except BaseException:
            if self._is_open():
                self._tell("ROLLBACK TO change")
                self._tell("RELEASE change")
            raise
        self._tell("RELEASE change")
        return result

    def commit(self) -> None:
        """Put all changes on the disk; raises `GivenUp` when the database has undone them by itself meanwhile."""
        if self._is_committed:
            return
        self._require_open()
        if self._shared.in_transaction():
            self._shared.commit()
            return
        with driver_errors(self._database.engine.dialect, "COMMIT"):
            self._driver.commit()

    def _is_open(self) -> bool:
        return bool(cast(Any, self._driver.driver_connection).in_transaction)

    def _require_open(self) -> None:
        # After SQLite has undone everything a new transaction must not begin and be taken for the same one.
        if not self._is_open():
            raise GivenUp

    def _session(self, **options: Any) -> Session:
        return self._database.sessions(bind=self._shared, info={_WRITING: self._driver}, **options)

    def _tell(self, statement: str) -> None:
        with driver_errors(self._database.engine.dialect, statement), closing(self._driver.cursor()) as cursor:
            cursor.execute(statement)


def open_database(url: str, keys: KeyRing, *, pool_size: int = 20) -> Database:
    """Open SQLite (`sqlite:///path`) or PostgreSQL (`postgresql+psycopg://…`)."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        engine = create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_pre_ping=True,
            json_serializer=_to_json,
            json_deserializer=orjson.loads,
            hide_parameters=True,
            connect_args={
                "options": f"-c timezone=utc -c lock_timeout={PATIENCE:.0f}s",
                "connect_timeout": 10,
                "tcp_user_timeout": int(PATIENCE * 1000),
            },
        )
        hide_values_of(engine)
        return Database(engine, keys)
    engine = create_engine(
        parsed,
        module=choose_driver(),
        pool_size=pool_size,
        max_overflow=pool_size,
        json_serializer=_to_json,
        json_deserializer=orjson.loads,
        hide_parameters=True,
        connect_args={"timeout": PATIENCE, "check_same_thread": False, "isolation_level": None},
    )
    hide_values_of(engine)
    event.listen(engine, "do_connect", lambda *_: make_files_private(str(parsed.database)))
    event.listen(engine, "connect", prepare_connection)
    gate = WriteGate(Path(f"{parsed.database}.lock"))
    event.listen(engine, "begin", _begin)
    event.listen(engine, "savepoint", _write_before_savepoint(gate))
    event.listen(engine, "before_cursor_execute", _write_before_change(gate))
    event.listen(engine, "checkin", _leave_gate(gate))
    return Database(engine, keys, gate)


def _writers(engine: Engine) -> Pool:
    # To let a connection write and then no longer makes SQLite compile anew all that it had compiled for it, so what
    # thousands write is written by connections that do nothing else.
    pool = engine.pool.recreate()

    def prepare(connection: Any, record: Any) -> None:
        let_write(connection, True)
        record.info[_ONLY_WRITES] = True

    event.listen(pool, "connect", prepare)
    event.listen(engine, "engine_disposed", lambda _: pool.dispose())
    return pool


def database_of(session: Session) -> Database:
    """Return the database a session belongs to."""
    database: Database = session.info["database"]
    return database


def take_connection(engine: Engine) -> PoolProxiedConnection:
    """Take a connection of the driver out of the pool; close it to give it back."""
    with driver_errors(engine.dialect, "CONNECT"):
        return engine.raw_connection()


def is_in_transaction(session: Session) -> bool:
    """Whether what the session reads next belongs to a transaction: its own, the writer's, or that of a test."""
    return session.in_transaction() or _WRITING in session.info or isinstance(session.bind, Connection)


def driver_connection(session: Session) -> PoolProxiedConnection:
    """Return the driver's connection that the session's transaction runs on; begins one where there is none."""
    writing: PoolProxiedConnection | None = session.info.get(_WRITING)
    return writing if writing is not None else session.connection().connection


def database_now(session: Session) -> datetime:
    """Return the moment by the database's clock, the one clock that decides whether something is open.

    SQLite runs inside this process, so its clock is the machine's.
    """
    if session.get_bind().dialect.name != "postgresql" or clock.is_set():
        return clock.now()
    # To ask for the time must not send half-made rows ahead: their checks would fail on one database and not the other.
    with session.no_autoflush:
        moment: datetime = session.scalar(select(func.clock_timestamp()))  # type: ignore[assignment]
    return moment


def lock_row(session: Session, row: Row) -> Row:
    """Read a row again and keep everybody else from changing it until the transaction ends."""
    begin_write(session)
    # Only this row: what was loaded beside it may be missing, and PostgreSQL locks no missing row.
    session.refresh(row, with_for_update={"of": type(row)})
    return row


def begin_write(session: Session) -> None:
    """Turn a reading SQLite transaction into the one writing transaction; on PostgreSQL, see that there is one.

    The read snapshot is given up first: between the last read and the first write others may have written, as on
    PostgreSQL at READ COMMITTED. What must not change in between is read again with `lock_row`, or guarded by a
    constraint or a version number.
    """
    if _WRITING in session.info:
        return
    database, connection = database_of(session), session.connection()
    if not database.is_sqlite or connection.info.get(_WRITING):
        return
    start_writing(connection, database.gate)


def start_writing(connection: Connection, gate: WriteGate | None) -> None:
    """Give up this connection's SQLite read transaction and begin to write, in turn."""
    connection.exec_driver_sql("COMMIT")
    _take_turn(connection.connection, gate, connection.dialect)


def _take_turn(
    connection: PoolProxiedConnection, gate: WriteGate | None, dialect: Dialect, until: float | None = None
) -> None:
    if gate is not None:
        gate.acquire(until)
    try:
        with driver_errors(dialect, "BEGIN IMMEDIATE"), closing(connection.cursor()) as cursor:
            if _ONLY_WRITES not in connection.info:
                let_write(cursor, True)
            cursor.execute("BEGIN IMMEDIATE")
    except BaseException:
        if gate is not None:
            gate.release()
        raise
    connection.info[_WRITING] = True


def _before_flush(session: Session, *_: Any) -> None:
    begin_write(session)


def _before_statement(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        begin_write(state.session)


def _begin(connection: Connection) -> None:
    if not connection.info.get(_WRITING):
        connection.exec_driver_sql("BEGIN")


def _write_before_savepoint(gate: WriteGate) -> Callable[[Connection, str], None]:
    def begin(connection: Connection, _name: str) -> None:
        # Inside a savepoint it would be too late: giving up the read snapshot would give up the savepoint too.
        if not connection.info.get(_WRITING):
            start_writing(connection, gate)

    return begin


def _write_before_change(gate: WriteGate) -> Callable[..., None]:
    def begin(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().startswith(_CHANGES) and not connection.info.get(_WRITING):
            start_writing(connection, gate)

    return begin


def _leave_gate(gate: WriteGate) -> Callable[[Any, Any], None]:
    def leave(connection: Any, record: Any) -> None:
        # After a commit that failed SQLAlchemy takes the transaction for ended, but SQLite is still in it.
        if connection is not None and connection.in_transaction:
            connection.rollback()
        if record.info.pop(_WRITING, False):
            try:
                if connection is not None and _ONLY_WRITES not in record.info:
                    let_write(connection, False)
            finally:
                gate.release()

    return leave


def _to_json(value: Any) -> str:
    return orjson.dumps(value).decode()
