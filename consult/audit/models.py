"""One append-only row for each fact, and the chain that holds them together."""

from datetime import datetime
from functools import partial

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.table_guards import guard_table
from consult.kernel.types import Base, JsonObject


class AuditEntry(Base):
    """A fact in the audit log; rows are added, never changed."""

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


class AuditLink(Base):
    """The place of an entry in the chain: its hash covers the entry and the hash of the place before."""

    __tablename__ = "audit_link"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id"), unique=True)
    sealed_at: Mapped[datetime]
    hash: Mapped[str] = mapped_column(String(64))


def guard_statements(table: str, dialect: str) -> tuple[str, ...]:
    """Return the statements that make a database keep what is in a table of the audit log."""
    if dialect == "postgresql":
        return (
            f"CREATE FUNCTION {table}_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'insufficient_privilege'; END $$",
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_is_kept()",
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_kept()",
        )
    there = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608 (names of our tables)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        # INSERT OR REPLACE deletes the row it takes the place of without asking the trigger against DELETE.
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} {refuse}",
    )


for _model in (AuditEntry, AuditLink):
    _table = _model.metadata.tables[_model.__tablename__]
    guard_table(_table, partial(guard_statements, _table.name), [f"{_table.name}_is_kept"])
