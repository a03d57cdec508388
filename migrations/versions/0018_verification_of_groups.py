"""On what ground a group is verified, by which document, and until when."""

import sqlalchemy as sa
from alembic import op

revision = "0018_verification_of_groups"
down_revision = "0017_unread"
branch_labels = None
depends_on = None

NEW = ("verification_ground", "verification_document", "version")


def upgrade() -> None:
    """Make the change; groups that were verified before state no ground."""
    with op.batch_alter_table("organisation") as batch_op:
        batch_op.add_column(sa.Column("verified_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("verification_ground", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("verification_document", sa.String(200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("organisation") as batch_op:
        for column in NEW:
            batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("organisation") as batch_op:
        for column in (*reversed(NEW), "verified_until"):
            batch_op.drop_column(column)
