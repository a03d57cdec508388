"""A difference between models and database is told in plain words."""

import pytest
from sqlalchemy import Column, Integer, Table, text

from consult.contract.registry import Registry
from consult.kernel.db import Database
from consult.kernel.types import Base
from consult.migrate import faults_of_history, faults_of_schema, upgrade
from tests.consult.migrate.conftest import Added


def test_the_revisions_in_the_repository_lead_to_the_models(live_database: Database, registry: Registry) -> None:
    assert faults_of_history(live_database, registry) == []


def test_a_migrated_database_has_no_faults(empty: Database, registry: Registry) -> None:
    upgrade(empty, registry)
    assert faults_of_schema(empty, registry) == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("DROP TABLE mail_message", "the table mail_message is in the models but not in the migrations"),
        ("ALTER TABLE person ADD COLUMN shoe_size integer", "the column person.shoe_size is in the migrations but"),
        ("ALTER TABLE stored_file DROP COLUMN sha256", "the column stored_file.sha256 is in the models but not in"),
        ("DROP INDEX ix_job_state_due_at", "the index job.ix_job_state_due_at is in the models but not in"),
        ("CREATE TABLE stray (id integer)", "the table stray is in the migrations but not in the models"),
    ],
)
def test_a_difference_is_named(live_database: Database, registry: Registry, statement: str, sentence: str) -> None:
    with live_database.engine.begin() as connection:
        connection.execute(text(statement))
    faults = faults_of_schema(live_database, registry)
    assert any(fault.startswith(f"core: {sentence}") for fault in faults), faults


def test_an_index_with_a_direction_that_is_missing_is_named(live_database: Database, registry: Registry) -> None:
    table, directed = next(
        (table, index)
        for table in Base.metadata.tables.values()
        for index in table.indexes
        if index.dialect_options["postgresql"]["ops"]
    )
    with live_database.engine.begin() as connection:
        directed.drop(connection)
    assert faults_of_schema(live_database, registry) == [
        f"{table.name.split('_')[0]}: the index {table.name}.{directed.name} is in the models but not in the migrations"
    ]


def test_a_check_that_is_missing_is_named(live_database: Database, registry: Registry) -> None:
    if live_database.is_sqlite:
        pytest.skip("SQLite cannot drop a check alone")
    with live_database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE job DROP CONSTRAINT ck_job_known_state"))
    assert faults_of_schema(live_database, registry) == [
        "core: the check ck_job_known_state of job is in the models but not in the migrations"
    ]


def test_a_guard_that_is_missing_is_named(live_database: Database, registry: Registry) -> None:
    name = "motion_vote_no_update" if live_database.is_sqlite else "motion_vote_is_kept"
    with live_database.engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER {name}{'' if live_database.is_sqlite else ' ON motion_vote'}"))
    assert faults_of_schema(live_database, registry) == [
        f"motion: the trigger {name} is in the models but not in the migrations"
    ]


def test_a_new_model_without_a_revision_is_named(live_database: Database, registry: Registry) -> None:
    table = Table("shoe", Base.metadata, Column("id", Integer, primary_key=True))
    try:
        assert faults_of_history(live_database, registry) == [
            "core: the table shoe is in the models but not in the migrations"
        ]
    finally:
        Base.metadata.remove(table)


def test_tables_of_a_plugin_that_is_disabled_are_no_fault(
    empty: Database, registry: Registry, add_plugin: Added
) -> None:
    up = 'op.create_table("parking_space", sa.Column("id", sa.Integer))'
    upgrade(empty, add_plugin([("0001_initial", up, "pass")]))
    assert faults_of_schema(empty, registry) == []
