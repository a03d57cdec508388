"""Votes are on questions, and a resolution has the words that were voted."""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0011_votes_on_questions"
down_revision = "0010_versions_of_texts"
branch_labels = None
depends_on = None

KEPT = ("motion_division", "motion_resolution")
QUESTION = sa.Enum("motion", "amendment", "closure", name="question", native_enum=False, length=10)
SQLITE = (
    (
        "CREATE TRIGGER motion_division_no_update BEFORE UPDATE ON motion_division WHEN (NEW.id IS NOT "
        "OLD.id OR NEW.motion_id IS NOT OLD.motion_id OR NEW.held_on IS NOT OLD.held_on OR NEW.is_named "
        "IS NOT OLD.is_named OR NEW.is_unanimous IS NOT OLD.is_unanimous OR NEW.for_count IS NOT "
        "OLD.for_count OR NEW.against_count IS NOT OLD.against_count OR NEW.abstain_count IS NOT "
        "OLD.abstain_count OR NEW.absent_count IS NOT OLD.absent_count OR NEW.interest_count IS NOT "
        "OLD.interest_count OR NEW.casting_vote IS NOT OLD.casting_vote OR (NEW.chair_name IS NOT "
        "OLD.chair_name AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_division'"
        " AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.outcome IS NOT OLD.outcome OR"
        " (NEW.note IS NOT OLD.note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
        "'motion_division' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.recorded_at "
        "IS NOT OLD.recorded_at OR (NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS NOT "
        "OLD.recorded_by_id) OR NEW.number IS NOT OLD.number OR NEW.question IS NOT OLD.question OR "
        "NEW.text_id IS NOT OLD.text_id) BEGIN SELECT RAISE(ABORT, 'motion_division is part of the "
        "permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_division_no_delete BEFORE DELETE ON motion_division BEGIN SELECT "
        "RAISE(ABORT, 'motion_division is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_division_no_replace BEFORE INSERT ON motion_division WHEN EXISTS (SELECT 1"
        " FROM motion_division AS OLD WHERE (OLD.id = NEW.id) OR (OLD.motion_id = NEW.motion_id AND "
        "OLD.number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'motion_division is part of the permanent "
        "record'); END"
    ),
    (
        "CREATE TRIGGER motion_resolution_no_update BEFORE UPDATE ON motion_resolution WHEN (NEW.id IS "
        "NOT OLD.id OR NEW.motion_id IS NOT OLD.motion_id OR NEW.number IS NOT OLD.number OR "
        "NEW.adopted_on IS NOT OLD.adopted_on OR NEW.made_at IS NOT OLD.made_at OR (NEW.made_by_id IS NOT"
        " NULL AND NEW.made_by_id IS NOT OLD.made_by_id) OR NEW.text_id IS NOT OLD.text_id OR "
        "(NEW.summary IS NOT OLD.summary AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
        "'motion_resolution' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed)))) BEGIN SELECT "
        "RAISE(ABORT, 'motion_resolution is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_resolution_no_delete BEFORE DELETE ON motion_resolution BEGIN SELECT "
        "RAISE(ABORT, 'motion_resolution is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_resolution_no_replace BEFORE INSERT ON motion_resolution WHEN EXISTS "
        "(SELECT 1 FROM motion_resolution AS OLD WHERE (OLD.id = NEW.id) OR (OLD.motion_id = "
        "NEW.motion_id) OR (OLD.number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'motion_resolution is "
        "part of the permanent record'); END"
    ),
)
POSTGRESQL = (
    (
        "CREATE OR REPLACE FUNCTION motion_division_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT "
        "FROM OLD.motion_id OR NEW.held_on IS DISTINCT FROM OLD.held_on OR NEW.is_named IS DISTINCT FROM "
        "OLD.is_named OR NEW.is_unanimous IS DISTINCT FROM OLD.is_unanimous OR NEW.for_count IS DISTINCT "
        "FROM OLD.for_count OR NEW.against_count IS DISTINCT FROM OLD.against_count OR NEW.abstain_count "
        "IS DISTINCT FROM OLD.abstain_count OR NEW.absent_count IS DISTINCT FROM OLD.absent_count OR "
        "NEW.interest_count IS DISTINCT FROM OLD.interest_count OR NEW.casting_vote IS DISTINCT FROM "
        "OLD.casting_vote OR (NEW.chair_name IS DISTINCT FROM OLD.chair_name AND NOT (EXISTS (SELECT 1 "
        "FROM record_sealed WHERE table_name = 'motion_division' AND row_key = CAST(OLD.id AS TEXT) AND "
        "is_being_changed))) OR NEW.outcome IS DISTINCT FROM OLD.outcome OR (NEW.note IS DISTINCT FROM "
        "OLD.note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_division' AND "
        "row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.recorded_at IS DISTINCT FROM "
        "OLD.recorded_at OR (NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS DISTINCT FROM "
        "OLD.recorded_by_id) OR NEW.number IS DISTINCT FROM OLD.number OR NEW.question IS DISTINCT FROM "
        "OLD.question OR NEW.text_id IS DISTINCT FROM OLD.text_id) THEN RAISE EXCEPTION 'motion_division "
        "is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; "
        "END IF; IF true THEN RAISE EXCEPTION 'motion_division is part of the permanent record' USING "
        "ERRCODE = 'insufficient_privilege'; END IF; RETURN OLD; END $$"
    ),
    (
        "CREATE OR REPLACE FUNCTION motion_resolution_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT "
        "FROM OLD.motion_id OR NEW.number IS DISTINCT FROM OLD.number OR NEW.adopted_on IS DISTINCT FROM "
        "OLD.adopted_on OR NEW.made_at IS DISTINCT FROM OLD.made_at OR (NEW.made_by_id IS NOT NULL AND "
        "NEW.made_by_id IS DISTINCT FROM OLD.made_by_id) OR NEW.text_id IS DISTINCT FROM OLD.text_id OR "
        "(NEW.summary IS DISTINCT FROM OLD.summary AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE "
        "table_name = 'motion_resolution' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed)))) "
        "THEN RAISE EXCEPTION 'motion_resolution is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE EXCEPTION "
        "'motion_resolution is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; "
        "END IF; RETURN OLD; END $$"
    ),
)
BEFORE_SQLITE = (
    (
        "CREATE TRIGGER motion_division_no_update BEFORE UPDATE ON motion_division WHEN (NEW.id IS NOT "
        "OLD.id OR NEW.motion_id IS NOT OLD.motion_id OR NEW.held_on IS NOT OLD.held_on OR NEW.is_named "
        "IS NOT OLD.is_named OR NEW.is_unanimous IS NOT OLD.is_unanimous OR NEW.for_count IS NOT "
        "OLD.for_count OR NEW.against_count IS NOT OLD.against_count OR NEW.abstain_count IS NOT "
        "OLD.abstain_count OR NEW.absent_count IS NOT OLD.absent_count OR NEW.interest_count IS NOT "
        "OLD.interest_count OR NEW.casting_vote IS NOT OLD.casting_vote OR (NEW.chair_name IS NOT "
        "OLD.chair_name AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_division'"
        " AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.outcome IS NOT OLD.outcome OR"
        " (NEW.note IS NOT OLD.note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
        "'motion_division' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.recorded_at "
        "IS NOT OLD.recorded_at OR (NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS NOT "
        "OLD.recorded_by_id)) BEGIN SELECT RAISE(ABORT, 'motion_division is part of the permanent "
        "record'); END"
    ),
    (
        "CREATE TRIGGER motion_division_no_delete BEFORE DELETE ON motion_division BEGIN SELECT "
        "RAISE(ABORT, 'motion_division is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_division_no_replace BEFORE INSERT ON motion_division WHEN EXISTS (SELECT 1"
        " FROM motion_division AS OLD WHERE (OLD.id = NEW.id) OR (OLD.motion_id = NEW.motion_id)) BEGIN "
        "SELECT RAISE(ABORT, 'motion_division is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_resolution_no_update BEFORE UPDATE ON motion_resolution WHEN (NEW.id IS "
        "NOT OLD.id OR NEW.motion_id IS NOT OLD.motion_id OR NEW.number IS NOT OLD.number OR (NEW.text IS"
        " NOT OLD.text AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
        "'motion_resolution' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.is_summary"
        " IS NOT OLD.is_summary OR NEW.adopted_on IS NOT OLD.adopted_on OR NEW.made_at IS NOT OLD.made_at"
        " OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS NOT OLD.made_by_id)) BEGIN SELECT "
        "RAISE(ABORT, 'motion_resolution is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_resolution_no_delete BEFORE DELETE ON motion_resolution BEGIN SELECT "
        "RAISE(ABORT, 'motion_resolution is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_resolution_no_replace BEFORE INSERT ON motion_resolution WHEN EXISTS "
        "(SELECT 1 FROM motion_resolution AS OLD WHERE (OLD.id = NEW.id) OR (OLD.motion_id = "
        "NEW.motion_id) OR (OLD.number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'motion_resolution is "
        "part of the permanent record'); END"
    ),
)
BEFORE_POSTGRESQL = (
    (
        "CREATE OR REPLACE FUNCTION motion_division_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT "
        "FROM OLD.motion_id OR NEW.held_on IS DISTINCT FROM OLD.held_on OR NEW.is_named IS DISTINCT FROM "
        "OLD.is_named OR NEW.is_unanimous IS DISTINCT FROM OLD.is_unanimous OR NEW.for_count IS DISTINCT "
        "FROM OLD.for_count OR NEW.against_count IS DISTINCT FROM OLD.against_count OR NEW.abstain_count "
        "IS DISTINCT FROM OLD.abstain_count OR NEW.absent_count IS DISTINCT FROM OLD.absent_count OR "
        "NEW.interest_count IS DISTINCT FROM OLD.interest_count OR NEW.casting_vote IS DISTINCT FROM "
        "OLD.casting_vote OR (NEW.chair_name IS DISTINCT FROM OLD.chair_name AND NOT (EXISTS (SELECT 1 "
        "FROM record_sealed WHERE table_name = 'motion_division' AND row_key = CAST(OLD.id AS TEXT) AND "
        "is_being_changed))) OR NEW.outcome IS DISTINCT FROM OLD.outcome OR (NEW.note IS DISTINCT FROM "
        "OLD.note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_division' AND "
        "row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.recorded_at IS DISTINCT FROM "
        "OLD.recorded_at OR (NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS DISTINCT FROM "
        "OLD.recorded_by_id)) THEN RAISE EXCEPTION 'motion_division is part of the permanent record' "
        "USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE "
        "EXCEPTION 'motion_division is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END IF; RETURN OLD; END $$"
    ),
    (
        "CREATE OR REPLACE FUNCTION motion_resolution_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT "
        "FROM OLD.motion_id OR NEW.number IS DISTINCT FROM OLD.number OR (NEW.text IS DISTINCT FROM "
        "OLD.text AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_resolution' AND"
        " row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.is_summary IS DISTINCT FROM "
        "OLD.is_summary OR NEW.adopted_on IS DISTINCT FROM OLD.adopted_on OR NEW.made_at IS DISTINCT FROM"
        " OLD.made_at OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS DISTINCT FROM OLD.made_by_id))"
        " THEN RAISE EXCEPTION 'motion_resolution is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE EXCEPTION "
        "'motion_resolution is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; "
        "END IF; RETURN OLD; END $$"
    ),
)


