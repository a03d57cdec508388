"""Interests have rows of their own, and the seats that were vacant are kept with each vote."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008_interests_and_vacancies"
down_revision = "0007_deadlines"
branch_labels = None
depends_on = None

DAYS = (sa.column("from_on", sa.Date), sa.column("to_on", sa.Date))


def upgrade() -> None:
    """Make the change; votes by name that are there keep the seats that the list of people in office says were vacant."""
    op.create_table(
        "motion_interest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attendance_id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=True),
        sa.Column("item", sa.String(length=200), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("pecuniary", "registrable", "non_registrable", name="interestkind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "participation",
            sa.Enum("withdrew", "stayed", name="participation", native_enum=False, length=10),
            nullable=False,
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('pecuniary', 'registrable', 'non_registrable')", name=op.f("ck_motion_interest_known_kind")
        ),
        sa.CheckConstraint(
            "participation IN ('withdrew', 'stayed')", name=op.f("ck_motion_interest_known_participation")
        ),
        sa.CheckConstraint("(motion_id IS NULL) != (item IS NULL)", name=op.f("ck_motion_interest_one_item")),
        sa.ForeignKeyConstraint(
            ["attendance_id"], ["motion_attendance.id"], name=op.f("fk_motion_interest_attendance_id")
        ),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_motion_interest_motion_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_motion_interest_recorded_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_interest")),
    )
    with op.batch_alter_table("motion_interest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_motion_interest_attendance_id"), ["attendance_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_motion_interest_motion_id"), ["motion_id"], unique=False)

    op.create_table(
        "motion_vacancy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("ward", sa.String(length=100), nullable=False),
        sa.Column("seat", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["division_id"], ["motion_division.id"], name=op.f("fk_motion_vacancy_division_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_vacancy")),
        sa.UniqueConstraint("division_id", "ward", "seat", name=op.f("uq_motion_vacancy_division_id_ward_seat")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER motion_interest_no_update BEFORE UPDATE ON motion_interest WHEN (NEW.id "
            "IS NOT OLD.id OR NEW.attendance_id IS NOT OLD.attendance_id OR NEW.motion_id IS NOT "
            "OLD.motion_id OR (NEW.item IS NOT OLD.item AND NOT (EXISTS (SELECT 1 FROM record_sealed "
            "WHERE table_name = 'motion_interest' AND row_key = CAST(OLD.id AS TEXT) AND "
            "is_being_changed))) OR NEW.kind IS NOT OLD.kind OR (NEW.text IS NOT OLD.text AND NOT "
            "(EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_interest' AND row_key = "
            "CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.participation IS NOT "
            "OLD.participation OR NEW.recorded_at IS NOT OLD.recorded_at OR (NEW.recorded_by_id IS "
            "NOT NULL AND NEW.recorded_by_id IS NOT OLD.recorded_by_id)) BEGIN SELECT RAISE(ABORT, "
            "'motion_interest is part of the permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER motion_interest_no_delete BEFORE DELETE ON motion_interest BEGIN SELECT "
            "RAISE(ABORT, 'motion_interest is part of the permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER motion_interest_no_replace BEFORE INSERT ON motion_interest WHEN EXISTS "
            "(SELECT 1 FROM motion_interest AS OLD WHERE (OLD.id = NEW.id)) BEGIN SELECT RAISE(ABORT, "
            "'motion_interest is part of the permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER motion_vacancy_no_update BEFORE UPDATE ON motion_vacancy WHEN (NEW.id IS "
            "NOT OLD.id OR NEW.division_id IS NOT OLD.division_id OR NEW.ward IS NOT OLD.ward OR "
            "NEW.seat IS NOT OLD.seat) BEGIN SELECT RAISE(ABORT, 'motion_vacancy is part of the "
            "permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER motion_vacancy_no_delete BEFORE DELETE ON motion_vacancy BEGIN SELECT "
            "RAISE(ABORT, 'motion_vacancy is part of the permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER motion_vacancy_no_replace BEFORE INSERT ON motion_vacancy WHEN EXISTS "
            "(SELECT 1 FROM motion_vacancy AS OLD WHERE (OLD.id = NEW.id) OR (OLD.division_id = "
            "NEW.division_id AND OLD.ward = NEW.ward AND OLD.seat = NEW.seat)) BEGIN SELECT "
            "RAISE(ABORT, 'motion_vacancy is part of the permanent record'); END"
        )

    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION motion_interest_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.attendance_id IS "
            "DISTINCT FROM OLD.attendance_id OR NEW.motion_id IS DISTINCT FROM OLD.motion_id OR "
            "(NEW.item IS DISTINCT FROM OLD.item AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE "
            "table_name = 'motion_interest' AND row_key = CAST(OLD.id AS TEXT) AND "
            "is_being_changed))) OR NEW.kind IS DISTINCT FROM OLD.kind OR (NEW.text IS DISTINCT FROM "
            "OLD.text AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
            "'motion_interest' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR "
            "NEW.participation IS DISTINCT FROM OLD.participation OR NEW.recorded_at IS DISTINCT FROM "
            "OLD.recorded_at OR (NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS DISTINCT "
            "FROM OLD.recorded_by_id)) THEN RAISE EXCEPTION 'motion_interest is part of the permanent "
            "record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true "
            "THEN RAISE EXCEPTION 'motion_interest is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END IF; RETURN OLD; END $$"
        )
        op.execute(
            "CREATE TRIGGER motion_interest_is_kept BEFORE UPDATE OR DELETE ON motion_interest FOR "
            "EACH ROW EXECUTE FUNCTION motion_interest_is_kept()"
        )
        op.execute(
            "CREATE FUNCTION motion_interest_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'motion_interest is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END $$"
        )
        op.execute(
            "CREATE TRIGGER motion_interest_is_not_emptied BEFORE TRUNCATE ON motion_interest FOR "
            "EACH STATEMENT EXECUTE FUNCTION motion_interest_is_not_emptied()"
        )
        op.execute(
            "CREATE FUNCTION motion_vacancy_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF "
            "TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.division_id IS DISTINCT "
            "FROM OLD.division_id OR NEW.ward IS DISTINCT FROM OLD.ward OR NEW.seat IS DISTINCT FROM "
            "OLD.seat) THEN RAISE EXCEPTION 'motion_vacancy is part of the permanent record' USING "
            "ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE "
            "EXCEPTION 'motion_vacancy is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END IF; RETURN OLD; END $$"
        )
        op.execute(
            "CREATE TRIGGER motion_vacancy_is_kept BEFORE UPDATE OR DELETE ON motion_vacancy FOR EACH "
            "ROW EXECUTE FUNCTION motion_vacancy_is_kept()"
        )
        op.execute(
            "CREATE FUNCTION motion_vacancy_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'motion_vacancy is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END $$"
        )
        op.execute(
            "CREATE TRIGGER motion_vacancy_is_not_emptied BEFORE TRUNCATE ON motion_vacancy FOR EACH "
            "STATEMENT EXECUTE FUNCTION motion_vacancy_is_not_emptied()"
        )
    _keep_vacancies()


def _keep_vacancies() -> None:
    """Keep, with each vote by name, the seats that ended before its day while others who sat then still sat."""
    connection = op.get_bind()
    terms = sa.table("office_term", *map(sa.column, ("id", "role", "ward", "seat")), *DAYS)
    divisions = sa.table("motion_division", sa.column("id"), sa.column("held_on", sa.Date), sa.column("is_named"))
    vacancies = sa.table("motion_vacancy", *map(sa.column, ("division_id", "ward", "seat")))
    members = connection.execute(
        sa.select(terms).where(terms.c.role == "member").order_by(terms.c.to_on, terms.c.id)
    ).all()
    for division in connection.execute(sa.select(divisions).where(divisions.c.is_named)).all():
        for ward, seat in _vacant(members, division.held_on):
            connection.execute(sa.insert(vacancies).values(division_id=division.id, ward=ward, seat=seat))


def _vacant(members: Sequence[sa.Row[Any]], day: date) -> list[tuple[str, str]]:
    sitting = [term for term in members if term.from_on <= day and (term.to_on is None or term.to_on >= day)]
    held = {(term.ward.casefold(), term.seat.casefold()) for term in sitting}
    ended = {
        (term.ward.casefold(), term.seat.casefold()): term
        for term in members
        if term.to_on is not None and term.to_on < day
    }
    return [
        (term.ward, term.seat)
        for seat, term in sorted(ended.items())
        if seat not in held and any(other.from_on <= term.to_on for other in sitting)
    ]


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("motion_vacancy")
    with op.batch_alter_table("motion_interest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_motion_interest_motion_id"))
        batch_op.drop_index(batch_op.f("ix_motion_interest_attendance_id"))

    op.drop_table("motion_interest")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS motion_interest_no_update")
        op.execute("DROP TRIGGER IF EXISTS motion_interest_no_delete")
        op.execute("DROP TRIGGER IF EXISTS motion_interest_no_replace")
        op.execute("DROP TRIGGER IF EXISTS motion_vacancy_no_update")
        op.execute("DROP TRIGGER IF EXISTS motion_vacancy_no_delete")
        op.execute("DROP TRIGGER IF EXISTS motion_vacancy_no_replace")

    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS motion_interest_is_kept CASCADE")
        op.execute("DROP FUNCTION IF EXISTS motion_interest_is_not_emptied CASCADE")
        op.execute("DROP FUNCTION IF EXISTS motion_vacancy_is_kept CASCADE")
        op.execute("DROP FUNCTION IF EXISTS motion_vacancy_is_not_emptied CASCADE")
