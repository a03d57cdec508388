"""Revisions written from the models run, and make what the models say."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Integer, Table, event
from sqlalchemy.exc import DBAPIError

from consult.contract.registry import Registry
from consult.kernel.db import Database
from consult.kernel.errors import Misconfigured
from consult.kernel.permanence import guard_statements
from consult.kernel.types import Base
from consult.migrate import downgrade, faults_of_schema, histories, upgrade
from consult.migrate import revisions as writing
from consult.migrate.histories import History
from consult.migrate.revisions import LONGEST_ID, write_revision


@pytest.fixture
def copied(tmp_path: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The revisions of the repository in a folder of this test, so that the real ones stay as they are."""
    real = histories(registry)
    for history in real:
        shutil.copytree(history.versions, tmp_path / history.name, ignore=shutil.ignore_patterns("__pycache__"))

    def moved(given: Registry, connection: object = None) -> list[History]:
        return [
            replace(history, versions=tmp_path / history.name, tables=dict(history.tables))
            for history in histories(given)
        ]

    monkeypatch.setattr(writing, "histories", moved)
    monkeypatch.setattr("consult.migrate.upgrades.histories", moved)
    monkeypatch.setattr("consult.migrate.drift.histories", moved)
    return tmp_path


def test_a_revision_holds_what_the_models_say_beyond_the_earlier_ones(
    copied: Path, empty: Database, registry: Registry
) -> None:
    table = Table("shoe", Base.metadata, Column("id", Integer, primary_key=True))
    try:
        path = write_revision(empty, registry, "core", "Add shoes & boots.")
        number = len(list((copied / "core").glob("[0-9]*.py")))
        assert path.name == f"{number:04d}_add_shoes_boots.py"
        source = path.read_text()
        assert "shoe" in source
        assert "person" not in source
        upgrade(empty, registry)
        assert faults_of_schema(empty, registry) == []
    finally:
        Base.metadata.remove(table)


def test_a_revision_holds_the_guards_of_rows_that_are_kept(copied: Path, empty: Database, registry: Registry) -> None:
    table = Table("shoe", Base.metadata, Column("id", Integer, primary_key=True))

    @event.listens_for(table, "after_create")
    def guard(_table: Table, connection: Connection, **_options: object) -> None:
        for statement in guard_statements(table, connection.dialect.name, "", "", (), {}):
            connection.exec_driver_sql(statement)

    try:
        path = write_revision(empty, registry, "core", "add shoes")
        assert "motion_vote" not in path.read_text()
        for _ in range(2):
            upgrade(empty, registry)
            with empty.engine.connect() as connection:
                connection.execute(table.insert().values(id=1))
                with pytest.raises(DBAPIError, match="shoe is part of"), connection.begin_nested():
                    connection.execute(table.delete())
            downgrade(empty, registry, "core", sorted(copied.glob("core/[0-9]*.py"))[-2].stem)
    finally:
        Base.metadata.remove(table)


def test_an_unknown_history_is_named_beside_those_there_are(copied: Path, empty: Database, registry: Registry) -> None:
    with pytest.raises(Misconfigured, match=r"no history called shoes\. Choose one of: core, "):
        write_revision(empty, registry, "shoes", "x")


def test_a_name_that_postgresql_would_refuse_is_refused_before(
    copied: Path, empty: Database, registry: Registry
) -> None:
    before = sorted(copied.rglob("*.py"))
    with pytest.raises(Misconfigured, match="at most 27 letters"):
        write_revision(empty, registry, "core", "Add the shoes that people left behind")
    assert sorted(copied.rglob("*.py")) == before


def test_the_name_of_every_revision_has_room_in_the_table_of_versions(registry: Registry) -> None:
    names = [name for history in histories(registry) for name in history.revisions()]
    assert len(names) > 20
    assert [name for name in names if len(name) > LONGEST_ID] == []
