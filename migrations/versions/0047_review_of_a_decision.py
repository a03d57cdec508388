"""The day on which a decision is looked at again, and what was found then."""

import sqlalchemy as sa
from alembic import op

revision = "0047_review_of_a_decision"
down_revision = "0046_samples_of_answers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "decision_review",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column(
            "verdict", sa.Enum("yes", "partly", "no", name="verdict", native_enum=False, length=10), nullable=False
        ),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("outcome != ''", name=op.f("ck_decision_review_says_what_was_found")),
        sa.CheckConstraint("verdict IN ('yes', 'partly', 'no')", name=op.f("ck_decision_review_known_verdict")),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_decision_review_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"], ["person.id"], name=op.f("fk_decision_review_reviewed_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_decision_review")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("review_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_column("review_on")

    op.drop_table("decision_review")
