"""One demonstration for all tests that only look at it."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.app import create_app
from consult.config import Settings
from consult.contract.deployment import deployment_of
from consult.contract.registry import Registry
from consult.kernel.db import Database
from tests.support import databases
from tests.support.demonstration import built_demonstration
from tests.support.web import FormClient


@pytest.fixture(scope="package")
def demonstration(
    tmp_path_factory: pytest.TempPathFactory, template: str, settings: Settings, registry: Registry
) -> Iterator[tuple[Database, dict[str, Any]]]:
    """A database in which the demonstration was built once, and the summary of that."""
    with built_demonstration(tmp_path_factory.mktemp("demonstration"), template, settings, registry) as built:
        yield built


@pytest.fixture
def story(demonstration: tuple[Database, dict[str, Any]]) -> Iterator[Database]:
    """The built demonstration; what a test changes in it is gone afterwards."""
    with databases.rolled_back(demonstration[0]) as bound:
        yield bound


@pytest.fixture
def read(story: Database) -> Iterator[Session]:
    """A session of the demonstration."""
    with story.sessions() as session:
        yield session


@pytest.fixture
def visitor(story: Database, read: Session) -> FormClient:
    """Somebody who looks at the demonstration in a browser."""
    app: Flask = create_app(deployment_of(story).settings, database=story, registry=deployment_of(story).registry)
    app.test_client_class = FormClient
    made = app.test_client()
    assert isinstance(made, FormClient)
    made.shared = read
    return made
