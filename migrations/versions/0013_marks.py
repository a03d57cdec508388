"""What stands on the original of a submission and is no answer."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013_marks"
down_revision = "0012_chain_the_trail"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change; what is there so far has no marks."""
    json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.add_column("submission", sa.Column("marks", json, nullable=False, server_default=sa.text("'{}'")))
    op.execute(
        "INSERT INTO submission_tally (activity_id, variable, value, shard, count) "
        "SELECT activity.id, 'form', 'blank', 0, count(*) FROM submission JOIN activity ON activity.id = activity_id "
        "WHERE submission.status = 'submitted' AND CAST(answers AS text) = '{}' "
        "AND activity.kind IN ('response', 'survey') GROUP BY activity.id"
    )


def downgrade() -> None:
    """Take the change back."""
    op.execute("DELETE FROM submission_tally WHERE variable = 'form'")
    op.drop_column("submission", "marks")
