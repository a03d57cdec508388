"""Letters, mails and minutes that arrived as files, and what was entered from them."""

import sqlalchemy as sa
from alembic import op

revision = "0036_letters"
down_revision = "0035_steps_of_states"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("sender", sa.String(length=254), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "web", "paper", "phone", "email", "meeting", "import", name="channel", native_enum=False, length=10
            ),
            nullable=False,
        ),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "read", "entered", "aside", name="letterstate", native_enum=False, length=10),
            nullable=False,
        ),
        sa.Column("aside_reason", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(state = 'aside') = (aside_reason != '')", name=op.f("ck_letter_aside_with_a_reason")),
        sa.CheckConstraint("state IN ('waiting', 'read', 'entered', 'aside')", name=op.f("ck_letter_known_state")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_letter_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_letter_added_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_letter_file_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["parent_id"], ["letter.id"], name=op.f("fk_letter_parent_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_activity_id"), ["activity_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "letter_entry",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_letter_entry_letter_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_letter_entry_submission_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("letter_id", "submission_id", name=op.f("pk_letter_entry")),
    )
    with op.batch_alter_table("letter_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_entry_submission_id"), ["submission_id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("letter_entry")
    op.drop_table("letter")
