"""The database takes no case whose number is not the one that was handed out last and follows the case before it."""

from sqlalchemy import Table

from consult.sdk.database import guard_table

_SQLITE_DDL = (
    "CREATE TRIGGER authorisation_case_is_numbered BEFORE INSERT ON authorisation_case WHEN NOT EXISTS ("
    "SELECT 1 FROM authorisation_series WHERE name = 'A-' || strftime('%Y', NEW.opened_on) "
    "AND NEW.number = name || '-' || printf('%03d', last) AND (last = 1 OR EXISTS ("
    "SELECT 1 FROM authorisation_case WHERE number = name || '-' || printf('%03d', last - 1)))) "
    "BEGIN SELECT RAISE(ABORT, 'numbers of authorisation_case follow each other'); END",
)
_POSTGRESQL_DDL = (
    "CREATE FUNCTION authorisation_case_is_numbered() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF NOT EXISTS (SELECT 1 FROM authorisation_series WHERE name = 'A-' || to_char(NEW.opened_on, 'YYYY') "
    "AND NEW.number = name || '-' || lpad(last::text, greatest(3, length(last::text)), '0') AND (last = 1 OR EXISTS ("
    "SELECT 1 FROM authorisation_case WHERE number = "
    "name || '-' || lpad((last - 1)::text, greatest(3, length((last - 1)::text)), '0')))) "
    "THEN RAISE EXCEPTION 'numbers of authorisation_case follow each other' USING ERRCODE = 'check_violation'; "
    "END IF; RETURN NEW; END $$",
    "CREATE TRIGGER authorisation_case_is_numbered BEFORE INSERT ON authorisation_case "
    "FOR EACH ROW EXECUTE FUNCTION authorisation_case_is_numbered()",
)


def guard_numbers(table: Table) -> None:
    """Have the database refuse a case with any other number than the next, from when the table is made."""
    guard_table(
        table,
        lambda dialect: _SQLITE_DDL if dialect == "sqlite" else _POSTGRESQL_DDL,
        ["authorisation_case_is_numbered"],
    )
