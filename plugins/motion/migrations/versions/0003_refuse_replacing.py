"""The database itself refuses to replace or empty what it keeps."""

from alembic import op

revision = "0003_refuse_replacing"
down_revision = "0002_keep_the_record"
branch_labels = None
depends_on = None

KEPT = ("motion_text", "motion_check", "motion_division", "motion_vote", "motion_resolution", "motion_action_change")
SQLITE = (
    (
        "CREATE TRIGGER motion_text_no_replace BEFORE INSERT ON motion_text WHEN EXISTS (SELECT 1 FROM "
        "motion_text AS OLD WHERE (OLD.id = NEW.id) OR (OLD.motion_id = NEW.motion_id AND OLD.number = "
        "NEW.number)) BEGIN SELECT RAISE(ABORT, 'motion_text is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_check_no_replace BEFORE INSERT ON motion_check WHEN EXISTS (SELECT 1 FROM "
        "motion_check AS OLD WHERE (OLD.id = NEW.id) OR (OLD.text_id = NEW.text_id)) BEGIN SELECT "
        "RAISE(ABORT, 'motion_check is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_division_no_replace BEFORE INSERT ON motion_division WHEN EXISTS (SELECT 1"
        " FROM motion_division AS OLD WHERE (OLD.id = NEW.id) OR (OLD.motion_id = NEW.motion_id)) BEGIN "
        "SELECT RAISE(ABORT, 'motion_division is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_vote_no_replace BEFORE INSERT ON motion_vote WHEN EXISTS (SELECT 1 FROM "
        "motion_vote AS OLD WHERE (OLD.id = NEW.id) OR (OLD.division_id = NEW.division_id AND "
        "OLD.person_id = NEW.person_id)) BEGIN SELECT RAISE(ABORT, 'motion_vote is part of the permanent "
        "record'); END"
    ),
    (
        "CREATE TRIGGER motion_resolution_no_replace BEFORE INSERT ON motion_resolution WHEN EXISTS "
        "(SELECT 1 FROM motion_resolution AS OLD WHERE (OLD.id = NEW.id) OR (OLD.motion_id = "
        "NEW.motion_id) OR (OLD.number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'motion_resolution is "
        "part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_action_change_no_replace BEFORE INSERT ON motion_action_change WHEN EXISTS"
        " (SELECT 1 FROM motion_action_change AS OLD WHERE (OLD.id = NEW.id)) BEGIN SELECT RAISE(ABORT, "
        "'motion_action_change is part of the permanent record'); END"
    ),
)
POSTGRESQL = (
    (
        "CREATE FUNCTION motion_text_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE "
        "EXCEPTION 'motion_text is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END $$"
    ),
    (
        "CREATE TRIGGER motion_text_is_not_emptied BEFORE TRUNCATE ON motion_text FOR EACH STATEMENT "
        "EXECUTE FUNCTION motion_text_is_not_emptied()"
    ),
    (
        "CREATE FUNCTION motion_check_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE"
        " EXCEPTION 'motion_check is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END $$"
    ),
    (
        "CREATE TRIGGER motion_check_is_not_emptied BEFORE TRUNCATE ON motion_check FOR EACH STATEMENT "
        "EXECUTE FUNCTION motion_check_is_not_emptied()"
    ),
    (
        "CREATE FUNCTION motion_division_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'motion_division is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END $$"
    ),
    (
        "CREATE TRIGGER motion_division_is_not_emptied BEFORE TRUNCATE ON motion_division FOR EACH "
        "STATEMENT EXECUTE FUNCTION motion_division_is_not_emptied()"
    ),
    (
        "CREATE FUNCTION motion_vote_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE "
        "EXCEPTION 'motion_vote is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END $$"
    ),
    (
        "CREATE TRIGGER motion_vote_is_not_emptied BEFORE TRUNCATE ON motion_vote FOR EACH STATEMENT "
        "EXECUTE FUNCTION motion_vote_is_not_emptied()"
    ),
    (
        "CREATE FUNCTION motion_resolution_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'motion_resolution is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END $$"
    ),
    (
        "CREATE TRIGGER motion_resolution_is_not_emptied BEFORE TRUNCATE ON motion_resolution FOR EACH "
        "STATEMENT EXECUTE FUNCTION motion_resolution_is_not_emptied()"
    ),
    (
        "CREATE FUNCTION motion_action_change_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'motion_action_change is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END $$"
    ),
    (
        "CREATE TRIGGER motion_action_change_is_not_emptied BEFORE TRUNCATE ON motion_action_change FOR "
        "EACH STATEMENT EXECUTE FUNCTION motion_action_change_is_not_emptied()"
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
