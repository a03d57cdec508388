"""Who arrived late at a meeting or left it, and at which time a vote was."""

import sqlalchemy as sa
from alembic import op

revision = "0022_who_arrived_late_or_left"
down_revision = "0021_earlier_decisions"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE TRIGGER motion_division_no_update BEFORE UPDATE ON motion_division WHEN (NEW.id IS NOT "
    "OLD.id OR NEW.motion_id IS NOT OLD.motion_id OR NEW.held_on IS NOT OLD.held_on OR NEW.is_named "
    "IS NOT OLD.is_named OR NEW.is_unanimous IS NOT OLD.is_unanimous OR NEW.for_count IS NOT "
    "OLD.for_count OR NEW.against_count IS NOT OLD.against_count OR NEW.abstain_count IS NOT "
    "OLD.abstain_count OR NEW.absent_count IS NOT OLD.absent_count OR NEW.interest_count IS NOT "
    "OLD.interest_count OR (NEW.casting_vote IS NOT OLD.casting_vote AND NOT (OLD.outcome = 'tied' "
    "AND NEW.outcome <> 'tied' AND NEW.casting_vote IS NOT NULL)) OR (NEW.chair_name IS NOT "
    "OLD.chair_name AND NOT (OLD.outcome = 'tied' AND NEW.outcome <> 'tied' AND NEW.casting_vote IS "
    "NOT NULL OR EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_division' AND row_key"
    " = CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.outcome IS NOT OLD.outcome AND NOT "
    "(OLD.outcome = 'tied' AND NEW.outcome <> 'tied' AND NEW.casting_vote IS NOT NULL)) OR (NEW.note "
    "IS NOT OLD.note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
    "'motion_division' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.recorded_at "
    "IS NOT OLD.recorded_at OR (NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS NOT "
    "OLD.recorded_by_id) OR NEW.number IS NOT OLD.number OR NEW.question IS NOT OLD.question OR "
    "NEW.text_id IS NOT OLD.text_id OR NEW.closure IS NOT OLD.closure OR NEW.threshold IS NOT "
    "OLD.threshold OR NEW.at_time IS NOT OLD.at_time) BEGIN SELECT RAISE(ABORT, 'motion_division is "
    "part of the permanent record'); END"
)

POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION motion_division_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT "
    "FROM OLD.motion_id OR NEW.held_on IS DISTINCT FROM OLD.held_on OR NEW.is_named IS DISTINCT FROM "
    "OLD.is_named OR NEW.is_unanimous IS DISTINCT FROM OLD.is_unanimous OR NEW.for_count IS DISTINCT "
    "FROM OLD.for_count OR NEW.against_count IS DISTINCT FROM OLD.against_count OR NEW.abstain_count "
    "IS DISTINCT FROM OLD.abstain_count OR NEW.absent_count IS DISTINCT FROM OLD.absent_count OR "
    "NEW.interest_count IS DISTINCT FROM OLD.interest_count OR (NEW.casting_vote IS DISTINCT FROM "
    "OLD.casting_vote AND NOT (OLD.outcome = 'tied' AND NEW.outcome <> 'tied' AND NEW.casting_vote IS"
    " NOT NULL)) OR (NEW.chair_name IS DISTINCT FROM OLD.chair_name AND NOT (OLD.outcome = 'tied' AND"
    " NEW.outcome <> 'tied' AND NEW.casting_vote IS NOT NULL OR EXISTS (SELECT 1 FROM record_sealed "
    "WHERE table_name = 'motion_division' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) "
    "OR (NEW.outcome IS DISTINCT FROM OLD.outcome AND NOT (OLD.outcome = 'tied' AND NEW.outcome <> "
    "'tied' AND NEW.casting_vote IS NOT NULL)) OR (NEW.note IS DISTINCT FROM OLD.note AND NOT (EXISTS"
    " (SELECT 1 FROM record_sealed WHERE table_name = 'motion_division' AND row_key = CAST(OLD.id AS "
    "TEXT) AND is_being_changed))) OR NEW.recorded_at IS DISTINCT FROM OLD.recorded_at OR "
    "(NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS DISTINCT FROM OLD.recorded_by_id) OR "
    "NEW.number IS DISTINCT FROM OLD.number OR NEW.question IS DISTINCT FROM OLD.question OR "
    "NEW.text_id IS DISTINCT FROM OLD.text_id OR NEW.closure IS DISTINCT FROM OLD.closure OR "
    "NEW.threshold IS DISTINCT FROM OLD.threshold OR NEW.at_time IS DISTINCT FROM OLD.at_time) THEN "
    "RAISE EXCEPTION 'motion_division is part of the permanent record' USING ERRCODE = "
    "'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE EXCEPTION "
    "'motion_division is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END "
    "IF; RETURN OLD; END $$"
)

