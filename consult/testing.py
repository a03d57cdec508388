"""Fixtures for authors of plugins: a real database and a real application with their plugin, and visitors to it.

Put `pytest_plugins = ["consult.testing"]` and a fixture `consult_plugin` into the `conftest.py` of a plugin. `client`
and `live_server` stand in for those of pytest-flask; its `accept_json` and `accept_any` go with them. No fixture is
called `app`, since pytest-flask pushes a context around every test that has one.
"""

import itertools
import os
import re
import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from pytest_flask.live_server import LiveServer
from werkzeug.test import TestResponse

from consult import migrate
from consult.accounts.models import Person, RoleGrant
from consult.accounts.session_cookies import start_session
from consult.app import build_registry, connect, create_app
from consult.config import read_settings
from consult.consultations.models import Activity, State
from consult.consultations.services import add_activity, create_consultation
from consult.contract.deployment import deployment_of
from consult.contract.plugin import Plugin
from consult.jobs.runner import run_waiting_jobs
from consult.kernel import clock
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.crypto import new_key_ring_text
from consult.kernel.db import Database

Visitors = Callable[..., "Visitor"]
Activities = Callable[..., Activity]
_OPENS = {State.DRAFT: timedelta(days=14), State.SCHEDULED: timedelta(days=7), State.OPEN: timedelta(days=-7)}
_numbers = itertools.count(1)


class Visitor(FlaskClient):
    """A test client that sends forms as a browser does, so that the protection against forgery stays on."""

    def open(self, *args: Any, **more: Any) -> TestResponse:
        """Send a request; inside a context that the test pushed, requests would share `g`, and hide faults."""
        if has_app_context():
            raise AssertionError("Leave the application context first: requests inside it share `g` with each other.")
        return super().open(*args, **more)

    def form_token(self) -> str:
        """Return a form token that is valid for this client's cookie."""
        with self.session_transaction() as cookie:
            raw = cookie.setdefault("csrf_token", os.urandom(20).hex())
        serializer = URLSafeTimedSerializer(str(self.application.secret_key), salt="wtf-csrf-token")
        return str(serializer.dumps(raw))

    def post_form(self, url: str, data: Mapping[str, object] | None = None, **more: object) -> TestResponse:
        """Send a form as a browser does: with its token, and from our own site."""
        return self.post(url, data={"csrf_token": self.form_token(), **(data or {})}, **more)

    def redact(self, table: str, key: int, words: str) -> None:
        """Take words out of every text of a row, as an officer does it on the pages of the core."""
        address = f"/staff/records/{table}/{key}/words?{urlencode({'words': words})}"
        seen = re.search(r'name="seen"[^>]*value="([^"]*)"', self.get(address).text)
        fields = {"which": "all", "seen": seen[1] if seen else "", "code": "personal"}
        assert self.post_form(address, fields).status_code == 303, f"No “{words}” was taken out."  # noqa: S101 (a test's)


@pytest.fixture
def consult_plugin() -> Plugin:
    """The plugin under test; every author writes this fixture."""
    pytest.fail("Write a fixture consult_plugin that returns your plugin.")


@pytest.fixture
def consult_database(consult_plugin: Plugin, tmp_path: Path) -> Iterator[Database]:
    """A new database with the tables of the core and of the plugin; real commits.

    On SQLite, or where `CONSULT_TEST_DATABASE_URL` says; `with consult_database.unit_of_work() as session:` writes.
    """
    url = os.environ.get("CONSULT_TEST_DATABASE_URL") or f"sqlite:///{tmp_path / 'consult.sqlite3'}"
    settings = read_settings(
        {
            "CONSULT_DATA": str(tmp_path),
            "CONSULT_DATABASE_URL": url,
            "CONSULT_BASE_URL": "http://localhost",
            "CONSULT_SECRET_KEY": os.urandom(20).hex(),
            "CONSULT_ENCRYPTION_KEYS": new_key_ring_text(),
            "CONSULT_COUNCIL_NAME": "Exampleton Council",
            "CONSULT_PLUGINS": consult_plugin.name,
        }
    )
    registry = build_registry((consult_plugin.name,), {consult_plugin.name: consult_plugin})
    database = connect(settings, registry)
    migrate.upgrade(database, registry)
    yield database
    database.engine.dispose()


@pytest.fixture
def consult_app(consult_database: Database) -> Flask:
    """The application with the plugin."""
    deployment = deployment_of(consult_database)
    made = create_app(deployment.settings, database=consult_database, registry=deployment.registry)
    made.test_client_class = Visitor
    return made


@pytest.fixture
def consult_visitor(consult_app: Flask, consult_database: Database) -> Visitors:
    """`consult_visitor()` gives somebody without an account, `consult_visitor(Role.OFFICER)` somebody signed in."""

    def visit(*roles: Role) -> Visitor:
        client = consult_app.test_client()
        assert isinstance(client, Visitor)  # noqa: S101 (a test's)
        if roles:
            _sign_in(client, consult_database, roles)
        return client

    return visit


@pytest.fixture
def consult_worker(consult_database: Database) -> Callable[[], int]:
    """`consult_worker()` does the work that waits for the worker, and returns how many jobs it did."""
    return lambda: run_waiting_jobs(consult_database, deployment_of(consult_database).registry)


@pytest.fixture
def client(consult_visitor: Visitors) -> Visitor:
    """Somebody without an account, under the name that pytest-flask gives to a test client."""
    return consult_visitor()


@pytest.fixture
def live_server(consult_app: Flask, consult_database: Database, pytestconfig: pytest.Config) -> Iterator[LiveServer]:
    """The application behind a real socket, in a process of its own: `live_server.url("/petitions/")`."""
    consult_database.engine.dispose()  # a connection must not be used in two processes
    options = {name: pytestconfig.getvalue(f"live_server_{name}") for name in ("host", "wait", "clean_stop")}
    # A process that was begun in the background ignores the signal by which a server is stopped cleanly.
    options["clean_stop"] &= signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
    started = LiveServer(consult_app, port=_free_port(), **options)
    started.start()
    yield started
    started.stop()


@pytest.fixture
def consult_activity(consult_plugin: Plugin, consult_database: Database) -> Activities:
    """`consult_activity()` gives a way of taking part by your plugin, in an open consultation of its own.

    `consult_activity(State.CLOSED)` gives one in a consultation that is closed; `kind` says which of several.
    """

    def make(state: State = State.OPEN, *, kind: str = "") -> Activity:
        number, now = next(_numbers), clock.now()
        opens_at = now + _OPENS.get(state, timedelta(days=-60))
        with consult_database.unit_of_work() as session:
            consultation = create_consultation(
                session,
                SYSTEM,
                title=f"Consultation {number}",
                summary="A made-up consultation.",
                opens_at=opens_at,
                closes_at=opens_at + timedelta(days=42),
            )
            kind = kind or consult_plugin.activities[0].kind
            activity = add_activity(session, SYSTEM, consultation, kind=kind, title=f"Take part {number}")
            consultation.state = state
        return activity

    return make


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("localhost", 0))
        return int(listening.getsockname()[1])


def _sign_in(client: Visitor, database: Database, roles: tuple[Role, ...]) -> None:
    number, at = next(_numbers), clock.now()
    with database.unit_of_work() as session, client.application.app_context():
        person = Person(email=f"person{number}@people.example", name=f"Person {number}", created_at=at)
        person.grants = [RoleGrant(role=role, granted_at=at) for role in roles]
        session.add(person)
        session.flush()
        signed_in = start_session(session, person)
        session.flush()
        name = signed_in.get_id()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = name
        cookie["_fresh"] = True
