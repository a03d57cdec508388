"""Votes on closures and by majorities other than the simple one, and casting votes that are given later."""

import sqlalchemy as sa
from alembic import op

revision = "0019_votes_on_closures"
down_revision = "0018_who_writes_where"
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
    "NOT NULL OR EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_division' AND "
    "row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.outcome IS NOT OLD.outcome AND "
    "NOT (OLD.outcome = 'tied' AND NEW.outcome <> 'tied' AND NEW.casting_vote IS NOT NULL)) OR "
    "(NEW.note IS NOT OLD.note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
    "'motion_division' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.recorded_at"
    " IS NOT OLD.recorded_at OR (NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS NOT "
    "OLD.recorded_by_id) OR NEW.number IS NOT OLD.number OR NEW.question IS NOT OLD.question OR "
    "NEW.text_id IS NOT OLD.text_id OR NEW.closure IS NOT OLD.closure OR NEW.threshold IS NOT "
    "OLD.threshold) BEGIN SELECT RAISE(ABORT, 'motion_division is part of the permanent record'); "
    "END"
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION motion_division_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT "
    "FROM OLD.motion_id OR NEW.held_on IS DISTINCT FROM OLD.held_on OR NEW.is_named IS DISTINCT FROM"
    " OLD.is_named OR NEW.is_unanimous IS DISTINCT FROM OLD.is_unanimous OR NEW.for_count IS "
    "DISTINCT FROM OLD.for_count OR NEW.against_count IS DISTINCT FROM OLD.against_count OR "
    "NEW.abstain_count IS DISTINCT FROM OLD.abstain_count OR NEW.absent_count IS DISTINCT FROM "
    "OLD.absent_count OR NEW.interest_count IS DISTINCT FROM OLD.interest_count OR (NEW.casting_vote"
    " IS DISTINCT FROM OLD.casting_vote AND NOT (OLD.outcome = 'tied' AND NEW.outcome <> 'tied' AND "
    "NEW.casting_vote IS NOT NULL)) OR (NEW.chair_name IS DISTINCT FROM OLD.chair_name AND NOT "
    "(OLD.outcome = 'tied' AND NEW.outcome <> 'tied' AND NEW.casting_vote IS NOT NULL OR EXISTS "
    "(SELECT 1 FROM record_sealed WHERE table_name = 'motion_division' AND row_key = CAST(OLD.id AS "
    "TEXT) AND is_being_changed))) OR (NEW.outcome IS DISTINCT FROM OLD.outcome AND NOT (OLD.outcome"
    " = 'tied' AND NEW.outcome <> 'tied' AND NEW.casting_vote IS NOT NULL)) OR (NEW.note IS DISTINCT"
    " FROM OLD.note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
    "'motion_division' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.recorded_at"
    " IS DISTINCT FROM OLD.recorded_at OR (NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS "
    "DISTINCT FROM OLD.recorded_by_id) OR NEW.number IS DISTINCT FROM OLD.number OR NEW.question IS "
    "DISTINCT FROM OLD.question OR NEW.text_id IS DISTINCT FROM OLD.text_id OR NEW.closure IS "
    "DISTINCT FROM OLD.closure OR NEW.threshold IS DISTINCT FROM OLD.threshold) THEN RAISE EXCEPTION"
    " 'motion_division is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; "
    "END IF; RETURN NEW; END IF; IF true THEN RAISE EXCEPTION 'motion_division is part of the "
    "permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN OLD; END $$"
)
BEFORE_SQLITE = (
    "CREATE TRIGGER motion_division_no_update BEFORE UPDATE ON motion_division WHEN (NEW.id IS NOT "
    "OLD.id OR NEW.motion_id IS NOT OLD.motion_id OR NEW.held_on IS NOT OLD.held_on OR NEW.is_named "
    "IS NOT OLD.is_named OR NEW.is_unanimous IS NOT OLD.is_unanimous OR NEW.for_count IS NOT "
    "OLD.for_count OR NEW.against_count IS NOT OLD.against_count OR NEW.abstain_count IS NOT "
    "OLD.abstain_count OR NEW.absent_count IS NOT OLD.absent_count OR NEW.interest_count IS NOT "
    "OLD.interest_count OR NEW.casting_vote IS NOT OLD.casting_vote OR (NEW.chair_name IS NOT "
    "OLD.chair_name AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
    "'motion_division' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.outcome IS "
    "NOT OLD.outcome OR (NEW.note IS NOT OLD.note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE"
    " table_name = 'motion_division' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR "
    "NEW.recorded_at IS NOT OLD.recorded_at OR (NEW.recorded_by_id IS NOT NULL AND "
    "NEW.recorded_by_id IS NOT OLD.recorded_by_id) OR NEW.number IS NOT OLD.number OR NEW.question "
    "IS NOT OLD.question OR NEW.text_id IS NOT OLD.text_id) BEGIN SELECT RAISE(ABORT, "
    "'motion_division is part of the permanent record'); END"
)
BEFORE_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION motion_division_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT "
    "FROM OLD.motion_id OR NEW.held_on IS DISTINCT FROM OLD.held_on OR NEW.is_named IS DISTINCT FROM"
    " OLD.is_named OR NEW.is_unanimous IS DISTINCT FROM OLD.is_unanimous OR NEW.for_count IS "
    "DISTINCT FROM OLD.for_count OR NEW.against_count IS DISTINCT FROM OLD.against_count OR "
    "NEW.abstain_count IS DISTINCT FROM OLD.abstain_count OR NEW.absent_count IS DISTINCT FROM "
    "OLD.absent_count OR NEW.interest_count IS DISTINCT FROM OLD.interest_count OR NEW.casting_vote "
    "IS DISTINCT FROM OLD.casting_vote OR (NEW.chair_name IS DISTINCT FROM OLD.chair_name AND NOT "
    "(EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_division' AND row_key = "
    "CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.outcome IS DISTINCT FROM OLD.outcome OR "
    "(NEW.note IS DISTINCT FROM OLD.note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE "
    "table_name = 'motion_division' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR "
    "NEW.recorded_at IS DISTINCT FROM OLD.recorded_at OR (NEW.recorded_by_id IS NOT NULL AND "
    "NEW.recorded_by_id IS DISTINCT FROM OLD.recorded_by_id) OR NEW.number IS DISTINCT FROM "
    "OLD.number OR NEW.question IS DISTINCT FROM OLD.question OR NEW.text_id IS DISTINCT FROM "
    "OLD.text_id) THEN RAISE EXCEPTION 'motion_division is part of the permanent record' USING "
    "ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE EXCEPTION "
    "'motion_division is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END"
    " IF; RETURN OLD; END $$"
)
CLOSURES = ("next_business", "put_now", "adjourn_debate", "adjourn_meeting")


def upgrade() -> None:
    """Make the change."""
    closure = sa.Enum(*CLOSURES, name="closure", native_enum=False, length=20)
    threshold = sa.Enum("simple", "absolute", "two_thirds", name="threshold", native_enum=False, length=12)
    op.add_column("motion_division", sa.Column("closure", closure, nullable=True))
    op.add_column("motion_division", sa.Column("threshold", threshold, server_default="simple", nullable=False))
    _guard(SQLITE, POSTGRESQL)


def downgrade() -> None:
    """Take the change back."""
    _guard(BEFORE_SQLITE, BEFORE_POSTGRESQL)
    op.execute("ALTER TABLE motion_division DROP COLUMN threshold")
    op.execute("ALTER TABLE motion_division DROP COLUMN closure")


def _guard(sqlite: str, postgresql: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(postgresql)
        return
    op.execute("DROP TRIGGER motion_division_no_update")
    op.execute(sqlite)
