"""The database itself refuses to replace or empty what it keeps."""

from alembic import op

revision = "0004_refuse_replacing"
down_revision = "0003_ask_a_second_officer"
branch_labels = None
depends_on = None

KEPT = ("survey_version", "survey_proposal")
SQLITE = (
    (
        "CREATE TRIGGER survey_version_no_replace BEFORE INSERT ON survey_version WHEN EXISTS (SELECT 1 "
        "FROM survey_version AS OLD WHERE ((OLD.id = NEW.id) OR (OLD.activity_id = NEW.activity_id AND "
        "OLD.number = NEW.number)) AND (OLD.status <> 'draft') AND EXISTS (SELECT 1 FROM activity WHERE "
        "id = OLD.activity_id)) BEGIN SELECT RAISE(ABORT, 'survey_version is part of the permanent "
        "record'); END"
    ),
    (
        "CREATE TRIGGER survey_proposal_no_replace BEFORE INSERT ON survey_proposal WHEN EXISTS (SELECT 1"
        " FROM survey_proposal AS OLD WHERE ((OLD.id = NEW.id)) AND (OLD.outcome <> 'waiting') AND EXISTS"
        " (SELECT 1 FROM activity WHERE id = OLD.activity_id)) BEGIN SELECT RAISE(ABORT, 'survey_proposal"
        " is part of the permanent record'); END"
    ),
)
POSTGRESQL = (
    (
        "CREATE FUNCTION survey_version_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'survey_version is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END $$"
    ),
    (
        "CREATE TRIGGER survey_version_is_not_emptied BEFORE TRUNCATE ON survey_version FOR EACH "
        "STATEMENT EXECUTE FUNCTION survey_version_is_not_emptied()"
    ),
    (
        "CREATE FUNCTION survey_proposal_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'survey_proposal is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END $$"
    ),
    (
        "CREATE TRIGGER survey_proposal_is_not_emptied BEFORE TRUNCATE ON survey_proposal FOR EACH "
        "STATEMENT EXECUTE FUNCTION survey_proposal_is_not_emptied()"
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
            op.execute(f"DROP TRIGGER {table}_no_replace")
        else:
            op.execute(f"DROP FUNCTION {table}_is_not_emptied CASCADE")
