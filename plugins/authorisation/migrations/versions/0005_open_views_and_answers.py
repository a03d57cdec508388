"""How many views of a case nobody has considered, and by when an answer to conditions is asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0005_open_views_and_answers"
down_revision = "0004_rules_and_numbers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change; the daily job counts what stands there already."""
    for name in ("open_views", "open_council_views"):
        op.add_column("authorisation_case", sa.Column(name, sa.Integer(), server_default="0", nullable=False))
    op.add_column("authorisation_conditions", sa.Column("answer_by", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("authorisation_conditions", "answer_by")
    op.drop_column("authorisation_case", "open_council_views")
    op.drop_column("authorisation_case", "open_views")
