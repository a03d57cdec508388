"""What stood beside the answers of a submission before it was corrected, and why it was."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014_corrections"
down_revision = "0013_marks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change; of earlier changes only the answers are known."""
    json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.add_column("submission_earlier", sa.Column("marks", json, nullable=False, server_default=sa.text("'{}'")))
    op.add_column("submission_earlier", sa.Column("envelope", json, nullable=False, server_default=sa.text("'{}'")))
    op.add_column("submission_earlier", sa.Column("reason", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Take the change back."""
    for column in ("reason", "envelope", "marks"):
        op.drop_column("submission_earlier", column)
