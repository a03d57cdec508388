"""Errors of the database are SQLAlchemy's, say whether it is away, and never repeat what somebody typed."""

import traceback
from collections.abc import Callable

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, SQLAlchemyError, TimeoutError
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.kernel import clock
from consult.kernel.db import Database, begin_write
from consult.kernel.faults import hide_values, is_away

CANARY = "canary-7f3a"
EMAIL = f"{CANARY}@people.example"
_ADD = insert(Person).inline()


def add_twice(session: Session) -> None:
    for _ in range(2):
        session.add(Person(email=EMAIL, name=CANARY, created_at=clock.now()))
        session.flush()


def add_twice_without_a_session(session: Session) -> None:
    connection = begin_write(session)
    for _ in range(2):
        connection.execute(_ADD, {"email": EMAIL, "name": CANARY, "created_at": clock.now()})


def add_without_what_is_needed(session: Session) -> None:
    begin_write(session)
    session.execute(text("INSERT INTO person (email) VALUES (:email)"), {"email": EMAIL})


def ask_for_a_number(session: Session) -> None:
    if session.get_bind().dialect.name == "sqlite":
        words = text("SELECT 1 FROM submission_search WHERE submission_search MATCH :words")
        session.execute(words, {"words": f"'{CANARY}\" {CANARY}"})
    else:
        session.execute(text("SELECT CAST(:value AS integer)"), {"value": CANARY})


def give_what_no_column_takes(session: Session) -> None:
    session.add(Person(email=EMAIL, name=CANARY, created_at=CANARY))
    session.flush()


@pytest.mark.parametrize(
    "fail",
    [
        add_twice,
        add_twice_without_a_session,
        add_without_what_is_needed,
        ask_for_a_number,
        give_what_no_column_takes,
    ],
)
def test_no_error_repeats_what_somebody_typed(live_database: Database, fail: Callable[[Session], None]) -> None:
    with pytest.raises(SQLAlchemyError) as caught:
        live_database.write(fail)
    told = "".join(traceback.format_exception(caught.value))
    assert CANARY not in told
    assert type(caught.value).__module__.startswith("sqlalchemy.")


def test_an_error_still_says_what_was_wrong(live_database: Database) -> None:
    with pytest.raises(IntegrityError, match=r"uq_person_email|person\.email"):
        live_database.write(add_twice)


def test_the_names_of_tables_and_hosts_stay_readable() -> None:
    refused = ConnectionError('connection to server at "127.0.0.1", port 1 failed: Connection refused')
    hide_values(refused)
    assert "127.0.0.1" in str(refused)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OperationalError("x", {}, Exception()), True),
        (TimeoutError(), True),
        (DBAPIError("x", {}, Exception(), connection_invalidated=True), True),
        (IntegrityError("x", {}, Exception()), False),
        (ValueError(), False),
    ],
)
def test_what_is_worth_trying_again_is_told_from_a_fault(error: Exception, expected: bool) -> None:
    assert is_away(error) is expected
