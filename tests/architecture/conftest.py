"""What every page answers to every kind of person: asked once for each kind, and looked at by several tests."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from consult.config import Settings
from consult.contract.registry import Registry
from consult.files.folder_store import FolderStore
from consult.journey.code_cookies import CODES
from consult.kernel.db import Database
from tests.architecture.world import ROLES, World, make_world, standing_still
from tests.support import databases, web
from tests.support.databases import undone
from tests.support.deployments import change_deployment
from tests.support.menu import counted_once

TABLE = Path(__file__).with_name("routes.csv")
# Every line lets one of these in; whether a page answers depends on the database, who may do what does not.
FIRST_ROLES = ("resident", "group_own", "councillor_own", "officer", "authorising_officer", "administrator")
ASKED = ROLES if databases.backend() == "sqlite" else FIRST_ROLES
REFUSED = {"sign-in", "401", "403", "404"}


@dataclass(frozen=True)
class Line:
    """One line of the table: a way to ask an address, and what each kind of person is answered."""

    method: str
    address: str
    expected: dict[str, str]


@dataclass(frozen=True)
class Answer:
    """What somebody was answered."""

    role: str
    line: Line
    status: int
    location: str
    headers: dict[str, str]
    body: str

    @property
    def media_type(self) -> str:
        """What kind of document it is."""
        return self.headers.get("Content-Type", "").partition(";")[0]

    @property
    def outcome(self) -> str:
        """The status, or `sign-in` for being sent to the page to sign in."""
        is_sent_to_sign_in = self.status == 303 and self.location.startswith("/sign-in?next=")
        return "sign-in" if is_sent_to_sign_in else str(self.status)

    def __str__(self) -> str:
        return f"{self.line.method} {self.line.address} as {self.role}: {self.outcome}"


@dataclass(frozen=True)
class Walk:
    """All answers to one kind of person, in the world they were given in."""

    answers: tuple[Answer, ...]
    canaries: dict[str, frozenset[str]]


def table() -> list[Line]:
    """Return the table of addresses and roles."""
    with TABLE.open(newline="") as file:
        return [
            Line(row["method"], row["address"], {role: row[role] for role in ROLES}) for row in csv.DictReader(file)
        ]


def lines_for(role: str) -> list[Line]:
    """Return what to ask as this kind of person: on PostgreSQL every line once, as the first who is let in."""
    if databases.backend() == "sqlite":
        return table()
    return [line for line in table() if role == first_let_in(line)]


def first_let_in(line: Line) -> str:
    """Return the first kind of person to whom this address answers."""
    return next((role for role in FIRST_ROLES if line.expected[role] not in REFUSED), FIRST_ROLES[-1])


class Asker:
    """Somebody who asks for pages in a world."""

    def __init__(self, app: Flask, database: Database, world: World, role: str) -> None:
        self.app, self.database, self.world, self.role = app, database, world, role
        client = self._client()
        if role in world.people:
            web.sign_in(client, world.session, world.people[role])
        if role == "resident":
            with client.session_transaction() as cookie:
                cookie[CODES] = world.codes
        found = client.get_cookie(str(app.config["SESSION_COOKIE_NAME"]), "localhost")
        self.cookie = found.value if found else None

    def _client(self) -> web.FormClient:
        made = self.app.test_client()
        assert isinstance(made, web.FormClient)
        return made

    def client(self) -> web.FormClient:
        """Return a fresh browser that holds this person's cookie."""
        made = self._client()
        if self.cookie is not None:
            made.set_cookie(str(self.app.config["SESSION_COOKIE_NAME"]), self.cookie)
        return made

    def ask(self, line: Line) -> Answer:
        """Ask as the line says; a form is sent with its token and nothing filled in."""
        path = self.world.path(line.address)
        with undone(self.database, self.world.session):
            client = self.client()
            response = client.get(path) if line.method == "GET" else client.post_form(path)
            return answer_from(self.role, line, response)


def answer_from(role: str, line: Line, response: TestResponse) -> Answer:
    """Return what was answered, read to its end."""
    body = response.get_data().decode("utf-8", "replace")
    response.close()
    return Answer(role, line, response.status_code, response.location or "", dict(response.headers), body)


class KeptFiles(FolderStore):
    """The folder of files, from which nothing is deleted."""

    def delete(self, key: str) -> None:
        """Leave the file where it is."""


@dataclass(frozen=True)
class Stage:
    """The world that all tests of one worker share, and the database in which it stands."""

    database: Database
    world: World


@pytest.fixture(scope="session")
def stage(
    tmp_path_factory: pytest.TempPathFactory, template: str, settings: Settings, registry: Registry
) -> Iterator[Stage]:
    """One of everything, made once, in a database of its own."""
    with databases.copy_of(template, tmp_path_factory.mktemp("world")) as url:
        own = databases.opened(url, settings, registry)
        with databases.rolled_back(own) as database, database.sessions() as session:
            with standing_still():
                made = make_world(session)
            # What a test deletes comes back with the rows, so the files have to stay.
            change_deployment(database, files=KeptFiles(settings.data / "files"))
            yield Stage(database, made)
        own.engine.dispose()


@pytest.fixture
def world(stage: Stage) -> Iterator[World]:
    """One of everything, at a moment that stands; what a test changes in it is taken back."""
    with standing_still(), undone(stage.database, stage.world.session):
        yield stage.world


@pytest.fixture
def asker(application: Flask, stage: Stage, world: World) -> Iterator[Callable[[str], Asker]]:
    """`asker(role)` asks for pages of the world as that kind of person."""
    before = application.extensions["database"]
    application.extensions["database"] = stage.database
    yield lambda role: Asker(application, stage.database, world, role)
    application.extensions["database"] = before


@pytest.fixture(scope="session")
def walk(_shared_app: Flask, stage: Stage) -> Callable[[str], Walk]:
    """`walk(role)` has asked the lines of the table for that kind of person."""
    done: dict[str, Walk] = {}

    def take(role: str) -> Walk:
        if role not in done:
            done[role] = _walk(_shared_app, stage, role)
        return done[role]

    return take


def _walk(app: Flask, stage: Stage, role: str) -> Walk:
    before = app.extensions["database"]
    try:
        app.extensions["database"] = stage.database
        with standing_still(), counted_once(), undone(stage.database, stage.world.session):
            asker = Asker(app, stage.database, stage.world, role)
            return Walk(tuple(asker.ask(line) for line in lines_for(role)), asker.world.canaries)
    finally:
        app.extensions["database"] = before
