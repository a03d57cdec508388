"""The tables impact_evidence, impact_query and more."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001_initial"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "impact_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("page_versions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("texts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("represented", sa.Integer(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("evidence_type", sa.String(length=20), nullable=True),
        sa.Column("first_hand", sa.String(length=20), nullable=True),
        sa.Column("characteristics", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("areas", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("direction", sa.String(length=20), nullable=True),
        sa.Column("severity", sa.String(length=20), nullable=True),
        sa.Column("frequency", sa.String(length=20), nullable=True),
        sa.Column("reach", sa.String(length=20), nullable=True),
        sa.Column("publication", sa.String(length=20), nullable=True),
        sa.Column("has_consent", sa.Boolean(), nullable=False),
        sa.Column("personal_data", sa.String(length=10), nullable=True),
        sa.Column("conflict", sa.String(length=10), nullable=True),
        sa.Column("is_cleared", sa.Boolean(), nullable=False),
        sa.Column("scope_reason", sa.Text(), nullable=False),
        sa.Column("weight", sa.String(length=20), nullable=True),
        sa.Column("weight_reason", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'draft') = (submission_id IS NULL)", name=op.f("ck_impact_evidence_sent_has_an_envelope")
        ),
        sa.CheckConstraint(
            "direction IN ('harm', 'benefit', 'mixed')", name=op.f("ck_impact_evidence_known_direction")
        ),
        sa.CheckConstraint(
            "evidence_type IN ('lived_experience', 'survey', 'case_study', 'statistics', 'research', 'legal', 'media', 'photo')",
            name=op.f("ck_impact_evidence_known_evidence_type"),
        ),
        sa.CheckConstraint(
            "first_hand IN ('first_hand', 'reported', 'both')", name=op.f("ck_impact_evidence_known_first_hand")
        ),
        sa.CheckConstraint(
            "frequency IN ('once', 'sometimes', 'often', 'always')", name=op.f("ck_impact_evidence_known_frequency")
        ),
        sa.CheckConstraint(
            "publication IN ('public', 'anonymous', 'officers_only')", name=op.f("ck_impact_evidence_known_publication")
        ),
        sa.CheckConstraint(
            "reach IN ('few', 'one_community', 'several_communities', 'whole_area')",
            name=op.f("ck_impact_evidence_known_reach"),
        ),
        sa.CheckConstraint("severity IN ('low', 'medium', 'high')", name=op.f("ck_impact_evidence_known_severity")),
        sa.CheckConstraint(
            "status != 'out_of_scope' OR scope_reason != ''", name=op.f("ck_impact_evidence_out_of_scope_has_a_reason")
        ),
        sa.CheckConstraint(
            "status != 'responded' OR answer != ''", name=op.f("ck_impact_evidence_responded_has_an_answer")
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'submitted', 'screened', 'queried', 'accepted', 'out_of_scope', 'considered', 'responded')",
            name=op.f("ck_impact_evidence_known_status"),
        ),
        sa.CheckConstraint(
            "weight IN ('great', 'some', 'little', 'none')", name=op.f("ck_impact_evidence_known_weight")
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_impact_evidence_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_impact_evidence_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["person.id"], name=op.f("fk_impact_evidence_saved_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_impact_evidence_submission_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["person.id"], name=op.f("fk_impact_evidence_submitted_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impact_evidence")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_impact_evidence_idempotency_key")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_impact_evidence_submission_id")),
    )
    op.create_index(
        op.f("ix_impact_evidence_activity_id_status_id"),
        "impact_evidence",
        ["activity_id", "status", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_impact_evidence_organisation_id_id"), "impact_evidence", ["organisation_id", "id"], unique=False
    )
    op.create_table(
        "impact_query",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk_impact_query_answered_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_impact_query_asked_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["impact_evidence.id"], name=op.f("fk_impact_query_evidence_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impact_query")),
    )
    op.create_index(op.f("ix_impact_query_evidence_id"), "impact_query", ["evidence_id"], unique=False)
    op.create_table(
        "impact_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_impact_step_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["impact_evidence.id"], name=op.f("fk_impact_step_evidence_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impact_step")),
        sa.UniqueConstraint("evidence_id", "number", name=op.f("uq_impact_step_evidence_id_number")),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("impact_step")
    op.drop_index(op.f("ix_impact_query_evidence_id"), table_name="impact_query")
    op.drop_table("impact_query")
    op.drop_index(op.f("ix_impact_evidence_organisation_id_id"), table_name="impact_evidence")
    op.drop_index(op.f("ix_impact_evidence_activity_id_status_id"), table_name="impact_evidence")
    op.drop_table("impact_evidence")
