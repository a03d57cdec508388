"""Earlier decisions that checks found, and whether a motion is heard within the months after them."""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0021_earlier_decisions"
down_revision = "0020_alterations"
branch_labels = None
depends_on = None

MET = "is_valid = (is_in_time AND is_in_scope AND is_within_words AND is_lawful{more})"
NAME = "ck_motion_check_valid_when_all_are_met"
SQLITE = (
    (
        "CREATE TRIGGER motion_check_no_update BEFORE UPDATE ON motion_check WHEN (NEW.id IS NOT "
        "OLD.id OR NEW.motion_id IS NOT OLD.motion_id OR NEW.text_id IS NOT OLD.text_id OR "
        "NEW.is_valid IS NOT OLD.is_valid OR NEW.is_in_time IS NOT OLD.is_in_time OR NEW.is_in_scope "
        "IS NOT OLD.is_in_scope OR NEW.is_within_words IS NOT OLD.is_within_words OR NEW.is_lawful IS"
        " NOT OLD.is_lawful OR NEW.meeting_on IS NOT OLD.meeting_on OR NEW.clear_days IS NOT "
        "OLD.clear_days OR NEW.clear_days_needed IS NOT OLD.clear_days_needed OR NEW.words IS NOT "
        "OLD.words OR NEW.words_allowed IS NOT OLD.words_allowed OR (NEW.reason IS NOT OLD.reason AND"
        " NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_check' AND row_key = "
        "CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.made_at IS NOT OLD.made_at OR "
        "(NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS NOT OLD.made_by_id) OR NEW.number IS NOT "
        "OLD.number OR NEW.is_heard IS NOT OLD.is_heard) BEGIN SELECT RAISE(ABORT, 'motion_check is "
        "part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_check_no_delete BEFORE DELETE ON motion_check BEGIN SELECT "
        "RAISE(ABORT, 'motion_check is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_check_no_replace BEFORE INSERT ON motion_check WHEN EXISTS (SELECT 1 "
        "FROM motion_check AS OLD WHERE (OLD.id = NEW.id) OR (OLD.text_id = NEW.text_id AND "
        "OLD.number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'motion_check is part of the permanent "
        "record'); END"
    ),
)

POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION motion_check_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT FROM "
    "OLD.motion_id OR NEW.text_id IS DISTINCT FROM OLD.text_id OR NEW.is_valid IS DISTINCT FROM "
    "OLD.is_valid OR NEW.is_in_time IS DISTINCT FROM OLD.is_in_time OR NEW.is_in_scope IS DISTINCT "
    "FROM OLD.is_in_scope OR NEW.is_within_words IS DISTINCT FROM OLD.is_within_words OR "
    "NEW.is_lawful IS DISTINCT FROM OLD.is_lawful OR NEW.meeting_on IS DISTINCT FROM OLD.meeting_on "
    "OR NEW.clear_days IS DISTINCT FROM OLD.clear_days OR NEW.clear_days_needed IS DISTINCT FROM "
    "OLD.clear_days_needed OR NEW.words IS DISTINCT FROM OLD.words OR NEW.words_allowed IS DISTINCT "
    "FROM OLD.words_allowed OR (NEW.reason IS DISTINCT FROM OLD.reason AND NOT (EXISTS (SELECT 1 FROM"
    " record_sealed WHERE table_name = 'motion_check' AND row_key = CAST(OLD.id AS TEXT) AND "
    "is_being_changed))) OR NEW.made_at IS DISTINCT FROM OLD.made_at OR (NEW.made_by_id IS NOT NULL "
    "AND NEW.made_by_id IS DISTINCT FROM OLD.made_by_id) OR NEW.number IS DISTINCT FROM OLD.number OR"
    " NEW.is_heard IS DISTINCT FROM OLD.is_heard) THEN RAISE EXCEPTION 'motion_check is part of the "
    "permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true "
    "THEN RAISE EXCEPTION 'motion_check is part of the permanent record' USING ERRCODE = "
    "'insufficient_privilege'; END IF; RETURN OLD; END $$"
)

