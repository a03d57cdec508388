"""Every revision can be taken back and made again, and together they make what the models say, on either database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from consult.config import Settings
from consult.contract.registry import Registry
from consult.jobs.models import Job
from consult.kernel import clock
from consult.kernel.db import Database
from consult.kernel.types import Base
from consult.migrate import downgrade, histories, upgrade
from tests.support import databases
from tests.support.schema import described


@pytest.fixture
def empty(tmp_path: Path, settings: Settings, registry: Registry, new_databases: databases.Maker) -> Iterator[Database]:
    """A database without tables."""
    with new_databases(tmp_path) as url:
        made = databases.opened(url, settings, registry)
        yield made
        made.engine.dispose()


def test_the_revisions_make_exactly_what_the_models_say(
    empty: Database, live_database: Database, registry: Registry
) -> None:
    upgrade(empty, registry)
    with empty.engine.connect() as connection:
        by_revisions = described(connection)
    with live_database.engine.begin() as connection:
        Base.metadata.drop_all(connection)
    with live_database.engine.begin() as connection:
        Base.metadata.create_all(connection)
    with live_database.engine.connect() as connection:
        assert by_revisions == described(connection)


def test_every_revision_can_be_taken_back_and_made_again(empty: Database, registry: Registry) -> None:
    upgrade(empty, registry)
    with empty.engine.connect() as connection:
        before = described(connection)
    for history in reversed(histories(registry)):
        for earlier in [*reversed(history.revisions()[:-1]), "base"]:
            downgrade(empty, registry, history.name, earlier)
    with empty.engine.connect() as connection:
        assert described(connection) == {"tables": {}, "by hand": []}
    upgrade(empty, registry)
    with empty.engine.connect() as connection:
        assert described(connection) == before


def test_news_that_waits_to_be_written_is_kept_by_the_revision_of_languages(
    empty: Database, registry: Registry
) -> None:
    upgrade(empty, registry)
    downgrade(empty, registry, "core", "0032_following_by_email")
    before = {"kind": "motion", "number": 1, "heading": "News", "body": "It changed.", "after": ""}
    at = clock.now()
    with empty.engine.begin() as connection:
        connection.execute(insert(Job).values(name="follows.send", args=before, created_at=at, due_at=at))
    upgrade(empty, registry)
    with empty.engine.connect() as connection:
        args = connection.scalar(select(Job.args))
    assert args == {"kind": "motion", "number": 1, "mails": {"": ["News", "It changed."]}, "after": ""}
    downgrade(empty, registry, "core", "0032_following_by_email")
    with empty.engine.connect() as connection:
        assert connection.scalar(select(Job.args)) == before
