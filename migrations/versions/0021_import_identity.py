"""Know an imported row by its source, its key and what it said."""

import sqlalchemy as sa
from alembic import op

revision = "0021_import_identity"
down_revision = "0020_records"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.add_column(sa.Column("import_digest", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("import_source", sa.String(length=100), server_default="", nullable=False))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_column("import_source")
        batch_op.drop_column("import_digest")
