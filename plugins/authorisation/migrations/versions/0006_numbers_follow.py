"""Have the database refuse a case whose number does not follow the last one."""

from alembic import op

revision = "0006_numbers_follow"
down_revision = "0005_open_views_and_answers"
branch_labels = None
depends_on = None

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


def upgrade() -> None:
    """Make the change."""
    connection = op.get_bind()
    for statement in _SQLITE_DDL if connection.dialect.name == "sqlite" else _POSTGRESQL_DDL:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """Take the change back."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER authorisation_case_is_numbered")
    else:
        op.execute("DROP FUNCTION authorisation_case_is_numbered() CASCADE")
