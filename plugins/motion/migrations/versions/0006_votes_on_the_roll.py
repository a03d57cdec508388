"""Votes name the roll of their day, and attendance, apologies and interests are kept by meeting."""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0006_votes_on_the_roll"
down_revision = "0005_texts_taken_out"
branch_labels = None
depends_on = None

VOTE_SQLITE = (
    (
        "CREATE TRIGGER motion_vote_no_update BEFORE UPDATE ON motion_vote WHEN (NEW.id IS NOT OLD.id OR "
        "NEW.division_id IS NOT OLD.division_id OR (NEW.person_id IS NOT NULL AND NEW.person_id IS NOT "
        "OLD.person_id) OR (NEW.councillor_name IS NOT OLD.councillor_name AND NOT (EXISTS (SELECT 1 FROM"
        " record_sealed WHERE table_name = 'motion_vote' AND row_key = CAST(OLD.id AS TEXT) AND "
        "is_being_changed))) OR NEW.choice IS NOT OLD.choice OR NEW.term_id IS NOT OLD.term_id OR "
        "(NEW.ward IS NOT OLD.ward AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
        "'motion_vote' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.group_name IS "
        "NOT OLD.group_name AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_vote'"
        " AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed)))) BEGIN SELECT RAISE(ABORT, "
        "'motion_vote is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_vote_no_delete BEFORE DELETE ON motion_vote BEGIN SELECT RAISE(ABORT, "
        "'motion_vote is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_vote_no_replace BEFORE INSERT ON motion_vote WHEN EXISTS (SELECT 1 FROM "
        "motion_vote AS OLD WHERE (OLD.id = NEW.id) OR (OLD.division_id = NEW.division_id AND "
        "OLD.person_id = NEW.person_id) OR (OLD.division_id = NEW.division_id AND OLD.term_id = "
        "NEW.term_id)) BEGIN SELECT RAISE(ABORT, 'motion_vote is part of the permanent record'); END"
    ),
)
VOTE_SQLITE_BEFORE = (
    (
        "CREATE TRIGGER motion_vote_no_update BEFORE UPDATE ON motion_vote WHEN (NEW.id IS NOT OLD.id OR "
        "NEW.division_id IS NOT OLD.division_id OR (NEW.person_id IS NOT NULL AND NEW.person_id IS NOT "
        "OLD.person_id) OR (NEW.councillor_name IS NOT OLD.councillor_name AND NOT (EXISTS (SELECT 1 FROM"
        " record_sealed WHERE table_name = 'motion_vote' AND row_key = CAST(OLD.id AS TEXT) AND "
        "is_being_changed))) OR NEW.choice IS NOT OLD.choice) BEGIN SELECT RAISE(ABORT, 'motion_vote is "
        "part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_vote_no_delete BEFORE DELETE ON motion_vote BEGIN SELECT RAISE(ABORT, "
        "'motion_vote is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_vote_no_replace BEFORE INSERT ON motion_vote WHEN EXISTS (SELECT 1 FROM "
        "motion_vote AS OLD WHERE (OLD.id = NEW.id) OR (OLD.division_id = NEW.division_id AND "
        "OLD.person_id = NEW.person_id)) BEGIN SELECT RAISE(ABORT, 'motion_vote is part of the permanent "
        "record'); END"
    ),
)
VOTE_POSTGRESQL = (
    (
        "CREATE OR REPLACE FUNCTION motion_vote_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF"
        " TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.division_id IS DISTINCT FROM "
        "OLD.division_id OR (NEW.person_id IS NOT NULL AND NEW.person_id IS DISTINCT FROM OLD.person_id) "
        "OR (NEW.councillor_name IS DISTINCT FROM OLD.councillor_name AND NOT (EXISTS (SELECT 1 FROM "
        "record_sealed WHERE table_name = 'motion_vote' AND row_key = CAST(OLD.id AS TEXT) AND "
        "is_being_changed))) OR NEW.choice IS DISTINCT FROM OLD.choice OR NEW.term_id IS DISTINCT FROM "
        "OLD.term_id OR (NEW.ward IS DISTINCT FROM OLD.ward AND NOT (EXISTS (SELECT 1 FROM record_sealed "
        "WHERE table_name = 'motion_vote' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR "
        "(NEW.group_name IS DISTINCT FROM OLD.group_name AND NOT (EXISTS (SELECT 1 FROM record_sealed "
        "WHERE table_name = 'motion_vote' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed)))) "
        "THEN RAISE EXCEPTION 'motion_vote is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE EXCEPTION 'motion_vote "
        "is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN OLD; "
        "END $$"
    ),
)
VOTE_POSTGRESQL_BEFORE = (
    (
        "CREATE OR REPLACE FUNCTION motion_vote_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF"
        " TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.division_id IS DISTINCT FROM "
        "OLD.division_id OR (NEW.person_id IS NOT NULL AND NEW.person_id IS DISTINCT FROM OLD.person_id) "
        "OR (NEW.councillor_name IS DISTINCT FROM OLD.councillor_name AND NOT (EXISTS (SELECT 1 FROM "
        "record_sealed WHERE table_name = 'motion_vote' AND row_key = CAST(OLD.id AS TEXT) AND "
        "is_being_changed))) OR NEW.choice IS DISTINCT FROM OLD.choice) THEN RAISE EXCEPTION 'motion_vote"
        " is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; "
        "END IF; IF true THEN RAISE EXCEPTION 'motion_vote is part of the permanent record' USING ERRCODE"
        " = 'insufficient_privilege'; END IF; RETURN OLD; END $$"
    ),
)
ATTENDANCE_SQLITE = (
    (
        "CREATE TRIGGER motion_attendance_no_update BEFORE UPDATE ON motion_attendance WHEN (NEW.id IS "
        "NOT OLD.id OR NEW.held_on IS NOT OLD.held_on OR NEW.term_id IS NOT OLD.term_id OR "
        "(NEW.member_name IS NOT OLD.member_name AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE "
        "table_name = 'motion_attendance' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR "
        "(NEW.ward IS NOT OLD.ward AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
        "'motion_attendance' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR "
        "(NEW.group_name IS NOT OLD.group_name AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE "
        "table_name = 'motion_attendance' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR "
        "NEW.presence IS NOT OLD.presence OR (NEW.interest IS NOT OLD.interest AND NOT (EXISTS (SELECT 1 "
        "FROM record_sealed WHERE table_name = 'motion_attendance' AND row_key = CAST(OLD.id AS TEXT) AND"
        " is_being_changed))) OR NEW.recorded_at IS NOT OLD.recorded_at OR (NEW.recorded_by_id IS NOT "
        "NULL AND NEW.recorded_by_id IS NOT OLD.recorded_by_id)) BEGIN SELECT RAISE(ABORT, "
        "'motion_attendance is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_attendance_no_delete BEFORE DELETE ON motion_attendance BEGIN SELECT "
        "RAISE(ABORT, 'motion_attendance is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_attendance_no_replace BEFORE INSERT ON motion_attendance WHEN EXISTS "
        "(SELECT 1 FROM motion_attendance AS OLD WHERE (OLD.id = NEW.id) OR (OLD.held_on = NEW.held_on "
        "AND OLD.term_id = NEW.term_id)) BEGIN SELECT RAISE(ABORT, 'motion_attendance is part of the "
        "permanent record'); END"
    ),
)
ATTENDANCE_POSTGRESQL = (
    (
        "CREATE FUNCTION motion_attendance_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF "
        "TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.held_on IS DISTINCT FROM "
        "OLD.held_on OR NEW.term_id IS DISTINCT FROM OLD.term_id OR (NEW.member_name IS DISTINCT FROM "
        "OLD.member_name AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
        "'motion_attendance' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.ward IS "
        "DISTINCT FROM OLD.ward AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
        "'motion_attendance' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR "
        "(NEW.group_name IS DISTINCT FROM OLD.group_name AND NOT (EXISTS (SELECT 1 FROM record_sealed "
        "WHERE table_name = 'motion_attendance' AND row_key = CAST(OLD.id AS TEXT) AND "
        "is_being_changed))) OR NEW.presence IS DISTINCT FROM OLD.presence OR (NEW.interest IS DISTINCT "
        "FROM OLD.interest AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
        "'motion_attendance' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR "
        "NEW.recorded_at IS DISTINCT FROM OLD.recorded_at OR (NEW.recorded_by_id IS NOT NULL AND "
        "NEW.recorded_by_id IS DISTINCT FROM OLD.recorded_by_id)) THEN RAISE EXCEPTION 'motion_attendance"
        " is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; "
        "END IF; IF true THEN RAISE EXCEPTION 'motion_attendance is part of the permanent record' USING "
        "ERRCODE = 'insufficient_privilege'; END IF; RETURN OLD; END $$"
    ),
    (
        "CREATE TRIGGER motion_attendance_is_kept BEFORE UPDATE OR DELETE ON motion_attendance FOR EACH "
        "ROW EXECUTE FUNCTION motion_attendance_is_kept()"
    ),
    (
        "CREATE FUNCTION motion_attendance_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'motion_attendance is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END $$"
    ),
    (
        "CREATE TRIGGER motion_attendance_is_not_emptied BEFORE TRUNCATE ON motion_attendance FOR EACH "
        "STATEMENT EXECUTE FUNCTION motion_attendance_is_not_emptied()"
    ),
)