BEFORE_SQLITE = (
    (
        "CREATE TRIGGER motion_check_no_update BEFORE UPDATE ON motion_check WHEN (NEW.id IS NOT "
        "OLD.id OR NEW.motion_id IS NOT OLD.motion_id OR NEW.text_id IS NOT OLD.text_id OR "
        "NEW.is_valid IS NOT OLD.is_valid OR NEW.is_in_time IS NOT OLD.is_in_time OR NEW.is_in_scope "
        "IS NOT OLD.is_in_scope OR NEW.is_within_words IS NOT OLD.is_within_words OR NEW.is_lawful IS"
        " NOT OLD.is_lawful OR NEW.meeting_on IS NOT OLD.meeting_on OR NEW.clear_days IS NOT "
        "OLD.clear_days OR NEW.clear_days_needed IS NOT OLD.clear_days_needed OR NEW.words IS NOT "
        "OLD.words OR NEW.words_allowed IS NOT OLD.words_allowed OR (NEW.reason IS NOT OLD.reason AND"
        " NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_check' AND row_key = "
        "CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.made_at IS NOT OLD.made_at OR "
        "(NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS NOT OLD.made_by_id) OR NEW.number IS NOT "
        "OLD.number) BEGIN SELECT RAISE(ABORT, 'motion_check is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_check_no_delete BEFORE DELETE ON motion_check BEGIN SELECT "
        "RAISE(ABORT, 'motion_check is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_check_no_replace BEFORE INSERT ON motion_check WHEN EXISTS (SELECT 1 "
        "FROM motion_check AS OLD WHERE (OLD.id = NEW.id) OR (OLD.text_id = NEW.text_id AND "
        "OLD.number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'motion_check is part of the permanent "
        "record'); END"
    ),
)

