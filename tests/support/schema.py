"""A database's schema as plain values, to be compared."""

from typing import Any

from sqlalchemy import Connection, inspect


def described(connection: Connection) -> dict[str, Any]:
    """Return every table with its columns, keys, checks and indexes, and what was written by hand beside them."""
    inspector = inspect(connection)
    tables = {
        table: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"], str(column["default"]))
                for column in inspector.get_columns(table)
            ],
            "primary key": inspector.get_pk_constraint(table)["constrained_columns"],
            "foreign keys": sorted(
                (
                    key["name"] or "",
                    key["constrained_columns"],
                    key["referred_table"],
                    str(sorted(key["options"].items())),
                )
                for key in inspector.get_foreign_keys(table)
            ),
            "unique": sorted(
                (get_unique_constraint["name"] or "", get_unique_constraint["column_names"])
                for get_unique_constraint in inspector.get_unique_constraints(table)
            ),
            "checks": sorted(
                (get_check_constraint["name"] or "", _plain(get_check_constraint["sqltext"]))
                for get_check_constraint in inspector.get_check_constraints(table)
            ),
            "indexes": sorted(
                (get_index["name"] or "", get_index["column_names"], get_index["unique"])
                for get_index in inspector.get_indexes(table)
            ),
        }
        for table in inspector.get_table_names()
        if not table.endswith("_alembic_version")
    }
    return {"tables": tables, "by hand": _by_hand(connection)}


def _plain(check: str) -> str:
    return " ".join(check.replace("(", " ").replace(")", " ").split())


def _by_hand(connection: Connection) -> list[tuple[Any, ...]]:
    if connection.dialect.name == "sqlite":
        query = (
            "SELECT type, name, sql FROM sqlite_master "
            "WHERE type = 'trigger' OR sql LIKE 'CREATE VIRTUAL%' ORDER BY 1, 2"
        )
    else:
        query = (
            "SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal "
            "UNION SELECT 'function', proname, prosrc FROM pg_proc "
            "WHERE pronamespace = 'public'::regnamespace ORDER BY 1, 2"
        )
    return [(kind, name, " ".join(source.split())) for kind, name, source in connection.exec_driver_sql(query)]