def upgrade() -> None:
    """Make the change; votes that are there keep the name alone, since nobody knows the ward and group of that day."""
    with op.batch_alter_table("motion_vote", schema=None) as batch_op:
        batch_op.add_column(sa.Column("term_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("ward", sa.String(length=100), server_default="", nullable=False))
        batch_op.add_column(sa.Column("group_name", sa.String(length=100), server_default="", nullable=False))
        batch_op.create_index(batch_op.f("ix_motion_vote_division_id_term_id"), ["division_id", "term_id"], unique=True)
        batch_op.create_foreign_key(batch_op.f("fk_motion_vote_term_id"), "office_term", ["term_id"], ["id"])
    op.create_table(
        "motion_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("member_name", sa.String(length=200), nullable=False),
        sa.Column("ward", sa.String(length=100), nullable=False),
        sa.Column("group_name", sa.String(length=100), nullable=False),
        sa.Column("presence", sa.String(length=10), nullable=False),
        sa.Column("interest", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "presence IN ('present', 'apologies', 'absent')", name=op.f("ck_motion_attendance_known_presence")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_motion_attendance_recorded_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["term_id"], ["office_term.id"], name=op.f("fk_motion_attendance_term_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_attendance")),
        sa.UniqueConstraint("held_on", "term_id", name=op.f("uq_motion_attendance_held_on_term_id")),
    )
    _put((*VOTE_SQLITE, *ATTENDANCE_SQLITE), (*VOTE_POSTGRESQL, *ATTENDANCE_POSTGRESQL))


def downgrade() -> None:
    """Take the change back; votes keep the names under which they were recorded."""
    op.drop_table("motion_attendance")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION motion_attendance_is_kept() CASCADE")
        op.execute("DROP FUNCTION motion_attendance_is_not_emptied() CASCADE")
    with op.batch_alter_table("motion_vote", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_motion_vote_term_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_motion_vote_division_id_term_id"))
        batch_op.drop_column("group_name")
        batch_op.drop_column("ward")
        batch_op.drop_column("term_id")
    _put(VOTE_SQLITE_BEFORE, VOTE_POSTGRESQL_BEFORE)


def _put(sqlite: Iterable[str], postgresql: Iterable[str]) -> None:
    # SQLite made the table of votes anew, and with it went its guards.
    for statement in postgresql if op.get_bind().dialect.name == "postgresql" else sqlite:
        op.execute(statement)
