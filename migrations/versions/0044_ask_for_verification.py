"""ask for verification."""

import sqlalchemy as sa
from alembic import op

revision = "0044_ask_for_verification"
down_revision = "0043_closing_alerts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change; a group that registered itself, and that no officer looked at, waits for one."""
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("refusal", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.alter_column("refusal", server_default=None)
    opened = (
        "SELECT organisation_id FROM invitation "
        "WHERE invited_by_id IS NULL AND used_at IS NOT NULL AND organisation_id IS NOT NULL"
    )
    waits = f"version = 1 AND verified_at IS NULL AND id IN ({opened})"
    op.execute(f"UPDATE organisation SET asked_at = created_at WHERE {waits}")  # noqa: S608 (words of our own)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_column("refusal")
        batch_op.drop_column("refused_at")
        batch_op.drop_column("asked_at")
