"""Fixtures for every test: settings, databases, the application, a client, a clock, and a real browser."""

import contextlib
import gc
import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from _pytest.nodeid import NodeId
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.app import create_app
from consult.config import Settings, read_settings
from consult.contract.deployment import deployment_of
from consult.contract.registry import Registry
from consult.jobs import wake_up_queue
from consult.kernel import clock
from consult.kernel.db import Database
from consult.mail.services import Letter
from tests.support import browser as chromium
from tests.support import compiled_addresses, compiled_templates, databases, postgresql, server, web
from tests.support.mail import written_mail
from tests.support.plugins import registry_for_tests
from tests.support.queries import counted

CHOSEN = {
    "CONSULT_SECRET_KEY": "a-secret-key-that-only-the-tests-know-of",
    "CONSULT_ENCRYPTION_KEYS": "t1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "CONSULT_COUNCIL_NAME": "Exampleton Council",
    "CONSULT_AREAS": "Abbey,Beckton,Canning Town",
}
# A busy machine is slow, and slowness is no fault: no test of ours may fail by the clock.
hypothesis_settings.register_profile("consult", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("consult")
_BROWSER_FIXTURES = {"page", "context", "new_context", "browser", "browser_type", "playwright"}


def pytest_configure(config: pytest.Config) -> None:
    """Give this test run a name that its workers inherit."""
    os.environ.setdefault(postgresql.RUN, uuid.uuid4().hex[:10])
    databases.backend()
    compiled_templates.share_compiled_templates()
    compiled_addresses.share_compiled_addresses()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Take what is there by now for lasting: to look through it for rubbish again and again is a tenth of all time."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what the run started; the workers leave it to the process that started them."""
    if not hasattr(config, "workerinput"):
        postgresql.stop_server()
        compiled_templates.forget_compiled_templates()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark every test that needs a browser; on PostgreSQL leave out those that say nothing about the database.

    A test that opens no database, that follows the links of pages, or that is about a page or a form and shares one
    transaction with it, says the same in both runs, so the run on SQLite says it. Every page is asked on both, by the
    table of routes; the mark `postgresql` keeps a test of a page that PostgreSQL could answer otherwise.
    """
    for item in items:
        if _BROWSER_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
        if (group := _group_of(item)) is not None:
            item.add_marker(pytest.mark.xdist_group(group))
        if getattr(config.option, "loadgroup", False):
            _tell_group(item)
    if databases.backend() == "postgresql":
        chosen = [item for item in items if _is_about_the_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
        items[:] = chosen


def _group_of(item: pytest.Item) -> str | None:
    """Return which tests one worker has to run together, so that what they share is made once and not in each."""
    names = getattr(item, "fixturenames", ())
    if "walk" in names:
        callspec = getattr(item, "callspec", None)
        return f"walk-{callspec.params['role'] if callspec else 'officer'}"
    if "demonstration" in names:
        return "demonstration" if item.path.parent.name == "demo" else item.path.stem
    return None


def _tell_group(item: pytest.Item) -> None:
    """Put the group behind the name, where pytest-xdist looks; its own way does not reach a test of pytest 9.2."""
    for mark in item.iter_markers("xdist_group"):
        item._id = NodeId.parse(f"{item.nodeid}@{mark.args[0]}")


def _is_about_the_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    if "new_databases" not in names or item.get_closest_marker("crawl") is not None:
        return False
    return not _is_about_a_page(item) or "live_database" in names or item.get_closest_marker("postgresql") is not None


def _is_about_a_page(item: pytest.Item) -> bool:
    """Say whether it tests a module of views or forms, or what stands between them and the network."""
    words = {*item.path.stem.split("_"), item.path.parent.name}
    return not words.isdisjoint({"views", "forms", "web"})


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say loudly, once for each, what was not tested because a program is missing, and how to get it."""
    reasons = {report.longrepr[2].removeprefix("Skipped: ") for report in terminalreporter.stats.get("skipped", [])}
    for sentence in sorted(reasons):
        if "WAS FOUND" in sentence:
            terminalreporter.write_line(f"*** {sentence} ***", red=True, bold=True)


# --- settings, registry, databases ---


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with fixed keys and a data folder of this worker; change with `dataclasses.replace`."""
    return read_settings(
        {
            "CONSULT_DATA": str(tmp_path_factory.mktemp("data")),
            "CONSULT_BASE_URL": "http://localhost",
            **CHOSEN,
        }
    )


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The core with all three plugins."""
    return registry_for_tests()


@pytest.fixture(scope="session")
def new_databases() -> databases.Maker:
    """`with new_databases(folder) as url:` makes a database without tables; every database of a test comes of it."""
    return databases.empty_database


@pytest.fixture(scope="session")
def template(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings, registry: Registry, new_databases: databases.Maker
) -> Iterator[str]:
    """The address of a database with the schema and no rows, which every other one is copied from."""
    with new_databases(tmp_path_factory.mktemp("template")) as url:
        made = databases.opened(url, settings, registry)
        databases.make_schema(made, registry)
        made.engine.dispose()
        yield url


@pytest.fixture(scope="session")
def _own_database(
    tmp_path_factory: pytest.TempPathFactory, template: str, settings: Settings, registry: Registry
) -> Iterator[Database]:
    with databases.copy_of(template, tmp_path_factory.mktemp("database")) as url:
        made = databases.opened(url, settings, registry)
        yield made
        made.engine.dispose()


@pytest.fixture
def database(_own_database: Database) -> Iterator[Database]:
    """A database in which nothing lasts longer than the test: all its sessions share one transaction."""
    with databases.rolled_back(_own_database) as bound:
        yield bound


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session of that database; `application` and `client` see what it flushed."""
    with database.sessions() as opened:
        yield opened


@pytest.fixture
def live_database(tmp_path: Path, template: str, settings: Settings, registry: Registry) -> Iterator[Database]:
    """A database of this test alone, with real commits: for jobs, threads, processes, exports and crashes."""
    with databases.copy_of(template, tmp_path) as url:
        made = databases.opened(url, replace(settings, database_url=url, data=tmp_path), registry)
        yield made
        wake_up_queue.close_queue(made)
        made.engine.dispose()


@pytest.fixture
def count_queries(_own_database: Database) -> Callable[[], contextlib.AbstractContextManager[list[str]]]:
    """`with count_queries() as statements:` collects what is sent to the tests' database."""
    return lambda: counted(_own_database.engine)


# --- the application ---


@pytest.fixture(scope="session")
def _shared_app(settings: Settings, registry: Registry, _own_database: Database) -> Flask:
    made = create_app(settings, database=_own_database, registry=registry)
    made.test_client_class = web.FormClient
    return made


@pytest.fixture
def application(_shared_app: Flask, database: Database) -> Iterator[Flask]:
    """The application on the test's own transaction. It is shared: build another with `create_app` to change it."""
    before = dict(_shared_app.config)
    _shared_app.extensions["database"] = database
    yield _shared_app
    _shared_app.config.clear()
    _shared_app.config.update(before)


@pytest.fixture
def client(application: Flask, session: Session) -> web.FormClient:
    """A visitor's browser: `get`, and `post_form(url, data)` which sends the form token too."""
    made = application.test_client()
    assert isinstance(made, web.FormClient)
    made.shared = session
    return made


@pytest.fixture
def sign_in(session: Session) -> Callable[[web.FormClient, Person], None]:
    """`sign_in(client, person)` signs a person in on that client."""
    return lambda client, person: web.sign_in(client, session, person)


@pytest.fixture
def live_app(live_database: Database, registry: Registry) -> Flask:
    """An application with real commits, on `live_database`."""
    made = create_app(deployment_of(live_database).settings, database=live_database, registry=registry)
    made.test_client_class = web.FormClient
    return made


@pytest.fixture
def outbox(session: Session) -> Callable[..., list[Letter]]:
    """`outbox()` gives the mails written so far (`to`, `subject`, `body`); `outbox(address)` those to one person."""
    return lambda to=None: written_mail(session, to)


# --- time ---


@pytest.fixture
def clock_at() -> Iterator[Callable[..., datetime]]:
    """`clock_at("2026-11-02 09:00")` lets time stand there (London time when no zone is given) until the test ends."""
    with contextlib.ExitStack() as stack:

        def stand(moment: datetime | str, *, step: timedelta = timedelta(0)) -> datetime:
            at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
            at = clock.from_london(at) if at.tzinfo is None else at
            stack.enter_context(clock.set_clock(at, step=step))
            return at

        yield stand


# --- a real browser and a real server ---


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How pytest-playwright starts the Chromium of this machine."""
    return {"executable_path": chromium.require_chromium(), "args": chromium.ARGUMENTS, "headless": True}


@pytest.fixture
def live_server(live_database: Database, registry: Registry, tmp_path: Path) -> Iterator[server.Server]:
    """The real application under granian, on `live_database`: `live_server.url`."""
    port = server.free_port()
    url = live_database.engine.url.render_as_string(hide_password=False)
    plugins = ",".join(plugin.name for plugin in registry.plugins)
    environment = server.environment_for(tmp_path, url, port, {**CHOSEN, "CONSULT_PLUGINS": plugins})
    with server.running(environment, port, tmp_path) as started:
        yield started


@pytest.fixture
def axe() -> Callable[..., None]:
    """`axe(page)` finds no violation of WCAG 2.2 A or AA."""
    return chromium.assert_accessible
