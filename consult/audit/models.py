"""One append-only row for each fact."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, String, event
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column

from consult.kernel.errors import Forbidden
from consult.kernel.types import Base, JsonObject


class AuditEntry(Base):
    """A fact on the trail; rows are added, never changed."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index(None, "consultation_id", "id"),
        Index(None, "name", "id"),
        Index(None, "actor_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    name: Mapped[str] = mapped_column(String(80))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    actor_name: Mapped[str] = mapped_column(String(200), default="")
    consultation_id: Mapped[int | None]
    facts: Mapped[JsonObject]


class TrailIsKept(Forbidden):
    """Somebody tried to change or delete what is on the trail."""

    default = "The trail cannot be changed: entries are added, and stay as they were written."


SQLITE_GUARD = tuple(
    f"CREATE TRIGGER audit_entry_no_{action.lower()} BEFORE {action} ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END"
    for action in ("UPDATE", "DELETE")
)
POSTGRESQL_GUARD = (
    "CREATE FUNCTION audit_entry_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'audit_entry is append-only' USING ERRCODE = 'insufficient_privilege'; END $$",
    "CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry "
    "FOR EACH ROW EXECUTE FUNCTION audit_entry_is_kept()",
)
POSTGRESQL_UNGUARD = "DROP FUNCTION IF EXISTS audit_entry_is_kept()"


def guard_statements(dialect: str) -> tuple[str, ...]:
    """Return the statements that make a database keep the trail, for the migration that makes the table."""
    return POSTGRESQL_GUARD if dialect == "postgresql" else SQLITE_GUARD


@event.listens_for(AuditEntry.__table__, "after_create")
def _put_guard(_table: Any, connection: Connection, **_options: Any) -> None:
    for statement in guard_statements(connection.dialect.name):
        connection.exec_driver_sql(statement)


@event.listens_for(AuditEntry.__table__, "after_drop")
def _drop_guard(_table: Any, connection: Connection, **_options: Any) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(POSTGRESQL_UNGUARD)


@event.listens_for(AuditEntry, "before_update")
@event.listens_for(AuditEntry, "before_delete")
def _refuse_row(*_: Any) -> None:
    raise TrailIsKept


@event.listens_for(Session, "do_orm_execute")
def _refuse_statement(state: ORMExecuteState) -> None:
    if (state.is_update or state.is_delete) and state.bind_mapper is AuditEntry.__mapper__:
        raise TrailIsKept
