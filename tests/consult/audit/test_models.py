"""The trail is added to and never changed: by no session, and by no statement that reaches the database."""

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry, TrailIsKept, guard_statements
from consult.kernel import clock


@pytest.fixture
def entry(session: Session) -> AuditEntry:
    """One entry, written."""
    made = AuditEntry(at=clock.now(), name="tests.happened", actor_name="Ada", facts={"number": 1})
    session.add(made)
    session.flush()
    return made


def test_an_entry_cannot_be_changed(session: Session, entry: AuditEntry) -> None:
    entry.actor_name = "Somebody else"
    with pytest.raises(TrailIsKept):
        session.flush()


def test_an_entry_cannot_be_deleted(session: Session, entry: AuditEntry) -> None:
    session.delete(entry)
    with pytest.raises(TrailIsKept):
        session.flush()


def test_entries_cannot_be_changed_or_deleted_many_at_once(session: Session, entry: AuditEntry) -> None:
    with pytest.raises(TrailIsKept):
        session.execute(update(AuditEntry).values(actor_name="Somebody else"))
    with pytest.raises(TrailIsKept):
        session.execute(delete(AuditEntry).where(AuditEntry.id == entry.id))


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET actor_name = 'x'", "DELETE FROM audit_entry"])
def test_the_database_itself_refuses(session: Session, entry: AuditEntry, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
        session.connection().execute(text(statement))
    session.expire_all()
    assert session.get_one(AuditEntry, entry.id).actor_name == "Ada"


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_the_migration_finds_the_guard_of_each_database(dialect: str) -> None:
    statements = guard_statements(dialect)
    assert len(statements) == 2
    assert all("audit_entry" in statement for statement in statements)
