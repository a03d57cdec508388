"""The audit log is added to and never changed: by no session, and by no statement that reaches the database."""

import re
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consult.audit.chain import chain_entries
from consult.audit.models import AuditEntry
from consult.kernel import clock
from consult.kernel.db import Database


@pytest.fixture
def entry(session: Session) -> AuditEntry:
    """One entry, written."""
    made = AuditEntry(at=clock.now(), name="tests.happened", actor_name="Ada", facts={"number": 1})
    session.add(made)
    session.flush()
    return made


def _rename(session: Session, entry: AuditEntry) -> None:
    entry.actor_name = "Somebody else"
    session.flush()


def _remove(session: Session, entry: AuditEntry) -> None:
    session.delete(entry)
    session.flush()


@pytest.mark.parametrize(
    "change",
    [
        _rename,
        _remove,
        lambda session, _: session.execute(update(AuditEntry).values(actor_name="Somebody else")),
        lambda session, entry: session.execute(delete(AuditEntry).where(AuditEntry.id == entry.id)),
    ],
)
def test_an_entry_cannot_be_changed_or_deleted_by_the_code(
    session: Session, entry: AuditEntry, change: Callable[[Session, AuditEntry], object]
) -> None:
    with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
        change(session, entry)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor_name = 'x'",
        "DELETE FROM audit_entry",
        "UPDATE audit_link SET hash = 'x'",
        "DELETE FROM audit_link",
        "TRUNCATE audit_link",
        "TRUNCATE audit_entry CASCADE",
        "INSERT OR REPLACE INTO audit_entry SELECT id, at, name, actor_id, 'x', NULL, facts FROM audit_entry",
        "REPLACE INTO audit_link SELECT id, entry_id, sealed_at, 'x' FROM audit_link",
    ],
)
def test_the_database_itself_refuses(session: Session, entry: AuditEntry, statement: str) -> None:
    if ("REPLACE" in statement) > (session.get_bind().dialect.name == "sqlite"):
        pytest.skip("only SQLite knows this statement")
    if ("TRUNCATE" in statement) > (session.get_bind().dialect.name == "postgresql"):
        pytest.skip("only PostgreSQL knows this statement")
    chain_entries(session)
    with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
        session.connection().execute(text(statement))
    session.expire_all()
    assert session.get_one(AuditEntry, entry.id).actor_name == "Ada"


def test_the_role_that_operators_give_the_service_cannot_take_the_guards_away(live_database: Database) -> None:
    if live_database.is_sqlite:
        pytest.skip("SQLite knows no roles")
    guide = (Path(__file__).parents[3] / "docs" / "operators.md").read_text()
    (grants,) = re.findall(r"```sql\n(GRANT.*?)```", guide, re.DOTALL)
    role = f"consult_app_{uuid.uuid4().hex[:8]}"
    with live_database.unit_of_work() as session:
        for statement in (f"CREATE ROLE {role}", *grants.replace("consult_app", role).split(";\n")):
            if statement.strip():
                session.connection().execute(text(statement))
    try:
        with live_database.unit_of_work() as session:
            session.connection().execute(text(f"SET ROLE {role}"))
            session.add(AuditEntry(at=clock.now(), name="tests.happened", actor_name="Ada", facts={}))
            session.flush()
            assert chain_entries(session) == 1
            for statement in (
                "DROP TRIGGER audit_entry_append_only ON audit_entry",
                "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
                "DROP TABLE audit_link",
                "TRUNCATE audit_entry CASCADE",
                "UPDATE audit_entry SET name = 'x'",
                "DELETE FROM audit_link",
                "CREATE OR REPLACE FUNCTION audit_entry_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RETURN NEW; END $$",
                "SET session_replication_role = replica",
            ):
                with pytest.raises(DBAPIError, match=r"owner|denied"), session.begin_nested():
                    session.connection().execute(text(statement))
            session.connection().execute(text("RESET ROLE"))
    finally:
        with live_database.unit_of_work() as session:
            session.connection().execute(text(f"DROP OWNED BY {role}"))
            session.connection().execute(text(f"DROP ROLE {role}"))
