"""What waits for a second officer, and what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "0003_ask_a_second_officer"
down_revision = "0002_keep_published_versions"
branch_labels = None
depends_on = None

SQLITE = (
    (
        "CREATE TRIGGER survey_proposal_no_update BEFORE UPDATE ON survey_proposal WHEN (OLD.outcome <> "
        "'waiting') AND (NEW.id IS NOT OLD.id OR NEW.activity_id IS NOT OLD.activity_id OR NEW.number IS "
        "NOT OLD.number OR NEW.sha256 IS NOT OLD.sha256 OR NEW.reason IS NOT OLD.reason OR "
        "NEW.proposed_at IS NOT OLD.proposed_at OR NEW.proposed_by_id IS NOT OLD.proposed_by_id OR "
        "NEW.outcome IS NOT OLD.outcome OR NEW.answer IS NOT OLD.answer OR NEW.ended_at IS NOT "
        "OLD.ended_at OR NEW.ended_by_id IS NOT OLD.ended_by_id) BEGIN SELECT RAISE(ABORT, "
        "'survey_proposal is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER survey_proposal_no_delete BEFORE DELETE ON survey_proposal WHEN (OLD.outcome <> "
        "'waiting') AND EXISTS (SELECT 1 FROM activity WHERE id = OLD.activity_id) BEGIN SELECT "
        "RAISE(ABORT, 'survey_proposal is part of the permanent record'); END"
    ),
)
POSTGRESQL = (
    (
        "CREATE FUNCTION survey_proposal_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP "
        "= 'UPDATE' THEN IF (OLD.outcome <> 'waiting') AND (NEW.id IS DISTINCT FROM OLD.id OR "
        "NEW.activity_id IS DISTINCT FROM OLD.activity_id OR NEW.number IS DISTINCT FROM OLD.number OR "
        "NEW.sha256 IS DISTINCT FROM OLD.sha256 OR NEW.reason IS DISTINCT FROM OLD.reason OR "
        "NEW.proposed_at IS DISTINCT FROM OLD.proposed_at OR NEW.proposed_by_id IS DISTINCT FROM "
        "OLD.proposed_by_id OR NEW.outcome IS DISTINCT FROM OLD.outcome OR NEW.answer IS DISTINCT FROM "
        "OLD.answer OR NEW.ended_at IS DISTINCT FROM OLD.ended_at OR NEW.ended_by_id IS DISTINCT FROM "
        "OLD.ended_by_id) THEN RAISE EXCEPTION 'survey_proposal is part of the permanent record' USING "
        "ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF (OLD.outcome <> 'waiting') "
        "AND EXISTS (SELECT 1 FROM activity WHERE id = OLD.activity_id) THEN RAISE EXCEPTION "
        "'survey_proposal is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END "
        "IF; RETURN OLD; END $$"
    ),
    (
        "CREATE TRIGGER survey_proposal_is_kept BEFORE UPDATE OR DELETE ON survey_proposal FOR EACH ROW "
        "EXECUTE FUNCTION survey_proposal_is_kept()"
    ),
)


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "survey_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(outcome = 'waiting') = (ended_at IS NULL)", name=op.f("ck_survey_proposal_ended_has_a_time")
        ),
        sa.CheckConstraint(
            "outcome <> 'confirmed' OR ended_by_id <> proposed_by_id", name=op.f("ck_survey_proposal_two_officers")
        ),
        sa.CheckConstraint(
            "outcome IN ('waiting', 'confirmed', 'sent_back', 'withdrawn', 'outdated')",
            name=op.f("ck_survey_proposal_known_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_survey_proposal_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name=op.f("fk_survey_proposal_ended_by_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["person.id"], name=op.f("fk_survey_proposal_proposed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_proposal")),
    )
    op.create_index(op.f("ix_survey_proposal_activity_id"), "survey_proposal", ["activity_id"], unique=False)
    op.create_index(
        "ix_survey_proposal_one_waiting",
        "survey_proposal",
        ["activity_id"],
        unique=True,
        sqlite_where=sa.text("outcome = 'waiting'"),
        postgresql_where=sa.text("outcome = 'waiting'"),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("survey_proposal")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION survey_proposal_is_kept()")