def upgrade() -> None:
    """Make the change; each vote that is there was on the motion as it was last submitted."""
    _let_go()
    with op.batch_alter_table("motion_division", schema=None) as batch_op:
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("question", QUESTION, nullable=True))
        batch_op.add_column(sa.Column("text_id", sa.Integer(), nullable=True))
    with op.batch_alter_table("motion_resolution", schema=None) as batch_op:
        batch_op.add_column(sa.Column("text_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("summary", sa.Text(), nullable=True))
    op.execute(
        "UPDATE motion_division SET number = 1, question = 'motion', text_id = (SELECT max(motion_text.id) "
        "FROM motion_text WHERE motion_text.motion_id = motion_division.motion_id)"
    )
    op.execute(
        "UPDATE motion_resolution SET summary = '', text_id = (SELECT max(motion_text.id) "
        "FROM motion_text WHERE motion_text.motion_id = motion_resolution.motion_id)"
    )
    op.execute("UPDATE motion_resolution SET summary = text WHERE text_id IS NULL")
    with op.batch_alter_table("motion_division", schema=None) as batch_op:
        batch_op.alter_column("number", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("question", existing_type=QUESTION, nullable=False)
        batch_op.drop_constraint(batch_op.f("uq_motion_division_motion_id"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_motion_division_motion_id_number"), ["motion_id", "number"])
        batch_op.create_foreign_key(batch_op.f("fk_motion_division_text_id"), "motion_text", ["text_id"], ["id"])
        batch_op.create_check_constraint(
            batch_op.f("ck_motion_division_known_question"), "question IN ('motion', 'amendment', 'closure')"
        )
        batch_op.create_index(
            "uq_motion_division_one_decision",
            ["motion_id"],
            unique=True,
            sqlite_where=sa.text("question = 'motion'"),
            postgresql_where=sa.text("question = 'motion'"),
        )
    with op.batch_alter_table("motion_resolution", schema=None) as batch_op:
        batch_op.alter_column("summary", existing_type=sa.Text(), nullable=False)
        batch_op.create_foreign_key(batch_op.f("fk_motion_resolution_text_id"), "motion_text", ["text_id"], ["id"])
        batch_op.create_check_constraint(
            batch_op.f("ck_motion_resolution_text_or_summary"), "(text_id IS NULL) = (summary != '')"
        )
        batch_op.drop_column("text")
        batch_op.drop_column("is_summary")
    _guard(SQLITE, POSTGRESQL)


def downgrade() -> None:
    """Take the change back; it refuses where a motion had more than one vote."""
    _let_go()
    with op.batch_alter_table("motion_resolution", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_summary", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("text", sa.Text(), nullable=True))
    op.execute("UPDATE motion_resolution SET is_summary = (text_id IS NULL), text = summary")
    with op.batch_alter_table("motion_resolution", schema=None) as batch_op:
        batch_op.alter_column("is_summary", existing_type=sa.Boolean(), nullable=False)
        batch_op.alter_column("text", existing_type=sa.Text(), nullable=False)
        batch_op.drop_constraint(batch_op.f("ck_motion_resolution_text_or_summary"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_motion_resolution_text_id"), type_="foreignkey")
        batch_op.drop_column("summary")
        batch_op.drop_column("text_id")
    with op.batch_alter_table("motion_division", schema=None) as batch_op:
        batch_op.drop_index("uq_motion_division_one_decision")
        batch_op.drop_constraint(batch_op.f("ck_motion_division_known_question"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_motion_division_text_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_motion_division_motion_id_number"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_motion_division_motion_id"), ["motion_id"])
        batch_op.drop_column("text_id")
        batch_op.drop_column("question")
        batch_op.drop_column("number")
    _guard(BEFORE_SQLITE, BEFORE_POSTGRESQL)


def _let_go() -> None:
    """Take the guards off the tables that change."""
    for table in KEPT:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"DROP TRIGGER {table}_is_kept ON {table}")
        else:
            for act in ("update", "delete", "replace"):
                op.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}")


def _guard(sqlite: Iterable[str], postgresql: Iterable[str]) -> None:
    """Put the guards on again."""
    _put(sqlite, postgresql)
    if op.get_bind().dialect.name == "postgresql":
        for table in KEPT:
            op.execute(
                f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_is_kept()"
            )


def _put(sqlite: Iterable[str], postgresql: Iterable[str]) -> None:
    for statement in postgresql if op.get_bind().dialect.name == "postgresql" else sqlite:
        op.execute(statement)
