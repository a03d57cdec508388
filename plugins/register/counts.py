"""The database counts the rows of each year itself, and refuses one whose number does not follow the last."""

from sqlalchemy import Table

from consult.sdk.database import guard_table

_SQLITE_DDL = (
    "CREATE TRIGGER register_deployment_is_counted AFTER INSERT ON register_deployment BEGIN "
    "INSERT INTO register_year (year, rows) SELECT NEW.year, 0 "
    "WHERE NOT EXISTS (SELECT 1 FROM register_year WHERE year = NEW.year); "
    "UPDATE register_year SET rows = rows + 1 WHERE year = NEW.year; "
    "SELECT RAISE(ABORT, 'numbers of register_deployment follow each other') "
    "WHERE NEW.serial <> (SELECT rows FROM register_year WHERE year = NEW.year) "
    "OR NEW.number <> printf('D-%d-%03d', NEW.year, NEW.serial); END",
)
_POSTGRESQL_DDL = (
    "CREATE FUNCTION register_deployment_is_counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "INSERT INTO register_year (year, rows) SELECT year, count(*) FROM added GROUP BY year "
    "ON CONFLICT (year) DO UPDATE SET rows = register_year.rows + excluded.rows; "
    "IF EXISTS (SELECT 1 FROM added JOIN register_year ON register_year.year = added.year "
    "WHERE added.serial NOT BETWEEN 1 AND register_year.rows OR added.number <> "
    "'D-' || added.year || '-' || lpad(added.serial::text, greatest(3, length(added.serial::text)), '0')) "
    "THEN RAISE EXCEPTION 'numbers of register_deployment follow each other' USING ERRCODE = 'check_violation'; "
    "END IF; RETURN NULL; END $$",
    "CREATE TRIGGER register_deployment_is_counted AFTER INSERT ON register_deployment REFERENCING NEW TABLE AS added "
    "FOR EACH STATEMENT EXECUTE FUNCTION register_deployment_is_counted()",
)


def count_rows(table: Table) -> None:
    """Have the database count the rows of the register, from when the table is made."""
    guard_table(
        table,
        lambda dialect: _SQLITE_DDL if dialect == "sqlite" else _POSTGRESQL_DDL,
        ["register_deployment_is_counted"],
    )
