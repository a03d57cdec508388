"""Exact counts of a first edition: asked for by one officer, signed by another, and kept as they are."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0061_exact_counts"
down_revision = "0060_counts_of_reports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "exact_request",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_exact_request_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_exact_request_asked_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["signed_by_id"], ["person.id"], name=op.f("fk_exact_request_signed_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_exact_request")),
    )
    op.create_table(
        "exact_counts",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("because <> ''", name=op.f("ck_exact_counts_for_a_reason")),
        sa.CheckConstraint("asked_by_id <> signed_by_id", name=op.f("ck_exact_counts_by_two")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_exact_counts_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_exact_counts_asked_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_exact_counts_edition_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["signed_by_id"], ["person.id"], name=op.f("fk_exact_counts_signed_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_exact_counts")),
        sa.UniqueConstraint("edition_id", name=op.f("uq_exact_counts_edition_id")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER exact_counts_no_update BEFORE UPDATE ON exact_counts WHEN "
            "(NEW.activity_id IS NOT OLD.activity_id OR NEW.edition_id IS NOT OLD.edition_id OR "
            "NEW.counts IS NOT OLD.counts OR (NEW.because IS NOT OLD.because AND NOT (EXISTS (SELECT "
            "1 FROM record_sealed WHERE table_name = 'exact_counts' AND row_key = "
            "CAST(OLD.activity_id AS TEXT) AND is_being_changed))) OR NEW.asked_at IS NOT "
            "OLD.asked_at OR (NEW.asked_by_id IS NOT NULL AND NEW.asked_by_id IS NOT OLD.asked_by_id) "
            "OR NEW.signed_at IS NOT OLD.signed_at OR (NEW.signed_by_id IS NOT NULL AND "
            "NEW.signed_by_id IS NOT OLD.signed_by_id)) BEGIN SELECT RAISE(ABORT, 'exact_counts is "
            "part of the permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER exact_counts_no_delete BEFORE DELETE ON exact_counts WHEN EXISTS (SELECT "
            "1 FROM activity WHERE id = OLD.activity_id) BEGIN SELECT RAISE(ABORT, 'exact_counts is "
            "part of the permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER exact_counts_no_replace BEFORE INSERT ON exact_counts WHEN EXISTS (SELECT "
            "1 FROM exact_counts AS OLD WHERE ((OLD.activity_id = NEW.activity_id) OR (OLD.edition_id "
            "= NEW.edition_id)) AND EXISTS (SELECT 1 FROM activity WHERE id = OLD.activity_id)) BEGIN "
            "SELECT RAISE(ABORT, 'exact_counts is part of the permanent record'); END"
        )

    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION exact_counts_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF "
            "TG_OP = 'UPDATE' THEN IF (NEW.activity_id IS DISTINCT FROM OLD.activity_id OR "
            "NEW.edition_id IS DISTINCT FROM OLD.edition_id OR NEW.counts IS DISTINCT FROM OLD.counts "
            "OR (NEW.because IS DISTINCT FROM OLD.because AND NOT (EXISTS (SELECT 1 FROM "
            "record_sealed WHERE table_name = 'exact_counts' AND row_key = CAST(OLD.activity_id AS "
            "TEXT) AND is_being_changed))) OR NEW.asked_at IS DISTINCT FROM OLD.asked_at OR "
            "(NEW.asked_by_id IS NOT NULL AND NEW.asked_by_id IS DISTINCT FROM OLD.asked_by_id) OR "
            "NEW.signed_at IS DISTINCT FROM OLD.signed_at OR (NEW.signed_by_id IS NOT NULL AND "
            "NEW.signed_by_id IS DISTINCT FROM OLD.signed_by_id)) THEN RAISE EXCEPTION 'exact_counts "
            "is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; "
            "RETURN NEW; END IF; IF EXISTS (SELECT 1 FROM activity WHERE id = OLD.activity_id) THEN "
            "RAISE EXCEPTION 'exact_counts is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END IF; RETURN OLD; END $$"
        )
        op.execute(
            "CREATE TRIGGER exact_counts_is_kept BEFORE UPDATE OR DELETE ON exact_counts FOR EACH ROW "
            "EXECUTE FUNCTION exact_counts_is_kept()"
        )
        op.execute(
            "CREATE FUNCTION exact_counts_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'exact_counts is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END $$"
        )
        op.execute(
            "CREATE TRIGGER exact_counts_is_not_emptied BEFORE TRUNCATE ON exact_counts FOR EACH "
            "STATEMENT EXECUTE FUNCTION exact_counts_is_not_emptied()"
        )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("exact_counts")
    op.drop_table("exact_request")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS exact_counts_no_update")
        op.execute("DROP TRIGGER IF EXISTS exact_counts_no_delete")
        op.execute("DROP TRIGGER IF EXISTS exact_counts_no_replace")

    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS exact_counts_is_kept CASCADE")
        op.execute("DROP FUNCTION IF EXISTS exact_counts_is_not_emptied CASCADE")
