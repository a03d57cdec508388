"""Why a response was changed, and by whom."""

import sqlalchemy as sa
from alembic import op

revision = "0011_earlier"
down_revision = "0010_search_in_every_script"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change; what was kept so far came from the authors."""
    with op.batch_alter_table("submission_earlier", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cause", sa.String(length=20), nullable=False, server_default="author"))
        batch_op.add_column(sa.Column("replaced_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_submission_earlier_replaced_by_id"),
            "person",
            ["replaced_by_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_submission_earlier_known_cause"), "cause IN ('author', 'correction')"
        )
    with op.batch_alter_table("submission_earlier", schema=None) as batch_op:
        batch_op.alter_column("cause", server_default=None)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("submission_earlier", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_submission_earlier_known_cause"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_submission_earlier_replaced_by_id"), type_="foreignkey")
        batch_op.drop_column("replaced_by_id")
        batch_op.drop_column("cause")
