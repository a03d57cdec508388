"""The library of questions, and where questions that were taken from it stand."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0055_a_library_of_questions"
down_revision = "0054_editions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "library_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("asked", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("name != ''", name=op.f("ck_library_questions_has_a_name")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_library_questions_activity_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["kept_by_id"], ["person.id"], name=op.f("fk_library_questions_kept_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_questions")),
    )
    with op.batch_alter_table("library_questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_library_questions_activity_id"), ["activity_id"], unique=False)

    op.create_table(
        "question_origin",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=30), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_question_origin_activity_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("activity_id", "key", name=op.f("pk_question_origin")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("question_origin")
    with op.batch_alter_table("library_questions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_library_questions_activity_id"))

    op.drop_table("library_questions")
