"""Keep when news was asked for and confirmed, and who caused a mail."""

import sqlalchemy as sa
from alembic import op

revision = "0016_confirm_news"
down_revision = "0015_keep_samples_of_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("mail_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("caused_by_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_mail_message_caused_by_id"), ["caused_by_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_mail_message_caused_by_id"), "person", ["caused_by_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
    # Whoever asked before this was asked of anybody is taken at their word: every mail has a link that stops it.
    op.execute("UPDATE participation SET asked_at = CURRENT_TIMESTAMP, confirmed_at = CURRENT_TIMESTAMP")
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.alter_column("asked_at", existing_type=sa.DateTime(timezone=True), nullable=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_column("confirmed_at")
        batch_op.drop_column("asked_at")

    with op.batch_alter_table("mail_message", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_mail_message_caused_by_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_mail_message_caused_by_id"))
        batch_op.drop_column("caused_by_id")
