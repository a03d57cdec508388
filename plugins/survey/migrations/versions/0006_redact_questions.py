"""Words of what a version asks may be taken out."""

from alembic import op

revision = "0006_redact_questions"
down_revision = "0005_take_down_notes"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE TRIGGER survey_version_no_update BEFORE UPDATE ON survey_version WHEN (OLD.status <> "
    "'draft') AND (NEW.id IS NOT OLD.id OR NEW.activity_id IS NOT OLD.activity_id OR NEW.number IS "
    "NOT OLD.number OR (NEW.status IS NOT OLD.status AND NOT (OLD.status = 'published' AND NEW.status"
    " = 'superseded')) OR (NEW.definition IS NOT OLD.definition AND NOT (EXISTS (SELECT 1 FROM "
    "record_sealed WHERE table_name = 'survey_version' AND row_key = CAST(OLD.id AS TEXT) AND "
    "is_being_changed))) OR NEW.sha256 IS NOT OLD.sha256 OR NEW.change_class IS NOT OLD.change_class "
    "OR (NEW.public_note IS NOT OLD.public_note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE "
    "table_name = 'survey_version' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR "
    "NEW.published_at IS NOT OLD.published_at OR (NEW.published_by_id IS NOT NULL AND "
    "NEW.published_by_id IS NOT OLD.published_by_id)) BEGIN SELECT RAISE(ABORT, 'survey_version is "
    "part of the permanent record'); END"
)
SQLITE_BEFORE = (
    "CREATE TRIGGER survey_version_no_update BEFORE UPDATE ON survey_version WHEN (OLD.status <> "
    "'draft') AND (NEW.id IS NOT OLD.id OR NEW.activity_id IS NOT OLD.activity_id OR NEW.number IS "
    "NOT OLD.number OR (NEW.status IS NOT OLD.status AND NOT (OLD.status = 'published' AND "
    "NEW.status = 'superseded')) OR NEW.definition IS NOT OLD.definition OR NEW.sha256 IS NOT "
    "OLD.sha256 OR NEW.change_class IS NOT OLD.change_class OR (NEW.public_note IS NOT "
    "OLD.public_note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
    "'survey_version' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.published_at"
    " IS NOT OLD.published_at OR (NEW.published_by_id IS NOT NULL AND NEW.published_by_id IS NOT "
    "OLD.published_by_id)) BEGIN SELECT RAISE(ABORT, 'survey_version is part of the permanent "
    "record'); END"
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION survey_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " IF TG_OP = 'UPDATE' THEN IF (OLD.status <> 'draft') AND (NEW.id IS DISTINCT FROM OLD.id OR "
    "NEW.activity_id IS DISTINCT FROM OLD.activity_id OR NEW.number IS DISTINCT FROM OLD.number OR "
    "(NEW.status IS DISTINCT FROM OLD.status AND NOT (OLD.status = 'published' AND NEW.status = "
    "'superseded')) OR (NEW.definition IS DISTINCT FROM OLD.definition AND NOT (EXISTS (SELECT 1 FROM"
    " record_sealed WHERE table_name = 'survey_version' AND row_key = CAST(OLD.id AS TEXT) AND "
    "is_being_changed))) OR NEW.sha256 IS DISTINCT FROM OLD.sha256 OR NEW.change_class IS DISTINCT "
    "FROM OLD.change_class OR (NEW.public_note IS DISTINCT FROM OLD.public_note AND NOT (EXISTS "
    "(SELECT 1 FROM record_sealed WHERE table_name = 'survey_version' AND row_key = CAST(OLD.id AS "
    "TEXT) AND is_being_changed))) OR NEW.published_at IS DISTINCT FROM OLD.published_at OR "
    "(NEW.published_by_id IS NOT NULL AND NEW.published_by_id IS DISTINCT FROM OLD.published_by_id)) "
    "THEN RAISE EXCEPTION 'survey_version is part of the permanent record' USING ERRCODE = "
    "'insufficient_privilege'; END IF; RETURN NEW; END IF; IF (OLD.status <> 'draft') AND EXISTS "
    "(SELECT 1 FROM activity WHERE id = OLD.activity_id) THEN RAISE EXCEPTION 'survey_version is part"
    " of the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN OLD; END $$"
)
POSTGRESQL_BEFORE = (
    "CREATE OR REPLACE FUNCTION survey_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN IF TG_OP = 'UPDATE' THEN IF (OLD.status <> 'draft') AND (NEW.id IS DISTINCT FROM OLD.id "
    "OR NEW.activity_id IS DISTINCT FROM OLD.activity_id OR NEW.number IS DISTINCT FROM OLD.number "
    "OR (NEW.status IS DISTINCT FROM OLD.status AND NOT (OLD.status = 'published' AND NEW.status = "
    "'superseded')) OR NEW.definition IS DISTINCT FROM OLD.definition OR NEW.sha256 IS DISTINCT FROM"
    " OLD.sha256 OR NEW.change_class IS DISTINCT FROM OLD.change_class OR (NEW.public_note IS "
    "DISTINCT FROM OLD.public_note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
    "'survey_version' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.published_at"
    " IS DISTINCT FROM OLD.published_at OR (NEW.published_by_id IS NOT NULL AND NEW.published_by_id "
    "IS DISTINCT FROM OLD.published_by_id)) THEN RAISE EXCEPTION 'survey_version is part of the "
    "permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF "
    "(OLD.status <> 'draft') AND EXISTS (SELECT 1 FROM activity WHERE id = OLD.activity_id) THEN "
    "RAISE EXCEPTION 'survey_version is part of the permanent record' USING ERRCODE = "
    "'insufficient_privilege'; END IF; RETURN OLD; END $$"
)


def upgrade() -> None:
    """Let the definition change while something is taken out of it."""
    _guard(SQLITE, POSTGRESQL)


def downgrade() -> None:
    """Let only the note change again."""
    _guard(SQLITE_BEFORE, POSTGRESQL_BEFORE)


def _guard(sqlite: str, postgresql: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER survey_version_no_update")
        op.execute(sqlite)
    else:
        op.execute(postgresql)