BEFORE_SQLITE = (
    "CREATE TRIGGER motion_division_no_update BEFORE UPDATE ON motion_division WHEN (NEW.id IS NOT "
    "OLD.id OR NEW.motion_id IS NOT OLD.motion_id OR NEW.held_on IS NOT OLD.held_on OR NEW.is_named "
    "IS NOT OLD.is_named OR NEW.is_unanimous IS NOT OLD.is_unanimous OR NEW.for_count IS NOT "
    "OLD.for_count OR NEW.against_count IS NOT OLD.against_count OR NEW.abstain_count IS NOT "
    "OLD.abstain_count OR NEW.absent_count IS NOT OLD.absent_count OR NEW.interest_count IS NOT "
    "OLD.interest_count OR (NEW.casting_vote IS NOT OLD.casting_vote AND NOT (OLD.outcome = 'tied' "
    "AND NEW.outcome <> 'tied' AND NEW.casting_vote IS NOT NULL)) OR (NEW.chair_name IS NOT "
    "OLD.chair_name AND NOT (OLD.outcome = 'tied' AND NEW.outcome <> 'tied' AND NEW.casting_vote IS "
    "NOT NULL OR EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_division' AND row_key"
    " = CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.outcome IS NOT OLD.outcome AND NOT "
    "(OLD.outcome = 'tied' AND NEW.outcome <> 'tied' AND NEW.casting_vote IS NOT NULL)) OR (NEW.note "
    "IS NOT OLD.note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
    "'motion_division' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.recorded_at "
    "IS NOT OLD.recorded_at OR (NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS NOT "
    "OLD.recorded_by_id) OR NEW.number IS NOT OLD.number OR NEW.question IS NOT OLD.question OR "
    "NEW.text_id IS NOT OLD.text_id OR NEW.closure IS NOT OLD.closure OR NEW.threshold IS NOT "
    "OLD.threshold) BEGIN SELECT RAISE(ABORT, 'motion_division is part of the permanent record'); END"
)

