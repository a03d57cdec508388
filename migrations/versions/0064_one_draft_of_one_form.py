"""The key of the form that began a consultation: the same form sent twice begins one."""

import sqlalchemy as sa
from alembic import op

revision = "0064_one_draft_of_one_form"
down_revision = "0063_only_editions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column("consultation", sa.Column("form_key", sa.String(length=64), nullable=True))
    op.create_index(op.f("ix_consultation_form_key"), "consultation", ["form_key"], unique=True)


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(op.f("ix_consultation_form_key"), table_name="consultation")
    op.drop_column("consultation", "form_key")
