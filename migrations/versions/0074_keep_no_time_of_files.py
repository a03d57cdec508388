"""keep no time of files: that of a file which answers a question would tell when somebody answered."""

import sqlalchemy as sa
from alembic import op

revision = "0074_keep_no_time_of_files"
down_revision = "0073_let_addresses_answer_once"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.drop_column("stored_at")


def downgrade() -> None:
    """Take the change back; the times are gone, so each file gets that of the change."""
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stored_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE stored_file SET stored_at = CURRENT_TIMESTAMP")
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.alter_column("stored_at", existing_type=sa.DateTime(timezone=True), nullable=False)
