"""Label how responses arrive."""

import sqlalchemy as sa
from alembic import op

revision = "0024_label_how_responses_arrive"
down_revision = "0023_drop_unread_row_count"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "submission_labels_made",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("newest_id", sa.Integer(), nullable=False),
        sa.Column("answers_revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_submission_labels_made_activity_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_submission_labels_made")),
    )
    op.create_table(
        "submission_arrival",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(length=64), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_submission_arrival_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_submission_arrival_submission_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_submission_arrival")),
    )

    op.create_table(
        "submission_label",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=10), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("name IN ('network', 'text', 'quick')", name=op.f("ck_submission_label_known_name")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_submission_label_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_submission_label_submission_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("submission_id", "name", name=op.f("pk_submission_label")),
    )
    with op.batch_alter_table("submission_label", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_submission_label_activity_id_name_group_id"),
            ["activity_id", "name", "group_id"],
            unique=False,
        )

    op.create_table(
        "submission_wording",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_submission_wording_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_submission_wording_submission_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_submission_wording")),
    )
    with op.batch_alter_table("submission_wording", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submission_wording_activity_id"), ["activity_id"], unique=False)

    with op.batch_alter_table("submission_draft", schema=None) as batch_op:
        batch_op.add_column(sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("submission_draft", schema=None) as batch_op:
        batch_op.drop_column("begun_at")

    with op.batch_alter_table("submission_wording", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submission_wording_activity_id"))

    op.drop_table("submission_wording")
    with op.batch_alter_table("submission_label", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submission_label_activity_id_name_group_id"))

    op.drop_table("submission_label")
    op.drop_table("submission_arrival")
    op.drop_table("submission_labels_made")
