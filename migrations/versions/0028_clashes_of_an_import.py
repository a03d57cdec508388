"""Keep the rows of a file that say something else than before, with what was chosen for each."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0028_clashes_of_an_import"
down_revision = "0027_citations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "import_clash",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("import_key", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("says", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.CheckConstraint("choice IN ('', 'leave', 'take', 'separate')", name=op.f("ck_import_clash_known_choice")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["response_import.id"], name=op.f("fk_import_clash_import_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_import_clash_submission_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_id", "number", name=op.f("pk_import_clash")),
    )
    op.create_index(op.f("ix_import_clash_submission_id"), "import_clash", ["submission_id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(op.f("ix_import_clash_submission_id"), table_name="import_clash")
    op.drop_table("import_clash")
