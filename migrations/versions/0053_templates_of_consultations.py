"""Templates: what a consultation says and asks, saved for others to begin with."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0053_templates_of_consultations"
down_revision = "0052_advice_on_issues"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "consultation_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("outline", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("origin_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("name != ''", name=op.f("ck_consultation_template_has_a_name")),
        sa.ForeignKeyConstraint(
            ["origin_id"], ["consultation.id"], name=op.f("fk_consultation_template_origin_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["person.id"], name=op.f("fk_consultation_template_saved_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_template")),
    )
    with op.batch_alter_table("consultation_template", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_template_origin_id"), ["origin_id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("consultation_template", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_template_origin_id"))

    op.drop_table("consultation_template")