BEFORE_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION motion_division_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT "
    "FROM OLD.motion_id OR NEW.held_on IS DISTINCT FROM OLD.held_on OR NEW.is_named IS DISTINCT FROM "
    "OLD.is_named OR NEW.is_unanimous IS DISTINCT FROM OLD.is_unanimous OR NEW.for_count IS DISTINCT "
    "FROM OLD.for_count OR NEW.against_count IS DISTINCT FROM OLD.against_count OR NEW.abstain_count "
    "IS DISTINCT FROM OLD.abstain_count OR NEW.absent_count IS DISTINCT FROM OLD.absent_count OR "
    "NEW.interest_count IS DISTINCT FROM OLD.interest_count OR (NEW.casting_vote IS DISTINCT FROM "
    "OLD.casting_vote AND NOT (OLD.outcome = 'tied' AND NEW.outcome <> 'tied' AND NEW.casting_vote IS"
    " NOT NULL)) OR (NEW.chair_name IS DISTINCT FROM OLD.chair_name AND NOT (OLD.outcome = 'tied' AND"
    " NEW.outcome <> 'tied' AND NEW.casting_vote IS NOT NULL OR EXISTS (SELECT 1 FROM record_sealed "
    "WHERE table_name = 'motion_division' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) "
    "OR (NEW.outcome IS DISTINCT FROM OLD.outcome AND NOT (OLD.outcome = 'tied' AND NEW.outcome <> "
    "'tied' AND NEW.casting_vote IS NOT NULL)) OR (NEW.note IS DISTINCT FROM OLD.note AND NOT (EXISTS"
    " (SELECT 1 FROM record_sealed WHERE table_name = 'motion_division' AND row_key = CAST(OLD.id AS "
    "TEXT) AND is_being_changed))) OR NEW.recorded_at IS DISTINCT FROM OLD.recorded_at OR "
    "(NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS DISTINCT FROM OLD.recorded_by_id) OR "
    "NEW.number IS DISTINCT FROM OLD.number OR NEW.question IS DISTINCT FROM OLD.question OR "
    "NEW.text_id IS DISTINCT FROM OLD.text_id OR NEW.closure IS DISTINCT FROM OLD.closure OR "
    "NEW.threshold IS DISTINCT FROM OLD.threshold) THEN RAISE EXCEPTION 'motion_division is part of "
    "the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF "
    "true THEN RAISE EXCEPTION 'motion_division is part of the permanent record' USING ERRCODE = "
    "'insufficient_privilege'; END IF; RETURN OLD; END $$"
)


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "motion_movement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attendance_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("arrived", "left", "mistaken", name="movementkind", native_enum=False, length=10),
            nullable=False,
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('arrived', 'left', 'mistaken')", name=op.f("ck_motion_movement_known_kind")),
        sa.ForeignKeyConstraint(
            ["attendance_id"], ["motion_attendance.id"], name=op.f("fk_motion_movement_attendance_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_motion_movement_recorded_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_movement")),
        sa.UniqueConstraint("attendance_id", "at", "kind", name=op.f("uq_motion_movement_attendance_id_at_kind")),
    )
    op.add_column("motion_division", sa.Column("at_time", sa.String(length=5), server_default="", nullable=False))
    _guard(SQLITE, POSTGRESQL)

    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER motion_movement_no_update BEFORE UPDATE ON motion_movement WHEN (NEW.id "
            "IS NOT OLD.id OR NEW.attendance_id IS NOT OLD.attendance_id OR NEW.at IS NOT OLD.at OR "
            "NEW.kind IS NOT OLD.kind OR NEW.recorded_at IS NOT OLD.recorded_at OR "
            "(NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS NOT OLD.recorded_by_id)) BEGIN "
            "SELECT RAISE(ABORT, 'motion_movement is part of the permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER motion_movement_no_delete BEFORE DELETE ON motion_movement BEGIN SELECT "
            "RAISE(ABORT, 'motion_movement is part of the permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER motion_movement_no_replace BEFORE INSERT ON motion_movement WHEN EXISTS "
            "(SELECT 1 FROM motion_movement AS OLD WHERE (OLD.id = NEW.id) OR (OLD.attendance_id = "
            "NEW.attendance_id AND OLD.at = NEW.at AND OLD.kind = NEW.kind)) BEGIN SELECT "
            "RAISE(ABORT, 'motion_movement is part of the permanent record'); END"
        )

    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION motion_movement_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.attendance_id IS "
            "DISTINCT FROM OLD.attendance_id OR NEW.at IS DISTINCT FROM OLD.at OR NEW.kind IS "
            "DISTINCT FROM OLD.kind OR NEW.recorded_at IS DISTINCT FROM OLD.recorded_at OR "
            "(NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS DISTINCT FROM "
            "OLD.recorded_by_id)) THEN RAISE EXCEPTION 'motion_movement is part of the permanent "
            "record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true "
            "THEN RAISE EXCEPTION 'motion_movement is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END IF; RETURN OLD; END $$"
        )
        op.execute(
            "CREATE TRIGGER motion_movement_is_kept BEFORE UPDATE OR DELETE ON motion_movement FOR "
            "EACH ROW EXECUTE FUNCTION motion_movement_is_kept()"
        )
        op.execute(
            "CREATE FUNCTION motion_movement_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'motion_movement is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END $$"
        )
        op.execute(
            "CREATE TRIGGER motion_movement_is_not_emptied BEFORE TRUNCATE ON motion_movement FOR "
            "EACH STATEMENT EXECUTE FUNCTION motion_movement_is_not_emptied()"
        )


def downgrade() -> None:
    """Take the change back."""
    _guard(BEFORE_SQLITE, BEFORE_POSTGRESQL)
    op.execute("ALTER TABLE motion_division DROP COLUMN at_time")

    op.drop_table("motion_movement")
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete", "replace"):
            op.execute(f"DROP TRIGGER IF EXISTS motion_movement_no_{act}")

    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS motion_movement_is_kept CASCADE")
        op.execute("DROP FUNCTION IF EXISTS motion_movement_is_not_emptied CASCADE")


def _guard(sqlite: str, postgresql: str) -> None:
    """Put the guard of the votes on again, with the columns that there are."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(postgresql)
        return
    op.execute("DROP TRIGGER motion_division_no_update")
    op.execute(sqlite)
