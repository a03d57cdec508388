"""The database counts rows itself, and finds them by words."""

import re
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = "0005_counts_and_search"
down_revision = "0004_follow_areas"
branch_labels = None
depends_on = None
_BEGINS = re.compile(r"(?<=[^\s\w])(?=[^\W_])")
_ROWS = sa.table("register_deployment", sa.column("id", sa.Integer), sa.column("words", sa.String))


def upgrade() -> None:
    """Make the change."""
    op.drop_index("ix_register_deployment_stage_held_on", "register_deployment")
    op.create_index(
        "ix_register_deployment_is_withheld_stage_held_on_id",
        "register_deployment",
        ["is_withheld", "stage", "held_on", "id"],
    )
    _rewrite(lambda words: _BEGINS.sub(" ", f" {words}")[:600])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER register_deployment_is_counted AFTER INSERT ON register_deployment BEGIN INSERT INTO "
            "register_year (year, rows) SELECT NEW.year, 0 WHERE NOT EXISTS (SELECT 1 FROM register_year WHERE "
            "year = NEW.year); UPDATE register_year SET rows = rows + 1 WHERE year = NEW.year; SELECT "
            "RAISE(ABORT, 'numbers of register_deployment follow each other') WHERE NEW.serial <> (SELECT rows "
            "FROM register_year WHERE year = NEW.year) OR NEW.number <> printf('D-%d-%03d', NEW.year, "
            "NEW.serial); END"
        )
        op.execute(
            "CREATE VIRTUAL TABLE register_search USING fts5(words, content = 'register_deployment', "
            "content_rowid = 'id', detail = none, tokenize = 'unicode61', prefix = '2 3 4 5 6 7')"
        )
        op.execute(
            "CREATE TRIGGER register_search_add AFTER INSERT ON register_deployment BEGIN INSERT INTO "
            "register_search (rowid, words) VALUES (NEW.id, NEW.words); END"
        )
        op.execute(
            "CREATE TRIGGER register_search_change AFTER UPDATE OF words ON register_deployment WHEN NEW.words IS"
            " NOT OLD.words BEGIN INSERT INTO register_search (register_search, rowid, words) VALUES ('delete', "
            "OLD.id, OLD.words); INSERT INTO register_search (rowid, words) VALUES (NEW.id, NEW.words); END"
        )
        op.execute("INSERT INTO register_search (register_search) VALUES ('rebuild')")
    else:
        op.execute(
            "CREATE FUNCTION register_deployment_is_counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT"
            " INTO register_year (year, rows) SELECT year, count(*) FROM added GROUP BY year ON CONFLICT (year) "
            "DO UPDATE SET rows = register_year.rows + excluded.rows; IF EXISTS (SELECT 1 FROM added JOIN "
            "register_year ON register_year.year = added.year WHERE added.serial NOT BETWEEN 1 AND "
            "register_year.rows OR added.number <> 'D-' || added.year || '-' || lpad(added.serial::text, "
            "greatest(3, length(added.serial::text)), '0')) THEN RAISE EXCEPTION 'numbers of register_deployment "
            "follow each other' USING ERRCODE = 'check_violation'; END IF; RETURN NULL; END $$"
        )
        op.execute(
            "CREATE TRIGGER register_deployment_is_counted AFTER INSERT ON register_deployment REFERENCING NEW "
            "TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION register_deployment_is_counted()"
        )
        op.execute(
            "CREATE INDEX ix_register_deployment_document ON register_deployment USING gin "
            "((array_to_tsvector(array_remove(regexp_split_to_array(words, '[^[:alnum:]]+'), ''))))"
        )


def downgrade() -> None:
    """Take the change back."""
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("register_search_add", "register_search_change", "register_deployment_is_counted"):
            op.execute(f"DROP TRIGGER {trigger}")
        op.execute("DROP TABLE register_search")
    else:
        op.drop_index("ix_register_deployment_document", "register_deployment")
        op.execute("DROP FUNCTION register_deployment_is_counted CASCADE")
    _rewrite(lambda words: re.sub(r"(?<=[^\s\w]) ", "", words).strip())
    op.drop_index("ix_register_deployment_is_withheld_stage_held_on_id", "register_deployment")
    op.create_index("ix_register_deployment_stage_held_on", "register_deployment", ["stage", "held_on"])


def _rewrite(written: Callable[[str], str]) -> None:
    """Write the words of every row in another form."""
    connection = op.get_bind()
    rows = [{"number": row.id, "said": written(row.words)} for row in connection.execute(sa.select(_ROWS))]
    if rows:
        change = sa.update(_ROWS).where(_ROWS.c.id == sa.bindparam("number")).values(words=sa.bindparam("said"))
        connection.execute(change, rows)
