"""What a request keeps: all of it when it succeeded, and nothing when it did not."""

from collections.abc import Callable

import pytest
from flask import Flask, abort
from flask.typing import ResponseReturnValue
from sqlalchemy import QueuePool, select

from consult.accounts.models import Person
from consult.kernel import clock
from consult.kernel.db import Database
from consult.kernel.errors import Conflict, Invalid
from consult.web.guard import public
from consult.web.transactions import db as request_session
from consult.web.transactions import keep_despite_error
from tests.support.web import FormClient

End = Callable[[], ResponseReturnValue]
EMAIL = "written@people.example"


def refuse() -> ResponseReturnValue:
    raise Conflict


def fail() -> ResponseReturnValue:
    raise RuntimeError("half-way")


def answer(status: int) -> End:
    return lambda: ("", status)


def write() -> None:
    request_session().add(Person(email=EMAIL, name="Written", created_at=clock.now()))
    request_session().flush()


def client_of(app: Flask) -> FormClient:
    made = app.test_client()
    assert isinstance(made, FormClient)
    return made


def ask_page(app: Flask, end: End, *, method: str = "POST", before: Callable[[], None] = write) -> int:
    """Ask a page that writes somebody down and then ends like this; return the status."""

    @public
    def view() -> ResponseReturnValue:
        before()
        return end()

    app.add_url_rule("/write", "write", view, methods=[method])
    client = client_of(app)
    sent = client.post_form("/write") if method == "POST" else client.open("/write", method=method)
    return sent.status_code


def is_written(database: Database) -> bool:
    with database.reading() as session:
        return session.scalar(select(Person.id).where(Person.email == EMAIL)) is not None


@pytest.mark.parametrize("status", [200, 204, 303])
def test_a_form_that_was_taken_is_kept(live_app: Flask, live_database: Database, status: int) -> None:
    assert ask_page(live_app, answer(status)) == status
    assert is_written(live_database)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_at_a_page_keeps_nothing(live_app: Flask, live_database: Database, method: str) -> None:
    assert ask_page(live_app, answer(200), method=method) == 200
    assert not is_written(live_database)


@pytest.mark.parametrize(
    ("end", "status"),
    [
        (answer(400), 400),
        (answer(409), 409),
        (answer(422), 422),
        (refuse, 409),
        (lambda: abort(413), 413),
        (fail, 500),
    ],
)
def test_a_form_that_was_refused_keeps_nothing(live_app: Flask, live_database: Database, end: End, status: int) -> None:
    assert ask_page(live_app, end) == status
    assert not is_written(live_database)


def test_what_must_be_kept_despite_the_error_is(live_app: Flask, live_database: Database) -> None:
    def write_and_keep() -> None:
        write()
        keep_despite_error()

    def refuse_as_invalid() -> ResponseReturnValue:
        raise Invalid

    assert ask_page(live_app, refuse_as_invalid, before=write_and_keep) == 422
    assert is_written(live_database)


def test_a_fault_after_it_was_asked_to_be_kept_keeps_nothing_half_made(
    live_app: Flask, live_database: Database
) -> None:
    def write_and_keep() -> None:
        keep_despite_error()
        write()

    assert ask_page(live_app, fail, before=write_and_keep) == 500
    assert not is_written(live_database)


def test_the_next_request_on_the_same_browser_starts_afresh(live_app: Flask, live_database: Database) -> None:
    seen: list[bool] = []

    @public
    def render_options() -> ResponseReturnValue:
        seen.append(request_session().scalar(select(Person.id).where(Person.email == EMAIL)) is not None)
        write()
        return "", 422

    live_app.add_url_rule("/look", "look", render_options, methods=["POST"])
    client = client_of(live_app)
    client.post_form("/look")
    client.post_form("/look")
    assert seen == [False, False]


def test_requests_that_fail_give_their_connections_back(live_app: Flask, live_database: Database) -> None:
    @public
    def fails() -> ResponseReturnValue:
        write()
        raise RuntimeError("half-way")

    live_app.add_url_rule("/fails", "fails", fails, methods=["POST"])
    client = client_of(live_app)
    for _ in range(30):
        assert client.post_form("/fails").status_code == 500
    assert isinstance(live_database.engine.pool, QueuePool)
    assert live_database.engine.pool.checkedout() == 0
    with live_database.unit_of_work() as session:
        session.add(Person(email="next@people.example", name="Next", created_at=clock.now()))


def test_what_cannot_be_committed_is_not_answered_as_a_success(live_app: Flask, live_database: Database) -> None:
    def write_twice() -> None:
        for _ in range(2):
            request_session().add(Person(email=EMAIL, name="Twice", created_at=clock.now()))

    assert ask_page(live_app, answer(303), before=write_twice) == 500
    assert not is_written(live_database)
    assert client_of(live_app).get("/").status_code == 200
