"""Results can be withdrawn: by whom is written then, and what is taken out of the reason is taken out here too."""

from alembic import op

revision = "0057_withdraw_results"
down_revision = "0056_who_lives_here"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE TRIGGER edition_no_update BEFORE UPDATE ON edition WHEN (NEW.id IS NOT OLD.id OR "
    "NEW.activity_id IS NOT OLD.activity_id OR NEW.number IS NOT OLD.number OR NEW.made_at IS NOT "
    "OLD.made_at OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS NOT OLD.made_by_id) OR NEW.people "
    "IS NOT OLD.people OR NEW.total IS NOT OLD.total OR (NEW.erased IS NOT OLD.erased AND NOT (NEW.erased"
    " > OLD.erased)) OR (NEW.one_way IS NOT OLD.one_way AND NOT (EXISTS (SELECT 1 FROM record_sealed "
    "WHERE table_name = 'edition' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR "
    "NEW.crossed IS NOT OLD.crossed OR NEW.method IS NOT OLD.method OR (NEW.withdrawn_at IS NOT "
    "OLD.withdrawn_at AND NOT (OLD.withdrawn_at IS NULL)) OR (NEW.withdrawn_by_id IS NOT "
    "OLD.withdrawn_by_id AND NOT (OLD.withdrawn_at IS NULL OR NEW.withdrawn_by_id IS NULL)) OR "
    "(NEW.withdrawn_because IS NOT OLD.withdrawn_because AND NOT (OLD.withdrawn_at IS NULL OR EXISTS "
    "(SELECT 1 FROM record_sealed WHERE table_name = 'edition' AND row_key = CAST(OLD.id AS TEXT) AND "
    "is_being_changed)))) BEGIN SELECT RAISE(ABORT, 'edition is part of the permanent record'); END"
)
SQLITE_BEFORE = (
    "CREATE TRIGGER edition_no_update BEFORE UPDATE ON edition WHEN (NEW.id IS NOT OLD.id OR "
    "NEW.activity_id IS NOT OLD.activity_id OR NEW.number IS NOT OLD.number OR NEW.made_at IS NOT "
    "OLD.made_at OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS NOT OLD.made_by_id) OR NEW.people "
    "IS NOT OLD.people OR NEW.total IS NOT OLD.total OR (NEW.erased IS NOT OLD.erased AND NOT (NEW.erased"
    " > OLD.erased)) OR (NEW.one_way IS NOT OLD.one_way AND NOT (EXISTS (SELECT 1 FROM record_sealed "
    "WHERE table_name = 'edition' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR "
    "NEW.crossed IS NOT OLD.crossed OR NEW.method IS NOT OLD.method OR (NEW.withdrawn_at IS NOT "
    "OLD.withdrawn_at AND NOT (OLD.withdrawn_at IS NULL)) OR (NEW.withdrawn_by_id IS NOT NULL AND "
    "NEW.withdrawn_by_id IS NOT OLD.withdrawn_by_id) OR (NEW.withdrawn_because IS NOT "
    "OLD.withdrawn_because AND NOT (OLD.withdrawn_at IS NULL))) BEGIN SELECT RAISE(ABORT, 'edition is "
    "part of the permanent record'); END"
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION edition_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP ="
    " 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.activity_id IS DISTINCT FROM "
    "OLD.activity_id OR NEW.number IS DISTINCT FROM OLD.number OR NEW.made_at IS DISTINCT FROM "
    "OLD.made_at OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS DISTINCT FROM OLD.made_by_id) OR "
    "NEW.people IS DISTINCT FROM OLD.people OR NEW.total IS DISTINCT FROM OLD.total OR (NEW.erased IS "
    "DISTINCT FROM OLD.erased AND NOT (NEW.erased > OLD.erased)) OR (NEW.one_way IS DISTINCT FROM "
    "OLD.one_way AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'edition' AND row_key = "
    "CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.crossed IS DISTINCT FROM OLD.crossed OR "
    "NEW.method IS DISTINCT FROM OLD.method OR (NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at AND "
    "NOT (OLD.withdrawn_at IS NULL)) OR (NEW.withdrawn_by_id IS DISTINCT FROM OLD.withdrawn_by_id AND NOT"
    " (OLD.withdrawn_at IS NULL OR NEW.withdrawn_by_id IS NULL)) OR (NEW.withdrawn_because IS DISTINCT "
    "FROM OLD.withdrawn_because AND NOT (OLD.withdrawn_at IS NULL OR EXISTS (SELECT 1 FROM record_sealed "
    "WHERE table_name = 'edition' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed)))) THEN RAISE "
    "EXCEPTION 'edition is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END "
    "IF; RETURN NEW; END IF; IF EXISTS (SELECT 1 FROM activity WHERE id = OLD.activity_id) THEN RAISE "
    "EXCEPTION 'edition is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END "
    "IF; RETURN OLD; END $$"
)
POSTGRESQL_BEFORE = (
    "CREATE OR REPLACE FUNCTION edition_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP ="
    " 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.activity_id IS DISTINCT FROM "
    "OLD.activity_id OR NEW.number IS DISTINCT FROM OLD.number OR NEW.made_at IS DISTINCT FROM "
    "OLD.made_at OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS DISTINCT FROM OLD.made_by_id) OR "
    "NEW.people IS DISTINCT FROM OLD.people OR NEW.total IS DISTINCT FROM OLD.total OR (NEW.erased IS "
    "DISTINCT FROM OLD.erased AND NOT (NEW.erased > OLD.erased)) OR (NEW.one_way IS DISTINCT FROM "
    "OLD.one_way AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'edition' AND row_key = "
    "CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.crossed IS DISTINCT FROM OLD.crossed OR "
    "NEW.method IS DISTINCT FROM OLD.method OR (NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at AND "
    "NOT (OLD.withdrawn_at IS NULL)) OR (NEW.withdrawn_by_id IS NOT NULL AND NEW.withdrawn_by_id IS "
    "DISTINCT FROM OLD.withdrawn_by_id) OR (NEW.withdrawn_because IS DISTINCT FROM OLD.withdrawn_because "
    "AND NOT (OLD.withdrawn_at IS NULL))) THEN RAISE EXCEPTION 'edition is part of the permanent record' "
    "USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF EXISTS (SELECT 1 FROM "
    "activity WHERE id = OLD.activity_id) THEN RAISE EXCEPTION 'edition is part of the permanent record' "
    "USING ERRCODE = 'insufficient_privilege'; END IF; RETURN OLD; END $$"
)


def _guard(sqlite: str, postgresql: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS edition_no_update")
        op.execute(sqlite)
    else:
        op.execute(postgresql)


def upgrade() -> None:
    """Make the change."""
    _guard(SQLITE, POSTGRESQL)


def downgrade() -> None:
    """Take the change back."""
    _guard(SQLITE_BEFORE, POSTGRESQL_BEFORE)
