"""PostgreSQL reads without transactions, and nothing is lost or done twice when its connections are."""

from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.kernel.db import NOW, Database, first_row
from tests.factories import make_person
from tests.support import postgresql


def count(session: Session) -> int:
    return session.scalar(select(func.count(Person.id))) or 0


@pytest.fixture
def server(live_database: Database) -> Database:
    """A database on a server that connections can be lost to."""
    if live_database.is_sqlite:
        pytest.skip("SQLite is a file: no connection to it is lost")
    return live_database


def lose_connections(database: Database) -> None:
    postgresql.cut_off(database.engine.url.render_as_string(hide_password=False))


def test_reading_begins_no_transaction_until_something_is_changed(server: Database) -> None:
    told: list[str] = []
    event.listen(server.readers, "after_cursor_execute", lambda connection, *_: told.append(state_of(connection)))
    with server.reading() as session:
        count(session)
        assert told == ["IDLE"]
        make_person(session)
        count(session)
        assert told[-1] == "INTRANS"
    with server.reading() as session:
        assert count(session) == 0
        session.execute(select(Person.id).with_for_update())
        assert told[-1] == "INTRANS", "a lock is kept until the transaction ends"


def state_of(connection: Any) -> str:
    return str(connection.connection.driver_connection.info.transaction_status.name)


def test_what_is_read_in_pieces_is_read_within_a_transaction(server: Database) -> None:
    with server.unit_of_work() as session:
        for number in range(7):
            make_person(session, email=f"{number}@people.example")
    with server.reading() as session:
        found = session.scalars(select(Person.email).order_by(Person.email).execution_options(yield_per=2))
        assert list(found) == [f"{number}@people.example" for number in range(7)]


def test_after_the_server_ended_its_connections_everything_goes_on(server: Database) -> None:
    with server.reading() as session, server.reading() as other:
        assert count(session) == count(other) == 0
    for _ in range(2):
        lose_connections(server)
        with server.unit_of_work() as session:
            make_person(session)
        lose_connections(server)
        with server.reading() as session:
            assert count(session)
        lose_connections(server)
        assert server.write(make_person).id


def test_a_connection_lost_before_the_commit_is_tried_once_more(server: Database) -> None:
    ran: list[int] = []

    def work(session: Session) -> int:
        ran.append(1)
        make_person(session)
        if len(ran) == 1:
            lose_connections(server)
        return make_person(session).id

    assert server.write(work)
    assert len(ran) == 2
    with server.reading() as session:
        assert count(session) == 2


def test_a_row_is_read_once_more_when_its_connection_is_lost(server: Database) -> None:
    server.write(make_person)
    lost: list[int] = []

    def lose(*_: Any) -> None:
        if not lost:
            lost.append(1)
            lose_connections(server)

    event.listen(server.readers, "before_cursor_execute", lose)
    with server.sessions() as session:
        assert first_row(session, select(Person.id), {}) is not None
    assert lost


def test_a_connection_lost_twice_is_a_fault(server: Database) -> None:
    def work(session: Session) -> None:
        make_person(session)
        lose_connections(server)
        make_person(session)

    with pytest.raises(OperationalError):
        server.write(work)


def test_a_commit_whose_fate_nobody_knows_is_never_tried_again(server: Database) -> None:
    ran: list[int] = []

    def work(session: Session) -> None:
        ran.append(1)
        make_person(session)

    event.listen(server.engine, "commit", lambda _: lose_connections(server))
    with pytest.raises(OperationalError):
        server.write(work)
    assert len(ran) == 1


def test_the_clock_goes_on_within_a_transaction(server: Database) -> None:
    with server.unit_of_work() as session:
        begun = session.execute(select(NOW), {"known_now": None}).scalar_one()
        session.execute(select(func.pg_sleep(0.02)))
        assert session.execute(select(NOW), {"known_now": None}).scalar_one() > begun
