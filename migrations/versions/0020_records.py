"""Corrections, and what was taken out of any text that may be read."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020_records"
down_revision = "0019_who_was_asked"
branch_labels = None
depends_on = None

SQLITE = (
    (
        "CREATE TRIGGER record_correction_no_update BEFORE UPDATE ON record_correction WHEN (NEW.id IS "
        "NOT OLD.id OR NEW.table_name IS NOT OLD.table_name OR NEW.row_key IS NOT OLD.row_key OR "
        "NEW.place IS NOT OLD.place OR NEW.number IS NOT OLD.number OR (NEW.said IS NOT OLD.said AND NOT "
        "(EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'record_correction' AND row_key = "
        "CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.says IS NOT OLD.says AND NOT (EXISTS "
        "(SELECT 1 FROM record_sealed WHERE table_name = 'record_correction' AND row_key = CAST(OLD.id "
        "AS TEXT) AND is_being_changed))) OR (NEW.reason IS NOT OLD.reason AND NOT (EXISTS (SELECT 1 "
        "FROM record_sealed WHERE table_name = 'record_correction' AND row_key = CAST(OLD.id AS TEXT) "
        "AND is_being_changed))) OR NEW.made_at IS NOT OLD.made_at OR (NEW.made_by_id IS NOT NULL AND "
        "NEW.made_by_id IS NOT OLD.made_by_id)) BEGIN SELECT RAISE(ABORT, 'record_correction is part of "
        "the permanent record'); END"
    ),
    (
        "CREATE TRIGGER record_correction_no_delete BEFORE DELETE ON record_correction BEGIN SELECT "
        "RAISE(ABORT, 'record_correction is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER record_correction_no_replace BEFORE INSERT ON record_correction WHEN EXISTS "
        "(SELECT 1 FROM record_correction AS OLD WHERE (OLD.id = NEW.id) OR (OLD.table_name = "
        "NEW.table_name AND OLD.row_key = NEW.row_key AND OLD.place = NEW.place AND OLD.number = "
        "NEW.number)) BEGIN SELECT RAISE(ABORT, 'record_correction is part of the permanent record'); "
        "END"
    ),
)
POSTGRESQL = (
    (
        "CREATE FUNCTION record_correction_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF "
        "TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.table_name IS DISTINCT FROM "
        "OLD.table_name OR NEW.row_key IS DISTINCT FROM OLD.row_key OR NEW.place IS DISTINCT FROM "
        "OLD.place OR NEW.number IS DISTINCT FROM OLD.number OR (NEW.said IS DISTINCT FROM OLD.said AND "
        "NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'record_correction' AND row_key = "
        "CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.says IS DISTINCT FROM OLD.says AND NOT "
        "(EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'record_correction' AND row_key = "
        "CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.reason IS DISTINCT FROM OLD.reason AND NOT "
        "(EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'record_correction' AND row_key = "
        "CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.made_at IS DISTINCT FROM OLD.made_at OR "
        "(NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS DISTINCT FROM OLD.made_by_id)) THEN RAISE "
        "EXCEPTION 'record_correction is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE EXCEPTION "
        "'record_correction is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; "
        "END IF; RETURN OLD; END $$"
    ),
    (
        "CREATE TRIGGER record_correction_is_kept BEFORE UPDATE OR DELETE ON record_correction FOR EACH "
        "ROW EXECUTE FUNCTION record_correction_is_kept()"
    ),
    (
        "CREATE FUNCTION record_correction_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'record_correction is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END $$"
    ),
    (
        "CREATE TRIGGER record_correction_is_not_emptied BEFORE TRUNCATE ON record_correction FOR EACH "
        "STATEMENT EXECUTE FUNCTION record_correction_is_not_emptied()"
    ),
)


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "record_sealed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("row_key", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("original_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("seal_row", sa.String(length=64), nullable=False),
        sa.Column("is_being_changed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_sealed")),
    )
    with op.batch_alter_table("record_sealed", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_record_sealed_table_name_row_key"), ["table_name", "row_key"], unique=False
        )

    op.create_table(
        "record_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("row_key", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_record_correction_made_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_correction")),
        sa.UniqueConstraint(
            "table_name",
            "row_key",
            "place",
            "number",
            name=op.f("uq_record_correction_table_name_row_key_place_number"),
        ),
    )
    op.create_table(
        "record_redaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sealed_id", sa.Integer(), nullable=False),
        sa.Column("spans", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("public_note", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_record_redaction_made_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["sealed_id"], ["record_sealed.id"], name=op.f("fk_record_redaction_sealed_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["person.id"], name=op.f("fk_record_redaction_undone_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_redaction")),
    )
    with op.batch_alter_table("record_redaction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_record_redaction_sealed_id"), ["sealed_id"], unique=False)

    op.execute(
        "INSERT INTO record_sealed (table_name, row_key, place, original_sealed, seal_row, is_being_changed) "
        "SELECT 'submission', CAST(submission_id AS TEXT), 'answers.' || question, original_sealed, seal_row, false "
        "FROM redaction ORDER BY id"
    )
    op.execute(
        "INSERT INTO record_redaction (sealed_id, is_whole, code, note, public_note, made_at, made_by_id) "
        "SELECT record_sealed.id, false, reason_code, note, '', made_at, made_by_id "
        "FROM redaction JOIN record_sealed ON record_sealed.seal_row = redaction.seal_row ORDER BY redaction.id"
    )
    with op.batch_alter_table("redaction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_redaction_submission_id"))

    op.drop_table("redaction")
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Take the change back."""
    op.create_table(
        "redaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=30), nullable=False),
        sa.Column("reason_code", sa.String(length=30), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("original_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("seal_row", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_redaction_made_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_redaction_submission_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
    )
    op.execute(
        "INSERT INTO redaction (submission_id, question, reason_code, note, original_sealed, seal_row, made_at, "
        "made_by_id) SELECT CAST(row_key AS INTEGER), substr(place, 9), code, note, original_sealed, seal_row, "
        "made_at, made_by_id FROM record_redaction JOIN record_sealed ON record_sealed.id = sealed_id "
        "WHERE table_name = 'submission' AND place LIKE 'answers.%' ORDER BY record_redaction.id"
    )
    with op.batch_alter_table("redaction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_redaction_submission_id"), ["submission_id"], unique=False)

    with op.batch_alter_table("record_redaction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_record_redaction_sealed_id"))

    op.drop_table("record_redaction")
    op.drop_table("record_correction")
    with op.batch_alter_table("record_sealed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_record_sealed_table_name_row_key"))

    op.drop_table("record_sealed")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS record_correction_no_update")
        op.execute("DROP TRIGGER IF EXISTS record_correction_no_delete")
        op.execute("DROP TRIGGER IF EXISTS record_correction_no_replace")
        op.execute("DROP TRIGGER IF EXISTS record_correction_is_kept")
        op.execute("DROP TRIGGER IF EXISTS record_correction_is_not_emptied")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS record_correction_is_kept CASCADE")
        op.execute("DROP FUNCTION IF EXISTS record_correction_is_not_emptied CASCADE")
