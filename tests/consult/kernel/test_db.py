"""Transactions that write only when they must, and lose nothing when two meet."""

import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import bindparam, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError, InvalidRequestError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from consult.accounts.models import Person
from consult.audit.models import AuditEntry
from consult.consultations.models import Consultation
from consult.kernel import clock
from consult.kernel.crypto import new_key_ring_text, read_key_ring
from consult.kernel.db import (
    NOW,
    Database,
    begin_write,
    database_now,
    database_of,
    first_row,
    known_now,
    lock_row,
    lock_table,
    open_database,
)
from consult.kernel.errors import NotFound
from tests.factories import make_consultation, make_person

AT = datetime(2026, 3, 4, 5, 6, 7, 890_000, tzinfo=UTC)
ENTER = insert(AuditEntry).inline()
ENTRIES = select(AuditEntry.at, AuditEntry.facts).where(AuditEntry.name == bindparam("name"))
NAMED = {"name": "tests.happened"}


def count(session: Session) -> int:
    return session.scalar(select(func.count(Person.id))) or 0


def test_a_unit_of_work_commits_when_it_ends_well(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        make_person(session)
    with live_database.reading() as session:
        assert count(session) == 1


def test_a_unit_of_work_that_fails_leaves_nothing(live_database: Database) -> None:
    def fail() -> None:
        with live_database.unit_of_work() as session:
            make_person(session)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with live_database.reading() as session:
        assert count(session) == 0


def test_what_is_changed_while_reading_is_dropped(live_database: Database) -> None:
    with live_database.reading() as session:
        person = make_person(session)
    assert person.name, "what was read stays readable"
    with live_database.reading() as session:
        assert count(session) == 0


def test_readers_do_not_wait_for_a_writer(live_database: Database) -> None:
    with live_database.unit_of_work() as writer:
        make_person(writer)
        with live_database.reading() as reader:
            assert count(reader) == 0, "a reader that waited would get an error instead"


def test_reading_takes_no_turn_to_write(live_database: Database) -> None:
    with live_database.sessions() as reader:
        count(reader)
        live_database.write(make_person)


def test_whoever_read_before_another_wrote_can_still_write(live_database: Database) -> None:
    with live_database.unit_of_work() as first:
        count(first)
        with live_database.unit_of_work() as second:
            make_person(second)
        make_person(first)
    with live_database.reading() as session:
        assert count(session) == 2


def test_a_savepoint_can_be_the_first_write(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        count(session)
        with session.begin_nested():
            make_person(session, email="a@people.example")
        savepoint = session.begin_nested()
        make_person(session, email="b@people.example")
        savepoint.rollback()
    with live_database.reading() as session:
        assert session.scalars(select(Person.email)).all() == ["a@people.example"]


def test_a_locked_row_is_read_again_so_that_no_update_is_lost(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        person_id = make_person(session, name="0").id

    def add_one() -> None:
        for _ in range(5):
            with live_database.unit_of_work() as session:
                person = session.get_one(Person, person_id)
                time.sleep(0.001)
                lock_row(session, person)
                person.name = str(int(person.name) + 1)

    threads = [threading.Thread(target=add_one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with live_database.reading() as session:
        assert session.get_one(Person, person_id).name == "30"


def test_a_row_that_somebody_removed_since_it_was_read_is_not_there_to_lock(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        person_id = make_person(session).id
    with live_database.unit_of_work() as session:
        person = session.get_one(Person, person_id)
        with live_database.unit_of_work() as other:
            other.delete(other.get_one(Person, person_id))
        with pytest.raises(NotFound, match="removed this"):
            lock_row(session, person)


def test_a_row_of_no_session_cannot_be_locked(session: Session) -> None:
    person = make_person(session)
    session.expunge(person)
    with pytest.raises(InvalidRequestError):
        lock_row(session, person)


def test_of_those_who_look_first_under_a_locked_table_one_writes(live_database: Database) -> None:
    together = threading.Barrier(4)

    def add_once() -> None:
        together.wait()
        with live_database.unit_of_work() as session:
            lock_table(session, Person)
            if session.scalar(select(Person.id).where(Person.name == "Only one")) is None:
                make_person(session, name="Only one")

    threads = [threading.Thread(target=add_once) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with live_database.reading() as session:
        assert len(session.scalars(select(Person).where(Person.name == "Only one")).all()) == 1


def test_a_version_number_tells_of_a_change_in_between(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        made = make_consultation(session).id

    def change_late() -> None:
        with live_database.unit_of_work() as session:
            mine = session.get_one(Consultation, made)
            with live_database.unit_of_work() as other:
                other.get_one(Consultation, made).title = "Theirs"
            mine.title = "Mine"

    with pytest.raises(StaleDataError):
        change_late()
    with live_database.reading() as session:
        assert session.get_one(Consultation, made).title == "Theirs"


def test_a_statement_that_changes_rows_takes_its_turn_too(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        person_id = make_person(session).id
    with live_database.unit_of_work() as session:
        count(session)
        session.execute(update(Person).where(Person.id == person_id).values(name="New"))
        if live_database.lock is not None:
            assert live_database.lock.is_held_here
    if live_database.lock is not None:
        assert not live_database.lock.is_taken


def test_the_turn_ends_however_the_transaction_ends(live_database: Database) -> None:

    def send(statement: str) -> None:
        with live_database.unit_of_work() as session:
            begin_write(session)
            session.execute(text(statement))

    for _ in range(3):
        with pytest.raises(IntegrityError):
            send("INSERT INTO membership (organisation_id, person_id, title) VALUES (9, 9, '')")
        with pytest.raises((OperationalError, ProgrammingError)):
            send("INSERT INTO nowhere VALUES (1)")
    assert live_database.write(make_person).id


WRITER = """
import sys
from consult.kernel.db import open_database
from consult.kernel.crypto import new_key_ring_text, read_key_ring
from consult.kernel import clock
from consult.accounts.models import Person
from consult.audit.models import AuditEntry
database = open_database(sys.argv[1], read_key_ring(new_key_ring_text()))
for number in range(40):
    with database.unit_of_work() as session:
        session.add(Person(email=f"{sys.argv[2]}-{number}@x", name="x", created_at=clock.now()))
database.engine.dispose()
"""


def test_processes_write_at_once_and_nobody_is_turned_away(live_database: Database) -> None:
    url = live_database.engine.url.render_as_string(hide_password=False)
    processes = [subprocess.Popen([sys.executable, "-c", WRITER, url, str(name)]) for name in range(3)]
    for _ in range(40):
        live_database.write(make_person)
    for process in processes:
        process.communicate(timeout=120)
        assert process.returncode == 0
    with live_database.reading() as session:
        assert count(session) == 160


def test_the_clock_of_tests_is_also_the_databases(session: Session) -> None:
    moment = clock.from_london(clock.now().replace(tzinfo=None))
    with clock.set_clock(moment):
        assert database_now(session) == moment


def test_the_databases_clock_goes_on_within_a_transaction(session: Session) -> None:
    first = database_now(session)
    time.sleep(0.01)
    assert database_now(session) > first
    assert abs((database_now(session) - clock.now()).total_seconds()) < 5


def test_a_session_knows_its_database(database: Database, session: Session) -> None:
    assert database_of(session) is database


def test_sqlite_is_set_up_to_lose_nothing(live_database: Database) -> None:
    if not live_database.is_sqlite:
        pytest.skip("about SQLite")
    with live_database.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_an_address_without_a_driver_uses_psycopg() -> None:
    database = open_database("postgresql://somebody@127.0.0.1:1/nothing", read_key_ring(new_key_ring_text()))
    assert database.engine.dialect.driver == "psycopg"
    assert (database.is_sqlite, database.lock, database.group) == (False, None, None)


def entry(**values: Any) -> dict[str, Any]:
    facts = {"what": "“quoted”", "count": 3}
    kept = {"at": AT, **NAMED, "actor_id": None, "actor_name": "", "consultation_id": None, "facts": facts}
    return {**kept, **values}


def test_a_row_is_the_same_with_and_without_a_session(session: Session) -> None:
    begin_write(session).execute(ENTER, entry())
    assert first_row(session, ENTRIES, NAMED) == session.execute(ENTRIES, NAMED).one() == (AT, entry()["facts"])
    assert first_row(session, ENTRIES, {"name": "tests.never"}) is None


def test_reading_outside_a_transaction_leaves_none_open_and_sees_what_others_wrote(live_database: Database) -> None:
    with live_database.sessions() as reader:
        assert first_row(reader, ENTRIES, NAMED) is None
        live_database.write(lambda opened: begin_write(opened).execute(ENTER, entry()))
        assert first_row(reader, ENTRIES, NAMED) is not None
        assert not reader.in_transaction()


def test_a_statement_and_its_session_share_one_transaction(live_database: Database) -> None:
    def both(db: Session) -> None:
        begin_write(db).execute(ENTER, entry())
        assert db.scalar(select(AuditEntry.at).where(AuditEntry.name == NAMED["name"])) == AT
        make_person(db, email="ada@people.example")
        begin_write(db).execute(ENTER, entry(facts={}))

    def fail(db: Session) -> None:
        both(db)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        live_database.write(fail)
    with live_database.reading() as reader:
        assert first_row(reader, ENTRIES, NAMED) is None
    live_database.write(both)
    with live_database.reading() as reader:
        assert len(reader.scalars(select(AuditEntry)).all()) == 2
        assert count(reader) == 1


def test_the_databases_clock_is_a_column_of_the_statement_that_needs_it(live_database: Database) -> None:
    with live_database.reading() as session:
        query = select(Person.id, NOW).where(Person.email == "ada@people.example")
        assert first_row(session, query, {"known_now": known_now(session)}) is None
        live_database.write(lambda opened: make_person(opened, email="ada@people.example"))
        row = first_row(session, query, {"known_now": known_now(session)})
        assert row is not None
        assert abs(row.now - clock.now()) < timedelta(seconds=5)
        with clock.set_clock(AT):
            row = first_row(session, query, {"known_now": known_now(session)})
        assert row is not None
        assert row.now == AT
