"""Samples of keys tell whether keys and data belong together."""

import sqlalchemy as sa
from alembic import op

revision = "0015_keep_samples_of_keys"
down_revision = "0014_corrections"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "key_sample",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("made", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_sample")),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("key_sample")
