"""Transactions that write only when they must, and lose nothing when two meet."""

import subprocess
import sys
import threading
import time

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from consult.accounts.models import Person
from consult.consultations.models import Consultation
from consult.kernel import clock
from consult.kernel.crypto import new_key_ring_text, read_key_ring
from consult.kernel.db import Database, begin_write, database_now, database_of, lock_row, open_database
from tests.factories import make_consultation, make_person


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
        if live_database.gate is not None:
            assert live_database.gate.is_held_here
    if live_database.gate is not None:
        assert not live_database.gate.is_taken


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
    assert (database.is_sqlite, database.gate, database.group) == (False, None, None)
