"""SQLite's files are for us alone, and nothing is written or tidied outside the turn to write."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import event, select, text

from consult.accounts.models import Person
from consult.contract.deployment import deployment_of
from consult.jobs.wake_up_queue import close_queue, queue_of
from consult.kernel.crypto import new_key_ring_text, read_key_ring
from consult.kernel.db import Database, open_database
from consult.kernel.sqlite import advice_on_version, choose_driver
from tests.factories import make_person


@pytest.fixture
def embedded(live_database: Database) -> Database:
    """A database in SQLite."""
    if not live_database.is_sqlite:
        pytest.skip("only SQLite has files and a turn to write")
    return live_database


@pytest.fixture
def _open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_open_umask")
def test_every_file_of_the_database_is_for_us_alone(tmp_path: Path) -> None:
    made = open_database(f"sqlite:///{tmp_path / 'consult.sqlite3'}", read_key_ring(new_key_ring_text()))
    with made.engine.begin() as connection:
        connection.execute(text("CREATE TABLE stone (id integer PRIMARY KEY)"))
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    made.engine.dispose()
    endings = ("", "-shm", "-wal", ".lock")
    assert modes == {f"consult.sqlite3{ending}": 0o600 for ending in endings}


@pytest.mark.usefixtures("_open_umask")
def test_the_file_of_hints_is_for_us_alone_and_has_no_log_that_needs_a_turn(embedded: Database) -> None:
    queue = queue_of(embedded)
    assert queue is not None
    queue.send(1)
    path = Path(deployment_of(embedded).settings.data) / "job-hints.sqlite3"
    assert path.stat().st_mode & 0o777 == 0o600
    close_queue(embedded)
    with sqlite3.connect(path) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    other.close()


def test_a_connection_whose_turn_it_is_not_cannot_write(embedded: Database) -> None:
    driver = embedded.engine.raw_connection()
    try:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            driver.cursor().execute("DELETE FROM person")
    finally:
        driver.close()


def test_after_its_turn_a_connection_cannot_write_any_more(embedded: Database) -> None:
    with embedded.unit_of_work() as session:
        make_person(session, email="one@people.example")
    test_a_connection_whose_turn_it_is_not_cannot_write(embedded)


def test_what_writes_many_changes_leaves_those_that_read_as_they_were(embedded: Database) -> None:
    reading = embedded.engine.raw_connection()
    try:
        embedded.write(lambda session: make_person(session, email="one@people.example"))
        assert reading.cursor().execute("SELECT email FROM person").fetchall() == [("one@people.example",)]
        assert reading.cursor().execute("PRAGMA query_only").fetchone() == (1,)
    finally:
        reading.close()
    assert embedded.lock is not None
    assert not embedded.lock.is_taken
    test_a_connection_whose_turn_it_is_not_cannot_write(embedded)


def test_closing_the_database_closes_what_writes(embedded: Database) -> None:
    embedded.write(lambda session: make_person(session, email="one@people.example"))
    assert embedded.writers is not None
    pool = embedded.writers.pool
    assert "Connections in pool: 1" in pool.status()
    embedded.engine.dispose()
    assert "Connections in pool: 0" in pool.status()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO person (email, name, created_at, is_active) VALUES ('a@people.example', 'A', '2026-01-01', 1)",
        "UPDATE person SET name = 'B'",
        "DELETE FROM person",
        "CREATE TABLE stone (id integer)",
    ],
)
def test_a_change_by_a_bare_statement_takes_its_turn_too(embedded: Database, statement: str) -> None:
    held: list[bool] = []
    event.listen(
        embedded.engine,
        "after_cursor_execute",
        lambda *_: held.append(embedded.lock is not None and embedded.lock.is_held_here),
    )
    with embedded.reading() as session:
        session.scalars(select(Person)).all()
        session.connection().execute(text(statement))
        assert held[-1]
    assert embedded.lock is not None
    assert not embedded.lock.is_taken


def test_the_log_is_emptied_in_turn_and_only_while_nobody_reads(embedded: Database) -> None:
    log = Path(f"{embedded.engine.url.database}-wal")
    with embedded.unit_of_work() as session:
        make_person(session)
    assert log.stat().st_size > 0
    with embedded.reading() as session:
        session.scalars(select(Person)).all()
        with embedded.unit_of_work() as other:
            make_person(other)
        assert not embedded.empty_log()
    assert embedded.empty_log()
    assert log.stat().st_size == 0
    assert embedded.lock is not None
    assert not embedded.lock.is_taken


def test_the_driver_with_the_newest_sqlite_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose_driver() is sqlite3
    newer = ModuleType("pysqlite3.dbapi2")
    monkeypatch.setitem(sys.modules, "pysqlite3", ModuleType("pysqlite3"))
    monkeypatch.setitem(sys.modules, "pysqlite3.dbapi2", newer)
    for version, is_taken in (((99, 0, 0), True), ((3, 0, 0), False)):
        monkeypatch.setattr(newer, "sqlite_version_info", version, raising=False)
        assert (choose_driver() is newer) is is_taken


@pytest.mark.parametrize(
    ("version", "is_named"), [((3, 40, 1), True), ((3, 51, 2), True), ((3, 51, 3), False), ((3, 53, 0), False)]
)
def test_versions_that_can_lose_a_commit_are_named(version: tuple[int, ...], is_named: bool) -> None:
    assert ("can lose a commit" in advice_on_version(version)) is is_named


READ = """
import sys, sqlite3
made = sqlite3.connect(sys.argv[1])
print(made.execute("SELECT count(*) FROM person").fetchone()[0])
made.close()
"""


def test_another_program_that_reads_and_ends_takes_no_later_write_away(embedded: Database) -> None:
    path = str(embedded.engine.url.database)

    def people_seen_by_another_program() -> int:
        done = subprocess.run([sys.executable, "-c", READ, path], capture_output=True, check=True)
        return int(done.stdout)

    with embedded.unit_of_work() as session, embedded.unit_of_work() as other:
        make_person(session)
        other.scalar(select(Person.id))  # a second connection, so that the pool opens the files once more
    assert people_seen_by_another_program() == 1
    with embedded.unit_of_work() as session:
        make_person(session)
    assert people_seen_by_another_program() == 2
