"""Nobody read how many rows a prepared export has."""

import sqlalchemy as sa
from alembic import op

revision = "0023_drop_unread_row_count"
down_revision = "0022_second_officer_publishes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.drop_column("prepared_export", "row_count")


def downgrade() -> None:
    """Take the change back."""
    op.add_column("prepared_export", sa.Column("row_count", sa.Integer(), nullable=True))
