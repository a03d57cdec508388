"""Letters are signed off, replies say whether a body agrees, and an action names its clause."""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0013_letters"
down_revision = "0012_amendments"
branch_labels = None
depends_on = None


SQLITE = (
    (
        "CREATE TRIGGER motion_action_change_no_update BEFORE UPDATE ON motion_action_change WHEN (NEW.id"
        " IS NOT OLD.id OR NEW.action_id IS NOT OLD.action_id OR NEW.from_state IS NOT OLD.from_state OR "
        "NEW.to_state IS NOT OLD.to_state OR NEW.happened_on IS NOT OLD.happened_on OR (NEW.note IS NOT "
        "OLD.note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_action_change' "
        "AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.made_at IS NOT OLD.made_at OR "
        "(NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS NOT OLD.made_by_id) OR NEW.reply IS NOT "
        "OLD.reply) BEGIN SELECT RAISE(ABORT, 'motion_action_change is part of the permanent record'); "
        "END"
    ),
    (
        "CREATE TRIGGER motion_action_change_no_delete BEFORE DELETE ON motion_action_change BEGIN SELECT"
        " RAISE(ABORT, 'motion_action_change is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_action_change_no_replace BEFORE INSERT ON motion_action_change WHEN EXISTS"
        " (SELECT 1 FROM motion_action_change AS OLD WHERE (OLD.id = NEW.id)) BEGIN SELECT RAISE(ABORT, "
        "'motion_action_change is part of the permanent record'); END"
    ),
)
POSTGRESQL = (
    (
        "CREATE OR REPLACE FUNCTION motion_action_change_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.action_id IS DISTINCT "
        "FROM OLD.action_id OR NEW.from_state IS DISTINCT FROM OLD.from_state OR NEW.to_state IS DISTINCT"
        " FROM OLD.to_state OR NEW.happened_on IS DISTINCT FROM OLD.happened_on OR (NEW.note IS DISTINCT "
        "FROM OLD.note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
        "'motion_action_change' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.made_at"
        " IS DISTINCT FROM OLD.made_at OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS DISTINCT FROM"
        " OLD.made_by_id) OR NEW.reply IS DISTINCT FROM OLD.reply) THEN RAISE EXCEPTION "
        "'motion_action_change is part of the permanent record' USING ERRCODE = 'insufficient_privilege';"
        " END IF; RETURN NEW; END IF; IF true THEN RAISE EXCEPTION 'motion_action_change is part of the "
        "permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN OLD; END $$"
    ),
)
BEFORE_SQLITE = (
    (
        "CREATE TRIGGER motion_action_change_no_update BEFORE UPDATE ON motion_action_change WHEN (NEW.id"
        " IS NOT OLD.id OR NEW.action_id IS NOT OLD.action_id OR NEW.from_state IS NOT OLD.from_state OR "
        "NEW.to_state IS NOT OLD.to_state OR NEW.happened_on IS NOT OLD.happened_on OR (NEW.note IS NOT "
        "OLD.note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_action_change' "
        "AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.made_at IS NOT OLD.made_at OR "
        "(NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS NOT OLD.made_by_id)) BEGIN SELECT RAISE(ABORT,"
        " 'motion_action_change is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_action_change_no_delete BEFORE DELETE ON motion_action_change BEGIN SELECT"
        " RAISE(ABORT, 'motion_action_change is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_action_change_no_replace BEFORE INSERT ON motion_action_change WHEN EXISTS"
        " (SELECT 1 FROM motion_action_change AS OLD WHERE (OLD.id = NEW.id)) BEGIN SELECT RAISE(ABORT, "
        "'motion_action_change is part of the permanent record'); END"
    ),
)
BEFORE_POSTGRESQL = (
    (
        "CREATE OR REPLACE FUNCTION motion_action_change_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.action_id IS DISTINCT "
        "FROM OLD.action_id OR NEW.from_state IS DISTINCT FROM OLD.from_state OR NEW.to_state IS DISTINCT"
        " FROM OLD.to_state OR NEW.happened_on IS DISTINCT FROM OLD.happened_on OR (NEW.note IS DISTINCT "
        "FROM OLD.note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
        "'motion_action_change' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.made_at"
        " IS DISTINCT FROM OLD.made_at OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS DISTINCT FROM"
        " OLD.made_by_id)) THEN RAISE EXCEPTION 'motion_action_change is part of the permanent record' "
        "USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE "
        "EXCEPTION 'motion_action_change is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END IF; RETURN OLD; END $$"
    ),
)
KNOWN = (
    "state IN ('not_known', 'not_started', 'drafted', 'sent', 'acknowledged"
    "', 'chased', 'replied', 'no_reply', 'overtaken', 'closed')"
)
KNOWN_BEFORE = (
    "state IN ('not_known', 'not_started', 'drafted', 'sent', 'chased', 'replied', 'no_reply', 'overtaken', 'closed')"
)


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "motion_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("signatory", sa.String(length=200), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["motion_action.id"], name=op.f("fk_motion_letter_action_id")),
        sa.ForeignKeyConstraint(
            ["signed_by_id"], ["person.id"], name=op.f("fk_motion_letter_signed_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_letter")),
        sa.UniqueConstraint("action_id", "number", name=op.f("uq_motion_letter_action_id_number")),
    )
    with op.batch_alter_table("motion_action", schema=None) as batch_op:
        batch_op.add_column(sa.Column("clause_key", sa.String(length=24), server_default="", nullable=False))
        batch_op.add_column(sa.Column("no_date_reason", sa.Text(), server_default="", nullable=False))
        batch_op.drop_constraint(batch_op.f("ck_motion_action_known_state"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_motion_action_known_state"), KNOWN)

    with op.batch_alter_table("motion_action_change", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "reply",
                sa.Enum("agreed", "partly", "refused", name="reply", native_enum=False, length=10),
                nullable=True,
            )
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_motion_action_change_known_reply"), "reply IN ('agreed', 'partly', 'refused')"
        )
    _put(SQLITE, POSTGRESQL)

    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER motion_letter_no_update BEFORE UPDATE ON motion_letter WHEN (NEW.id IS "
            "NOT OLD.id OR NEW.action_id IS NOT OLD.action_id OR NEW.number IS NOT OLD.number OR "
            "(NEW.recipient IS NOT OLD.recipient AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE "
            "table_name = 'motion_letter' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) "
            "OR (NEW.body IS NOT OLD.body AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE "
            "table_name = 'motion_letter' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) "
            "OR (NEW.signatory IS NOT OLD.signatory AND NOT (EXISTS (SELECT 1 FROM record_sealed "
            "WHERE table_name = 'motion_letter' AND row_key = CAST(OLD.id AS TEXT) AND "
            "is_being_changed))) OR NEW.signed_at IS NOT OLD.signed_at OR (NEW.signed_by_id IS NOT "
            "NULL AND NEW.signed_by_id IS NOT OLD.signed_by_id)) BEGIN SELECT RAISE(ABORT, "
            "'motion_letter is part of the permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER motion_letter_no_delete BEFORE DELETE ON motion_letter BEGIN SELECT "
            "RAISE(ABORT, 'motion_letter is part of the permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER motion_letter_no_replace BEFORE INSERT ON motion_letter WHEN EXISTS "
            "(SELECT 1 FROM motion_letter AS OLD WHERE (OLD.id = NEW.id) OR (OLD.action_id = "
            "NEW.action_id AND OLD.number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'motion_letter is "
            "part of the permanent record'); END"
        )

    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION motion_letter_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF "
            "TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.action_id IS DISTINCT "
            "FROM OLD.action_id OR NEW.number IS DISTINCT FROM OLD.number OR (NEW.recipient IS "
            "DISTINCT FROM OLD.recipient AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE "
            "table_name = 'motion_letter' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) "
            "OR (NEW.body IS DISTINCT FROM OLD.body AND NOT (EXISTS (SELECT 1 FROM record_sealed "
            "WHERE table_name = 'motion_letter' AND row_key = CAST(OLD.id AS TEXT) AND "
            "is_being_changed))) OR (NEW.signatory IS DISTINCT FROM OLD.signatory AND NOT (EXISTS "
            "(SELECT 1 FROM record_sealed WHERE table_name = 'motion_letter' AND row_key = "
            "CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.signed_at IS DISTINCT FROM "
            "OLD.signed_at OR (NEW.signed_by_id IS NOT NULL AND NEW.signed_by_id IS DISTINCT FROM "
            "OLD.signed_by_id)) THEN RAISE EXCEPTION 'motion_letter is part of the permanent record' "
            "USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE "
            "EXCEPTION 'motion_letter is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END IF; RETURN OLD; END $$"
        )
        op.execute(
            "CREATE TRIGGER motion_letter_is_kept BEFORE UPDATE OR DELETE ON motion_letter FOR EACH "
            "ROW EXECUTE FUNCTION motion_letter_is_kept()"
        )
        op.execute(
            "CREATE FUNCTION motion_letter_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'motion_letter is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END $$"
        )
        op.execute(
            "CREATE TRIGGER motion_letter_is_not_emptied BEFORE TRUNCATE ON motion_letter FOR EACH "
            "STATEMENT EXECUTE FUNCTION motion_letter_is_not_emptied()"
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("motion_action_change", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_motion_action_change_known_reply"), type_="check")
        batch_op.drop_column("reply")
    _put(BEFORE_SQLITE, BEFORE_POSTGRESQL)
    op.execute("UPDATE motion_action SET state = 'sent' WHERE state = 'acknowledged'")

    with op.batch_alter_table("motion_action", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_motion_action_known_state"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_motion_action_known_state"), KNOWN_BEFORE)
        batch_op.drop_column("no_date_reason")
        batch_op.drop_column("clause_key")

    op.drop_table("motion_letter")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS motion_letter_no_update")
        op.execute("DROP TRIGGER IF EXISTS motion_letter_no_delete")
        op.execute("DROP TRIGGER IF EXISTS motion_letter_no_replace")

    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS motion_letter_is_kept CASCADE")
        op.execute("DROP FUNCTION IF EXISTS motion_letter_is_not_emptied CASCADE")


def _put(sqlite: Iterable[str], postgresql: Iterable[str]) -> None:
    # SQLite made the table of what happened anew, and with it went its guards.
    for statement in postgresql if op.get_bind().dialect.name == "postgresql" else sqlite:
        op.execute(statement)
