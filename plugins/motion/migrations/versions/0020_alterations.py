"""Alterations of motions by their movers, and the meetings that agreed to change a text without a vote."""

import sqlalchemy as sa
from alembic import op

revision = "0020_alterations"
down_revision = "0019_votes_on_closures"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE TRIGGER motion_amendment_no_update BEFORE UPDATE ON motion_amendment WHEN (NEW.id IS NOT "
    "OLD.id OR NEW.motion_id IS NOT OLD.motion_id OR NEW.text_id IS NOT OLD.text_id OR NEW.parent_id "
    "IS NOT OLD.parent_id OR NEW.number IS NOT OLD.number OR (NEW.changes IS NOT OLD.changes AND NOT "
    "(EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_amendment' AND row_key = "
    "CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.reason IS NOT OLD.reason AND NOT (EXISTS "
    "(SELECT 1 FROM record_sealed WHERE table_name = 'motion_amendment' AND row_key = CAST(OLD.id AS "
    "TEXT) AND is_being_changed))) OR (NEW.proposer_id IS NOT NULL AND NEW.proposer_id IS NOT "
    "OLD.proposer_id) OR NEW.proposer_name IS NOT OLD.proposer_name OR (NEW.seconder_id IS NOT NULL "
    "AND NEW.seconder_id IS NOT OLD.seconder_id) OR NEW.seconder_name IS NOT OLD.seconder_name OR "
    "NEW.proposed_at IS NOT OLD.proposed_at OR NEW.is_alteration IS NOT OLD.is_alteration) BEGIN "
    "SELECT RAISE(ABORT, 'motion_amendment is part of the permanent record'); END"
)

POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION motion_amendment_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT "
    "FROM OLD.motion_id OR NEW.text_id IS DISTINCT FROM OLD.text_id OR NEW.parent_id IS DISTINCT FROM"
    " OLD.parent_id OR NEW.number IS DISTINCT FROM OLD.number OR (NEW.changes IS DISTINCT FROM "
    "OLD.changes AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_amendment' "
    "AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.reason IS DISTINCT FROM "
    "OLD.reason AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_amendment' "
    "AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.proposer_id IS NOT NULL AND "
    "NEW.proposer_id IS DISTINCT FROM OLD.proposer_id) OR NEW.proposer_name IS DISTINCT FROM "
    "OLD.proposer_name OR (NEW.seconder_id IS NOT NULL AND NEW.seconder_id IS DISTINCT FROM "
    "OLD.seconder_id) OR NEW.seconder_name IS DISTINCT FROM OLD.seconder_name OR NEW.proposed_at IS "
    "DISTINCT FROM OLD.proposed_at OR NEW.is_alteration IS DISTINCT FROM OLD.is_alteration) THEN "
    "RAISE EXCEPTION 'motion_amendment is part of the permanent record' USING ERRCODE = "
    "'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE EXCEPTION "
    "'motion_amendment is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END"
    " IF; RETURN OLD; END $$"
)

BEFORE_SQLITE = (
    "CREATE TRIGGER motion_amendment_no_update BEFORE UPDATE ON motion_amendment WHEN (NEW.id IS NOT "
    "OLD.id OR NEW.motion_id IS NOT OLD.motion_id OR NEW.text_id IS NOT OLD.text_id OR NEW.parent_id "
    "IS NOT OLD.parent_id OR NEW.number IS NOT OLD.number OR (NEW.changes IS NOT OLD.changes AND NOT "
    "(EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_amendment' AND row_key = "
    "CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.reason IS NOT OLD.reason AND NOT (EXISTS "
    "(SELECT 1 FROM record_sealed WHERE table_name = 'motion_amendment' AND row_key = CAST(OLD.id AS "
    "TEXT) AND is_being_changed))) OR (NEW.proposer_id IS NOT NULL AND NEW.proposer_id IS NOT "
    "OLD.proposer_id) OR NEW.proposer_name IS NOT OLD.proposer_name OR (NEW.seconder_id IS NOT NULL "
    "AND NEW.seconder_id IS NOT OLD.seconder_id) OR NEW.seconder_name IS NOT OLD.seconder_name OR "
    "NEW.proposed_at IS NOT OLD.proposed_at) BEGIN SELECT RAISE(ABORT, 'motion_amendment is part of "
    "the permanent record'); END"
)

BEFORE_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION motion_amendment_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT "
    "FROM OLD.motion_id OR NEW.text_id IS DISTINCT FROM OLD.text_id OR NEW.parent_id IS DISTINCT FROM"
    " OLD.parent_id OR NEW.number IS DISTINCT FROM OLD.number OR (NEW.changes IS DISTINCT FROM "
    "OLD.changes AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_amendment' "
    "AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.reason IS DISTINCT FROM "
    "OLD.reason AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_amendment' "
    "AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.proposer_id IS NOT NULL AND "
    "NEW.proposer_id IS DISTINCT FROM OLD.proposer_id) OR NEW.proposer_name IS DISTINCT FROM "
    "OLD.proposer_name OR (NEW.seconder_id IS NOT NULL AND NEW.seconder_id IS DISTINCT FROM "
    "OLD.seconder_id) OR NEW.seconder_name IS DISTINCT FROM OLD.seconder_name OR NEW.proposed_at IS "
    "DISTINCT FROM OLD.proposed_at) THEN RAISE EXCEPTION 'motion_amendment is part of the permanent "
    "record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE"
    " EXCEPTION 'motion_amendment is part of the permanent record' USING ERRCODE = "
    "'insufficient_privilege'; END IF; RETURN OLD; END $$"
)


def upgrade() -> None:
    """Make the change."""
    op.add_column(
        "motion_amendment", sa.Column("is_alteration", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("motion_amendment", sa.Column("agreed_on", sa.Date(), nullable=True))
    _guard(SQLITE, POSTGRESQL)


def downgrade() -> None:
    """Take the change back."""
    _guard(BEFORE_SQLITE, BEFORE_POSTGRESQL)
    op.execute("ALTER TABLE motion_amendment DROP COLUMN agreed_on")
    op.execute("ALTER TABLE motion_amendment DROP COLUMN is_alteration")


def _guard(sqlite: str, postgresql: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(postgresql)
        return
    op.execute("DROP TRIGGER motion_amendment_no_update")
    op.execute(sqlite)
