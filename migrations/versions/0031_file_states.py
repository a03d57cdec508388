"""Where a file stands: only one that was cleaned is handed out."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031_file_states"
down_revision = "0030_preview_links"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


def upgrade() -> None:
    """Make the change: documents were cleaned when they came, and everything else was never handed out."""
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state", sa.String(length=10), nullable=False, server_default="private"))
        batch_op.add_column(sa.Column("findings", _JSON, nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("refusal", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE stored_file SET state = 'cleaned' WHERE id IN (SELECT file_id FROM document)")
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        for column in ("state", "findings", "refusal"):
            batch_op.alter_column(column, server_default=None)
        batch_op.create_check_constraint(
            op.f("ck_stored_file_known_state"), "state IN ('private', 'waiting', 'cleaned', 'refused')"
        )
        batch_op.create_check_constraint(
            op.f("ck_stored_file_refused_says_why"), "(state = 'refused') = (refusal != '')"
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_stored_file_refused_says_why"), type_="check")
        batch_op.drop_constraint(op.f("ck_stored_file_known_state"), type_="check")
        batch_op.drop_column("refusal")
        batch_op.drop_column("findings")
        batch_op.drop_column("state")
