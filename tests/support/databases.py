"""Databases for tests: the schema is made once for each worker, and every database of a test is a copy."""

import contextlib
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, make_url
from sqlalchemy.orm import Session

from consult.app import deployed
from consult.config import Settings
from consult.contract.deployment import deployment_of
from consult.contract.registry import Registry
from consult.kernel.db import Database, open_database, start_writing
from consult.migrate import upgrade
from tests.support import postgresql

_numbers = itertools.count(1)
Maker = Callable[[Path], contextlib.AbstractContextManager[str]]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")


def backend() -> str:
    """Return which database the tests run on: `sqlite` or `postgresql`."""
    chosen = os.environ.get("CONSULT_TEST_DATABASE", "sqlite")
    if chosen not in {"sqlite", "postgresql"}:
        raise RuntimeError(f"CONSULT_TEST_DATABASE must be sqlite or postgresql; it is “{chosen}”.")
    return chosen


def make_schema(database: Database, registry: Registry) -> None:
    """Make all tables of the core and of the enabled plugins."""
    upgrade(database, registry)


@contextlib.contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """Give the address of a new database without tables."""
    number = next(_numbers)
    if backend() == "sqlite":
        yield f"sqlite:///{folder / f'empty-{number}.sqlite3'}"
    else:
        with postgresql.own_database(f"consult_{os.environ[postgresql.RUN]}_{WORKER}_{number}") as url:
            yield url


@contextlib.contextmanager
def copy_of(template: str, folder: Path) -> Iterator[str]:
    """Give the address of a new database that equals the template."""
    number = next(_numbers)
    source = make_url(template).database
    assert source is not None
    if backend() == "sqlite":
        target = folder / f"copy-{number}.sqlite3"
        shutil.copyfile(source, target)
        yield f"sqlite:///{target}"
    else:
        name = f"consult_{os.environ[postgresql.RUN]}_{WORKER}_{number}"
        with postgresql.own_database(name, template=source) as url:
            yield url


def opened(url: str, settings: Settings, registry: Registry) -> Database:
    """Open a database with everything that services may ask it for."""
    database = open_database(url, settings.keys, pool_size=5)
    database.deployment = deployed(settings, registry)
    return database


@contextlib.contextmanager
def rolled_back(database: Database) -> Iterator[Database]:
    """Give a database whose sessions all live in one transaction, which is rolled back in the end."""
    _set_savepoints_plainly(database.engine.dialect)
    with database.engine.connect() as connection:
        outer = connection.begin()
        if database.is_sqlite:
            # Later savepoints could not turn a reading transaction into a writing one.
            start_writing(connection)
        yield _bound(database, connection)
        outer.rollback()


def _set_savepoints_plainly(dialect: Any) -> None:
    """Send savepoints as they stand: SQLAlchemy compiles each anew, and a request of a test sets several."""
    for name, words in {
        "do_savepoint": "SAVEPOINT",
        "do_rollback_to_savepoint": "ROLLBACK TO SAVEPOINT",
        "do_release_savepoint": "RELEASE SAVEPOINT",
    }.items():
        setattr(dialect, name, partial(_send_savepoint, words))


def _send_savepoint(words: str, connection: Connection, name: str) -> None:
    connection.exec_driver_sql(f"{words} {name}")


@contextlib.contextmanager
def undone(database: Database, session: Session) -> Iterator[None]:
    """Take back what the block changes, so that every question meets the same world."""
    session.flush()
    bind = database.sessions.kw["bind"]
    savepoint = bind.begin_nested()
    try:
        yield
    finally:
        savepoint.rollback()
        session.expire_all()


def _bound(database: Database, connection: Connection) -> Database:
    bound = Database(database.engine, database.readers, database.keys, bind=connection)
    bound.deployment = replace(deployment_of(database), questionnaires={})
    return bound
