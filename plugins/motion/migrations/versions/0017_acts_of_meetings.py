"""What meetings did with motions other than voting on them, and what their chairs took as urgent."""

import sqlalchemy as sa
from alembic import op

revision = "0017_acts_of_meetings"
down_revision = "0016_motions_point_to_meetings"
branch_labels = None
depends_on = None

BEFORE = "'draft', 'submitted', 'returned', 'valid', 'on_agenda', 'carried', 'lost', 'tied', 'withdrawn', 'lapsed'"
STATES = f"{BEFORE}, 'referred', 'deferred', 'adjourned', 'not_put', 'out_of_order'"


def upgrade() -> None:
    """Make the change."""
    _let_motions_stand_at(STATES)
    op.create_table(
        "motion_meeting_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column(
            "act",
            sa.Enum(
                "time_ran_out",
                "referred",
                "deferred",
                "adjourned",
                "not_put",
                "out_of_order",
                "withdrawn",
                name="meetingact",
                native_enum=False,
                length=15,
            ),
            nullable=False,
        ),
        sa.Column("body", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(act = 'referred') = (body != '')", name=op.f("ck_motion_meeting_act_referred_has_body")),
        sa.CheckConstraint(
            "act IN ('time_ran_out', 'referred', 'deferred', 'adjourned', 'not_put', 'out_of_order', 'withdrawn')",
            name=op.f("ck_motion_meeting_act_known_act"),
        ),
        sa.CheckConstraint("reason != ''", name=op.f("ck_motion_meeting_act_has_reason")),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_motion_meeting_act_motion_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_motion_meeting_act_recorded_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_meeting_act")),
        sa.UniqueConstraint("motion_id", "held_on", name=op.f("uq_motion_meeting_act_motion_id_held_on")),
    )
    op.create_table(
        "motion_urgency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=False),
        sa.Column("chair_name", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("reason != ''", name=op.f("ck_motion_urgency_has_reason")),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_motion_urgency_motion_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_motion_urgency_recorded_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_urgency")),
        sa.UniqueConstraint("motion_id", "meeting_on", name=op.f("uq_motion_urgency_motion_id_meeting_on")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER motion_meeting_act_no_update BEFORE UPDATE ON motion_meeting_act WHEN "
            "(NEW.id IS NOT OLD.id OR NEW.motion_id IS NOT OLD.motion_id OR NEW.held_on IS NOT "
            "OLD.held_on OR NEW.act IS NOT OLD.act OR (NEW.body IS NOT OLD.body AND NOT (EXISTS "
            "(SELECT 1 FROM record_sealed WHERE table_name = 'motion_meeting_act' AND row_key = "
            "CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.reason IS NOT OLD.reason AND NOT "
            "(EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_meeting_act' AND row_key "
            "= CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.recorded_at IS NOT OLD.recorded_at "
            "OR (NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS NOT OLD.recorded_by_id)) "
            "BEGIN SELECT RAISE(ABORT, 'motion_meeting_act is part of the permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER motion_meeting_act_no_delete BEFORE DELETE ON motion_meeting_act BEGIN "
            "SELECT RAISE(ABORT, 'motion_meeting_act is part of the permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER motion_meeting_act_no_replace BEFORE INSERT ON motion_meeting_act WHEN "
            "EXISTS (SELECT 1 FROM motion_meeting_act AS OLD WHERE (OLD.id = NEW.id) OR "
            "(OLD.motion_id = NEW.motion_id AND OLD.held_on = NEW.held_on)) BEGIN SELECT RAISE(ABORT, "
            "'motion_meeting_act is part of the permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER motion_urgency_no_update BEFORE UPDATE ON motion_urgency WHEN (NEW.id IS "
            "NOT OLD.id OR NEW.motion_id IS NOT OLD.motion_id OR NEW.meeting_on IS NOT OLD.meeting_on "
            "OR (NEW.chair_name IS NOT OLD.chair_name AND NOT (EXISTS (SELECT 1 FROM record_sealed "
            "WHERE table_name = 'motion_urgency' AND row_key = CAST(OLD.id AS TEXT) AND "
            "is_being_changed))) OR (NEW.reason IS NOT OLD.reason AND NOT (EXISTS (SELECT 1 FROM "
            "record_sealed WHERE table_name = 'motion_urgency' AND row_key = CAST(OLD.id AS TEXT) AND "
            "is_being_changed))) OR NEW.recorded_at IS NOT OLD.recorded_at OR (NEW.recorded_by_id IS "
            "NOT NULL AND NEW.recorded_by_id IS NOT OLD.recorded_by_id)) BEGIN SELECT RAISE(ABORT, "
            "'motion_urgency is part of the permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER motion_urgency_no_delete BEFORE DELETE ON motion_urgency BEGIN SELECT "
            "RAISE(ABORT, 'motion_urgency is part of the permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER motion_urgency_no_replace BEFORE INSERT ON motion_urgency WHEN EXISTS "
            "(SELECT 1 FROM motion_urgency AS OLD WHERE (OLD.id = NEW.id) OR (OLD.motion_id = "
            "NEW.motion_id AND OLD.meeting_on = NEW.meeting_on)) BEGIN SELECT RAISE(ABORT, "
            "'motion_urgency is part of the permanent record'); END"
        )

    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION motion_meeting_act_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS "
            "DISTINCT FROM OLD.motion_id OR NEW.held_on IS DISTINCT FROM OLD.held_on OR NEW.act IS "
            "DISTINCT FROM OLD.act OR (NEW.body IS DISTINCT FROM OLD.body AND NOT (EXISTS (SELECT 1 "
            "FROM record_sealed WHERE table_name = 'motion_meeting_act' AND row_key = CAST(OLD.id AS "
            "TEXT) AND is_being_changed))) OR (NEW.reason IS DISTINCT FROM OLD.reason AND NOT (EXISTS "
            "(SELECT 1 FROM record_sealed WHERE table_name = 'motion_meeting_act' AND row_key = "
            "CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.recorded_at IS DISTINCT FROM "
            "OLD.recorded_at OR (NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS DISTINCT "
            "FROM OLD.recorded_by_id)) THEN RAISE EXCEPTION 'motion_meeting_act is part of the "
            "permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; "
            "IF true THEN RAISE EXCEPTION 'motion_meeting_act is part of the permanent record' USING "
            "ERRCODE = 'insufficient_privilege'; END IF; RETURN OLD; END $$"
        )
        op.execute(
            "CREATE TRIGGER motion_meeting_act_is_kept BEFORE UPDATE OR DELETE ON motion_meeting_act "
            "FOR EACH ROW EXECUTE FUNCTION motion_meeting_act_is_kept()"
        )
        op.execute(
            "CREATE FUNCTION motion_meeting_act_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'motion_meeting_act is part of the permanent record' USING "
            "ERRCODE = 'insufficient_privilege'; END $$"
        )
        op.execute(
            "CREATE TRIGGER motion_meeting_act_is_not_emptied BEFORE TRUNCATE ON motion_meeting_act "
            "FOR EACH STATEMENT EXECUTE FUNCTION motion_meeting_act_is_not_emptied()"
        )
        op.execute(
            "CREATE FUNCTION motion_urgency_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF "
            "TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT "
            "FROM OLD.motion_id OR NEW.meeting_on IS DISTINCT FROM OLD.meeting_on OR (NEW.chair_name "
            "IS DISTINCT FROM OLD.chair_name AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE "
            "table_name = 'motion_urgency' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) "
            "OR (NEW.reason IS DISTINCT FROM OLD.reason AND NOT (EXISTS (SELECT 1 FROM record_sealed "
            "WHERE table_name = 'motion_urgency' AND row_key = CAST(OLD.id AS TEXT) AND "
            "is_being_changed))) OR NEW.recorded_at IS DISTINCT FROM OLD.recorded_at OR "
            "(NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS DISTINCT FROM "
            "OLD.recorded_by_id)) THEN RAISE EXCEPTION 'motion_urgency is part of the permanent "
            "record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true "
            "THEN RAISE EXCEPTION 'motion_urgency is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END IF; RETURN OLD; END $$"
        )
        op.execute(
            "CREATE TRIGGER motion_urgency_is_kept BEFORE UPDATE OR DELETE ON motion_urgency FOR EACH "
            "ROW EXECUTE FUNCTION motion_urgency_is_kept()"
        )
        op.execute(
            "CREATE FUNCTION motion_urgency_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'motion_urgency is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END $$"
        )
        op.execute(
            "CREATE TRIGGER motion_urgency_is_not_emptied BEFORE TRUNCATE ON motion_urgency FOR EACH "
            "STATEMENT EXECUTE FUNCTION motion_urgency_is_not_emptied()"
        )


def downgrade() -> None:
    """Take the change back."""
    op.execute("UPDATE motion SET state = 'on_agenda' WHERE state IN ('referred', 'deferred', 'adjourned')")
    op.execute("UPDATE motion SET state = 'lapsed' WHERE state IN ('not_put', 'out_of_order')")
    _let_motions_stand_at(BEFORE)
    op.drop_table("motion_urgency")
    op.drop_table("motion_meeting_act")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS motion_meeting_act_no_update")
        op.execute("DROP TRIGGER IF EXISTS motion_meeting_act_no_delete")
        op.execute("DROP TRIGGER IF EXISTS motion_meeting_act_no_replace")
        op.execute("DROP TRIGGER IF EXISTS motion_urgency_no_update")
        op.execute("DROP TRIGGER IF EXISTS motion_urgency_no_delete")
        op.execute("DROP TRIGGER IF EXISTS motion_urgency_no_replace")

    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS motion_meeting_act_is_kept CASCADE")
        op.execute("DROP FUNCTION IF EXISTS motion_meeting_act_is_not_emptied CASCADE")
        op.execute("DROP FUNCTION IF EXISTS motion_urgency_is_kept CASCADE")
        op.execute("DROP FUNCTION IF EXISTS motion_urgency_is_not_emptied CASCADE")


def _let_motions_stand_at(states: str) -> None:
    with op.batch_alter_table("motion", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_motion_known_state"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_motion_known_state"), f"state IN ({states})")
