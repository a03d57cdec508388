"""Why not every response was read before a decision, and the key of the form that listed an issue."""

import sqlalchemy as sa
from alembic import op

revision = "0017_unread"
down_revision = "0016_confirm_news"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unread_reason", sa.Text(), server_default=sa.text("''"), nullable=False))

    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.add_column(sa.Column("form_key", sa.String(length=64), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_issue_form_key"), ["form_key"])


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_issue_form_key"), type_="unique")
        batch_op.drop_column("form_key")

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_column("unread_reason")