BEFORE_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION motion_check_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT FROM "
    "OLD.motion_id OR NEW.text_id IS DISTINCT FROM OLD.text_id OR NEW.is_valid IS DISTINCT FROM "
    "OLD.is_valid OR NEW.is_in_time IS DISTINCT FROM OLD.is_in_time OR NEW.is_in_scope IS DISTINCT "
    "FROM OLD.is_in_scope OR NEW.is_within_words IS DISTINCT FROM OLD.is_within_words OR "
    "NEW.is_lawful IS DISTINCT FROM OLD.is_lawful OR NEW.meeting_on IS DISTINCT FROM OLD.meeting_on "
    "OR NEW.clear_days IS DISTINCT FROM OLD.clear_days OR NEW.clear_days_needed IS DISTINCT FROM "
    "OLD.clear_days_needed OR NEW.words IS DISTINCT FROM OLD.words OR NEW.words_allowed IS DISTINCT "
    "FROM OLD.words_allowed OR (NEW.reason IS DISTINCT FROM OLD.reason AND NOT (EXISTS (SELECT 1 FROM"
    " record_sealed WHERE table_name = 'motion_check' AND row_key = CAST(OLD.id AS TEXT) AND "
    "is_being_changed))) OR NEW.made_at IS DISTINCT FROM OLD.made_at OR (NEW.made_by_id IS NOT NULL "
    "AND NEW.made_by_id IS DISTINCT FROM OLD.made_by_id) OR NEW.number IS DISTINCT FROM OLD.number) "
    "THEN RAISE EXCEPTION 'motion_check is part of the permanent record' USING ERRCODE = "
    "'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE EXCEPTION 'motion_check"
    " is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN OLD; "
    "END $$"
)


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "motion_earlier_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("is_rescission", sa.Boolean(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("free_on", sa.Date(), nullable=False),
        sa.Column("signatures", sa.Integer(), nullable=False),
        sa.Column("signatures_needed", sa.Integer(), nullable=False),
        sa.CheckConstraint("signatures >= 0", name=op.f("ck_motion_earlier_decision_no_fewer_than_none")),
        sa.ForeignKeyConstraint(["check_id"], ["motion_check.id"], name=op.f("fk_motion_earlier_decision_check_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_earlier_decision")),
        sa.UniqueConstraint("check_id", name=op.f("uq_motion_earlier_decision_check_id")),
    )
    _let_go()
    with op.batch_alter_table("motion_check", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_heard", sa.Boolean(), server_default=sa.true(), nullable=False))
    with op.batch_alter_table("motion_check", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(NAME), type_="check")
        batch_op.create_check_constraint(batch_op.f(NAME), MET.format(more=" AND is_heard"))
    _guard(SQLITE, POSTGRESQL)

    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER motion_earlier_decision_no_update BEFORE UPDATE ON "
            "motion_earlier_decision WHEN (NEW.id IS NOT OLD.id OR NEW.check_id IS NOT OLD.check_id "
            "OR NEW.is_rescission IS NOT OLD.is_rescission OR (NEW.number IS NOT OLD.number AND NOT "
            "(EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_earlier_decision' AND "
            "row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.decided_on IS NOT "
            "OLD.decided_on OR NEW.free_on IS NOT OLD.free_on OR NEW.signatures IS NOT OLD.signatures "
            "OR NEW.signatures_needed IS NOT OLD.signatures_needed) BEGIN SELECT RAISE(ABORT, "
            "'motion_earlier_decision is part of the permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER motion_earlier_decision_no_delete BEFORE DELETE ON "
            "motion_earlier_decision BEGIN SELECT RAISE(ABORT, 'motion_earlier_decision is part of "
            "the permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER motion_earlier_decision_no_replace BEFORE INSERT ON "
            "motion_earlier_decision WHEN EXISTS (SELECT 1 FROM motion_earlier_decision AS OLD WHERE "
            "(OLD.id = NEW.id) OR (OLD.check_id = NEW.check_id)) BEGIN SELECT RAISE(ABORT, "
            "'motion_earlier_decision is part of the permanent record'); END"
        )

    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION motion_earlier_decision_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.check_id IS "
            "DISTINCT FROM OLD.check_id OR NEW.is_rescission IS DISTINCT FROM OLD.is_rescission OR "
            "(NEW.number IS DISTINCT FROM OLD.number AND NOT (EXISTS (SELECT 1 FROM record_sealed "
            "WHERE table_name = 'motion_earlier_decision' AND row_key = CAST(OLD.id AS TEXT) AND "
            "is_being_changed))) OR NEW.decided_on IS DISTINCT FROM OLD.decided_on OR NEW.free_on IS "
            "DISTINCT FROM OLD.free_on OR NEW.signatures IS DISTINCT FROM OLD.signatures OR "
            "NEW.signatures_needed IS DISTINCT FROM OLD.signatures_needed) THEN RAISE EXCEPTION "
            "'motion_earlier_decision is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE EXCEPTION "
            "'motion_earlier_decision is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END IF; RETURN OLD; END $$"
        )
        op.execute(
            "CREATE TRIGGER motion_earlier_decision_is_kept BEFORE UPDATE OR DELETE ON "
            "motion_earlier_decision FOR EACH ROW EXECUTE FUNCTION motion_earlier_decision_is_kept()"
        )
        op.execute(
            "CREATE FUNCTION motion_earlier_decision_is_not_emptied() RETURNS trigger LANGUAGE "
            "plpgsql AS $$ BEGIN RAISE EXCEPTION 'motion_earlier_decision is part of the permanent "
            "record' USING ERRCODE = 'insufficient_privilege'; END $$"
        )
        op.execute(
            "CREATE TRIGGER motion_earlier_decision_is_not_emptied BEFORE TRUNCATE ON "
            "motion_earlier_decision FOR EACH STATEMENT EXECUTE FUNCTION "
            "motion_earlier_decision_is_not_emptied()"
        )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("motion_earlier_decision")
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete", "replace"):
            op.execute(f"DROP TRIGGER IF EXISTS motion_earlier_decision_no_{act}")

    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS motion_earlier_decision_is_kept CASCADE")
        op.execute("DROP FUNCTION IF EXISTS motion_earlier_decision_is_not_emptied CASCADE")
    _let_go()
    with op.batch_alter_table("motion_check", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(NAME), type_="check")
        batch_op.create_check_constraint(batch_op.f(NAME), MET.format(more=""))
        batch_op.drop_column("is_heard")
    _guard(BEFORE_SQLITE, BEFORE_POSTGRESQL)


def _let_go() -> None:
    """Take the guards off the checks, whose table is made again."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER motion_check_is_kept ON motion_check")
        return
    for act in ("update", "delete", "replace"):
        op.execute(f"DROP TRIGGER IF EXISTS motion_check_no_{act}")


def _guard(sqlite: Iterable[str], postgresql: str) -> None:
    """Put the guards on again."""
    if op.get_bind().dialect.name != "postgresql":
        for statement in sqlite:
            op.execute(statement)
        return
    op.execute(postgresql)
    op.execute(
        "CREATE TRIGGER motion_check_is_kept BEFORE UPDATE OR DELETE ON motion_check FOR EACH ROW EXECUTE FUNCTION "
        "motion_check_is_kept()"
    )
