"""Rows that the database itself keeps: triggers refuse to change or delete them, whoever asks."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Column, Table, UniqueConstraint
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase

from consult.kernel.table_guards import guard_table

REFUSED = "part of the permanent record"


def is_kept(error: BaseException) -> bool:
    """Whether the database refused this because the row is kept."""
    return isinstance(error, DBAPIError) and REFUSED in str(error.orig)


def keep_rows(
    model: type[DeclarativeBase],
    *,
    once: str = "",
    goes_with: str = "",
    free: tuple[str, ...] = (),
    moves: Mapping[str, str] | None = None,
    texts: tuple[str, ...] = (),
) -> None:
    """Have the database refuse to change or delete rows of a table, from when the table is made.

    `once` is a condition on the row as it was (`OLD`), for tables whose rows begin as drafts. A column that names a
    person, and is emptied when the person's row goes, may be emptied here too. `free` columns may change; a column of
    `moves` only as its condition on `OLD` and `NEW` says; one of `texts` only while something is taken out of the row,
    whose original is sealed, or put back. With `goes_with`, the column that points to what a row
    belongs to, rows go when that goes.
    """
    table = model.metadata.tables[model.__tablename__]

    def _statements(dialect: str) -> Iterator[str]:
        return guard_statements(table, dialect, once, goes_with, free, moves or {}, texts)

    guard_table(table, _statements, [f"{table.name}_is_kept", f"{table.name}_is_not_emptied"])


def guard_statements(
    table: Table,
    dialect: str,
    once: str,
    goes_with: str,
    free: tuple[str, ...],
    moves: Mapping[str, str],
    texts: tuple[str, ...] = (),
) -> Iterator[str]:
    """Yield the statements that make a database keep the rows; a revision holds a copy of them."""
    is_other = "IS NOT" if dialect == "sqlite" else "IS DISTINCT FROM"
    sealed = dict.fromkeys(texts, _sealed(table))
    both = {name: f"{condition} OR {sealed[name]}" for name, condition in moves.items() if name in sealed}
    changed = " OR ".join(_changes(table, is_other, free, {**sealed, **moves, **both}))
    kept = f"({once}) AND " if once else ""
    gone = _stays(table, goes_with)
    if dialect == "sqlite":
        lasting = " AND ".join(part for part in (once and f"({once})", gone) if part)
        yield _sqlite(table, "UPDATE", f"{kept}({changed})")
        yield _sqlite(table, "DELETE", lasting)
        yield _sqlite_replacement(table, lasting)
        return
    refuse = f"RAISE EXCEPTION '{table.name} is {REFUSED}' USING ERRCODE = 'insufficient_privilege';"
    yield (
        f"CREATE FUNCTION {table.name}_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' THEN IF {kept}({changed}) THEN {refuse} END IF; RETURN NEW; END IF; "
        f"IF {kept}{gone or 'true'} THEN {refuse} END IF; RETURN OLD; END $$"
    )
    yield (
        f"CREATE TRIGGER {table.name}_is_kept BEFORE UPDATE OR DELETE ON {table.name} "
        f"FOR EACH ROW EXECUTE FUNCTION {table.name}_is_kept()"
    )
    yield (
        f"CREATE FUNCTION {table.name}_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse} END $$"
    )
    yield (
        f"CREATE TRIGGER {table.name}_is_not_emptied BEFORE TRUNCATE ON {table.name} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table.name}_is_not_emptied()"
    )


def _sqlite_replacement(table: Table, lasting: str) -> str:
    # INSERT OR REPLACE deletes the row it takes the place of without asking the trigger against DELETE.
    same = " OR ".join(
        "(" + " AND ".join(f"OLD.{column.name} = NEW.{column.name}" for column in key) + ")" for key in _keys(table)
    )
    condition = f"({same}) AND {lasting}" if lasting else same
    there = f"EXISTS (SELECT 1 FROM {table.name} AS OLD WHERE {condition})"  # noqa: S608 (names of our tables)
    return _sqlite(table, "INSERT", there, "replace")


def _keys(table: Table) -> Iterator[list[Column[object]]]:
    yield list(table.primary_key.columns)
    others = [part for part in table.constraints if isinstance(part, UniqueConstraint)]
    yield from sorted((list(part.columns) for part in others), key=str)
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        if index.unique and index.dialect_options["sqlite"]["where"] is None and list(index.columns):
            yield list(index.columns)


def _sqlite(table: Table, action: str, condition: str, name: str = "") -> str:
    when = f" WHEN {condition}" if condition else ""
    return (
        f"CREATE TRIGGER {table.name}_no_{name or action.lower()} BEFORE {action} ON {table.name}{when} "
        f"BEGIN SELECT RAISE(ABORT, '{table.name} is {REFUSED}'); END"
    )


def _changes(table: Table, is_other: str, free: tuple[str, ...], moves: Mapping[str, str]) -> Iterator[str]:
    for column in table.columns:
        name = column.name
        if name in free:
            continue
        is_changed = f"NEW.{name} {is_other} OLD.{name}"
        if name in moves:
            yield f"({is_changed} AND NOT ({moves[name]}))"
        elif any(key.ondelete == "SET NULL" for key in column.foreign_keys):
            yield f"(NEW.{name} IS NOT NULL AND {is_changed})"
        else:
            yield is_changed


def _sealed(table: Table) -> str:
    key = " || '-' || ".join(f"CAST(OLD.{column.name} AS TEXT)" for column in table.primary_key.columns)
    there = f"table_name = '{table.name}' AND row_key = {key} AND is_being_changed"
    return f"EXISTS (SELECT 1 FROM record_sealed WHERE {there})"  # noqa: S608 (names of our tables)


def _stays(table: Table, goes_with: str) -> str:
    if not goes_with:
        return ""
    owner = next(iter(table.columns[goes_with].foreign_keys)).target_fullname.split(".")
    return f"EXISTS (SELECT 1 FROM {owner[0]} WHERE {owner[1]} = OLD.{goes_with})"  # noqa: S608 (names of our tables)
