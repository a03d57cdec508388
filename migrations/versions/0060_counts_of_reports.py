"""Numbers of a report beside the tables of an edition are drawn once for each edition, and kept."""

import sqlalchemy as sa
from alembic import op

revision = "0060_counts_of_reports"
down_revision = "0059_versions_of_reports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "report_count",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column(
            "what",
            sa.Enum("theme", "coded", "texts", "addresses", "excluded", name="told", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("key", sa.String(length=30), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_report_count_edition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition_id", "what", "key", name=op.f("pk_report_count")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER report_count_no_update BEFORE UPDATE ON report_count WHEN (NEW.edition_id "
            "IS NOT OLD.edition_id OR NEW.what IS NOT OLD.what OR NEW.key IS NOT OLD.key OR "
            "NEW.number IS NOT OLD.number) BEGIN SELECT RAISE(ABORT, 'report_count is part of the "
            "permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER report_count_no_delete BEFORE DELETE ON report_count WHEN EXISTS (SELECT "
            "1 FROM edition WHERE id = OLD.edition_id) BEGIN SELECT RAISE(ABORT, 'report_count is "
            "part of the permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER report_count_no_replace BEFORE INSERT ON report_count WHEN EXISTS (SELECT "
            "1 FROM report_count AS OLD WHERE ((OLD.edition_id = NEW.edition_id AND OLD.what = "
            "NEW.what AND OLD.key = NEW.key)) AND EXISTS (SELECT 1 FROM edition WHERE id = "
            "OLD.edition_id)) BEGIN SELECT RAISE(ABORT, 'report_count is part of the permanent "
            "record'); END"
        )

    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION report_count_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF "
            "TG_OP = 'UPDATE' THEN IF (NEW.edition_id IS DISTINCT FROM OLD.edition_id OR NEW.what IS "
            "DISTINCT FROM OLD.what OR NEW.key IS DISTINCT FROM OLD.key OR NEW.number IS DISTINCT "
            "FROM OLD.number) THEN RAISE EXCEPTION 'report_count is part of the permanent record' "
            "USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF EXISTS (SELECT "
            "1 FROM edition WHERE id = OLD.edition_id) THEN RAISE EXCEPTION 'report_count is part of "
            "the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN OLD; END "
            "$$"
        )
        op.execute(
            "CREATE TRIGGER report_count_is_kept BEFORE UPDATE OR DELETE ON report_count FOR EACH ROW "
            "EXECUTE FUNCTION report_count_is_kept()"
        )
        op.execute(
            "CREATE FUNCTION report_count_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'report_count is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END $$"
        )
        op.execute(
            "CREATE TRIGGER report_count_is_not_emptied BEFORE TRUNCATE ON report_count FOR EACH "
            "STATEMENT EXECUTE FUNCTION report_count_is_not_emptied()"
        )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("report_count")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS report_count_no_update")
        op.execute("DROP TRIGGER IF EXISTS report_count_no_delete")
        op.execute("DROP TRIGGER IF EXISTS report_count_no_replace")

    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS report_count_is_kept CASCADE")
        op.execute("DROP FUNCTION IF EXISTS report_count_is_not_emptied CASCADE")
