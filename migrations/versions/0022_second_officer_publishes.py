"""Results wait for a second officer before they are published."""

import sqlalchemy as sa
from alembic import op

revision = "0022_second_officer_publishes"
down_revision = "0021_import_identity"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "results_request",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("with_comments", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_results_request_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_results_request_asked_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_results_request")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("results_request")
