"""The database takes exact counts of an only edition without cross-tables, and no other edition beside them."""

from functools import partial

from sqlalchemy import Table

from consult.kernel.table_guards import guard_table

_FOLLOWS = "EXISTS (SELECT 1 FROM exact_counts WHERE activity_id = NEW.activity_id)"
_IS_NOT_ALONE = (
    "NOT EXISTS (SELECT 1 FROM edition WHERE id = NEW.edition_id AND activity_id = NEW.activity_id "
    "AND number = 1 AND crossed IS NULL) "
    "OR EXISTS (SELECT 1 FROM edition WHERE activity_id = NEW.activity_id AND id <> NEW.edition_id)"
)


def guard_only_edition(editions: Table, exact_counts: Table) -> None:
    """Have the database refuse what may not stand beside the other, from when the tables are made."""
    for table, name, refused in (
        (editions, "edition_is_not_after_exact_counts", _FOLLOWS),
        (exact_counts, "exact_counts_are_of_only_edition", _IS_NOT_ALONE),
    ):
        guard_table(table, partial(_statements, table.name, name, refused), [name])


def _statements(table: str, name: str, refused: str, dialect: str) -> tuple[str, ...]:
    if dialect == "sqlite":
        return (
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {refused} BEGIN SELECT RAISE(ABORT, '{name}'); END",
        )
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {refused} "
        f"THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )
