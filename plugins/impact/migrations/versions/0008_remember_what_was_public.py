"""Remember since when a piece of evidence was public."""

import sqlalchemy as sa
from alembic import op

revision = "0008_remember_what_was_public"
down_revision = "0007_withheld_and_dropped"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("impact_evidence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    # When a piece that is public now came to be, nobody kept; it was not before it was accepted.
    op.execute(
        "UPDATE impact_evidence SET published_at = (SELECT max(step.at) FROM impact_step AS step "
        "WHERE step.evidence_id = impact_evidence.id AND step.status = 'accepted') WHERE is_cleared"
    )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("impact_evidence", schema=None) as batch_op:
        batch_op.drop_column("published_at")
