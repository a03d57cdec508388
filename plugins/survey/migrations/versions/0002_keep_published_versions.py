"""The database itself keeps published versions."""

from alembic import op

revision = "0002_keep_published_versions"
down_revision = "0001_initial"
branch_labels = None
depends_on = None

KEPT = ("survey_version",)
SQLITE = (
    (
        "CREATE TRIGGER survey_version_no_update BEFORE UPDATE ON survey_version WHEN (OLD.status <> "
        "'draft') AND (NEW.id IS NOT OLD.id OR NEW.activity_id IS NOT OLD.activity_id OR NEW.number IS "
        "NOT OLD.number OR (NEW.status IS NOT OLD.status AND NOT (OLD.status = 'published' AND "
        "NEW.status = 'superseded')) OR NEW.definition IS NOT OLD.definition OR NEW.sha256 IS NOT "
        "OLD.sha256 OR NEW.change_class IS NOT OLD.change_class OR NEW.public_note IS NOT "
        "OLD.public_note OR NEW.published_at IS NOT OLD.published_at OR (NEW.published_by_id IS NOT NULL "
        "AND NEW.published_by_id IS NOT OLD.published_by_id)) BEGIN SELECT RAISE(ABORT, 'survey_version "
        "is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER survey_version_no_delete BEFORE DELETE ON survey_version WHEN (OLD.status <> "
        "'draft') AND EXISTS (SELECT 1 FROM activity WHERE id = OLD.activity_id) BEGIN SELECT "
        "RAISE(ABORT, 'survey_version is part of the permanent record'); END"
    ),
)
POSTGRESQL = (
    (
        "CREATE FUNCTION survey_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP "
        "= 'UPDATE' THEN IF (OLD.status <> 'draft') AND (NEW.id IS DISTINCT FROM OLD.id OR "
        "NEW.activity_id IS DISTINCT FROM OLD.activity_id OR NEW.number IS DISTINCT FROM OLD.number OR "
        "(NEW.status IS DISTINCT FROM OLD.status AND NOT (OLD.status = 'published' AND NEW.status = "
        "'superseded')) OR NEW.definition IS DISTINCT FROM OLD.definition OR NEW.sha256 IS DISTINCT FROM "
        "OLD.sha256 OR NEW.change_class IS DISTINCT FROM OLD.change_class OR NEW.public_note IS DISTINCT "
        "FROM OLD.public_note OR NEW.published_at IS DISTINCT FROM OLD.published_at OR "
        "(NEW.published_by_id IS NOT NULL AND NEW.published_by_id IS DISTINCT FROM OLD.published_by_id)) "
        "THEN RAISE EXCEPTION 'survey_version is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END IF; RETURN NEW; END IF; IF (OLD.status <> 'draft') AND EXISTS "
        "(SELECT 1 FROM activity WHERE id = OLD.activity_id) THEN RAISE EXCEPTION 'survey_version is "
        "part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN OLD; END "
        "$$"
    ),
    (
        "CREATE TRIGGER survey_version_is_kept BEFORE UPDATE OR DELETE ON survey_version FOR EACH ROW "
        "EXECUTE FUNCTION survey_version_is_kept()"
    ),
)


def upgrade() -> None:
    """Put the guards."""
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Take the guards away."""
    for table in KEPT:
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {table}_no_update")
            op.execute(f"DROP TRIGGER {table}_no_delete")
        else:
            op.execute(f"DROP TRIGGER {table}_is_kept ON {table}")
            op.execute(f"DROP FUNCTION {table}_is_kept()")
