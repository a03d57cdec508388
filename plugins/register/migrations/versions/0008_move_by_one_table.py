"""move by one table."""

import sqlalchemy as sa
from alembic import op

revision = "0008_move_by_one_table"
down_revision = "0007_keep_versions_of_results"
branch_labels = None
depends_on = None

STATES = ("planned", "held", "cancelled", "open", "withheld", "paused", "resumed")
PAUSES = sa.table("register_pause", sa.column("state"), sa.column("resumed_on"))


def upgrade() -> None:
    """Make the change."""
    state = sa.Enum(*STATES, name="state", native_enum=False, length=20)
    with op.batch_alter_table("register_pause", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state", state, server_default="paused", nullable=False))
    op.execute(sa.update(PAUSES).where(PAUSES.c.resumed_on.is_not(None)).values(state="resumed"))
    with op.batch_alter_table("register_pause", schema=None) as batch_op:
        batch_op.alter_column("state", existing_type=state, existing_nullable=False, server_default=None)
        batch_op.create_check_constraint(
            op.f("ck_register_pause_resumed_on_a_day"), "(state = 'resumed') = (resumed_on IS NOT NULL)"
        )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS register_deployment_no_update")
        op.execute(
            "CREATE TRIGGER register_deployment_no_update BEFORE UPDATE ON register_deployment WHEN "
            "(NEW.id IS NOT OLD.id OR NEW.number IS NOT OLD.number OR NEW.year IS NOT OLD.year OR "
            "NEW.serial IS NOT OLD.serial OR (NEW.stage IS NOT OLD.stage AND NOT ((OLD.stage = "
            "'planned' AND NEW.stage = 'held') OR (OLD.stage = 'planned' AND NEW.stage = 'cancelled') "
            "OR (OLD.stage = 'cancelled' AND NEW.stage = 'held'))) OR NEW.born_at IS NOT OLD.born_at) "
            "BEGIN SELECT RAISE(ABORT, 'register_deployment is part of the permanent record'); END"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE OR REPLACE FUNCTION register_deployment_is_kept() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.number IS "
            "DISTINCT FROM OLD.number OR NEW.year IS DISTINCT FROM OLD.year OR NEW.serial IS DISTINCT "
            "FROM OLD.serial OR (NEW.stage IS DISTINCT FROM OLD.stage AND NOT ((OLD.stage = 'planned' "
            "AND NEW.stage = 'held') OR (OLD.stage = 'planned' AND NEW.stage = 'cancelled') OR "
            "(OLD.stage = 'cancelled' AND NEW.stage = 'held'))) OR NEW.born_at IS DISTINCT FROM "
            "OLD.born_at) THEN RAISE EXCEPTION 'register_deployment is part of the permanent record' "
            "USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE "
            "EXCEPTION 'register_deployment is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END IF; RETURN OLD; END $$"
        )


def downgrade() -> None:
    """Take the change back."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS register_deployment_no_update")
        op.execute(
            "CREATE TRIGGER register_deployment_no_update BEFORE UPDATE ON register_deployment WHEN "
            "(NEW.id IS NOT OLD.id OR NEW.number IS NOT OLD.number OR NEW.year IS NOT OLD.year OR "
            "NEW.serial IS NOT OLD.serial OR NEW.born_at IS NOT OLD.born_at) BEGIN SELECT RAISE(ABORT, "
            "'register_deployment is part of the permanent record'); END"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE OR REPLACE FUNCTION register_deployment_is_kept() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.number IS "
            "DISTINCT FROM OLD.number OR NEW.year IS DISTINCT FROM OLD.year OR NEW.serial IS DISTINCT "
            "FROM OLD.serial OR NEW.born_at IS DISTINCT FROM OLD.born_at) THEN RAISE EXCEPTION "
            "'register_deployment is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE EXCEPTION "
            "'register_deployment is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END IF; RETURN OLD; END $$"
        )
    with op.batch_alter_table("register_pause", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_register_pause_resumed_on_a_day"), type_="check")
        batch_op.drop_column("state")
