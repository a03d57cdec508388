"""The moment at which a response got a tag, which nobody read."""

import sqlalchemy as sa
from alembic import op

revision = "0048_drop_the_moment_of_a_tag"
down_revision = "0047_review_of_a_decision"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("submission_tagged", schema=None) as batch_op:
        batch_op.drop_column("at")


def downgrade() -> None:
    """Take the change back; when a tag was given is not known any more."""
    unknown = sa.text("'1970-01-01 00:00:00+00:00'")
    with op.batch_alter_table("submission_tagged", schema=None) as batch_op:
        batch_op.add_column(sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=unknown))
    with op.batch_alter_table("submission_tagged", schema=None) as batch_op:
        batch_op.alter_column("at", server_default=None)
