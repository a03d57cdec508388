"""Keep to whom news was told, so that nobody hears of it twice."""

import sqlalchemy as sa
from alembic import op

revision = "0051_keep_to_whom_news_was_told"
down_revision = "0050_model_runs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("mail_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("news_hash", sa.String(length=64), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_mail_message_news_hash"), ["news_hash"])


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("mail_message", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_mail_message_news_hash"), type_="unique")
        batch_op.drop_column("news_hash")
