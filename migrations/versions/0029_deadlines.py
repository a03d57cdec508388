"""Deadlines: by when something has to be done about a row."""

import sqlalchemy as sa
from alembic import op

revision = "0029_deadlines"
down_revision = "0028_clashes_of_an_import"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("counted_from", sa.Date(), nullable=True),
        sa.Column("remind_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "owner IN ('group_member', 'councillor', 'officer', 'authorising_officer', 'auditor', 'administrator')",
            name=op.f("ck_deadline_known_owner"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
        sa.UniqueConstraint("kind", "subject_id", "text", name=op.f("uq_deadline_kind_subject_id_text")),
    )
    op.create_index(op.f("ix_deadline_met_at_remind_on"), "deadline", ["met_at", "remind_on"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("deadline")
