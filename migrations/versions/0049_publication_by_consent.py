"""What people wrote is published by their consent, apart from the figures."""

import sqlalchemy as sa
from alembic import op

revision = "0049_publication_by_consent"
down_revision = "0048_drop_the_moment_of_a_tag"
branch_labels = None
depends_on = None

_KNOWN = op.f("ck_bulk_act_known_kind")
_BEFORE = "'assign', 'tag', 'untag', 'exclude'"
_NOW = f"{_BEFORE}, 'publish', 'hold'"


def _let_kinds_be(kinds: str) -> None:
    with op.batch_alter_table("bulk_act", schema=None) as batch_op:
        batch_op.drop_constraint(_KNOWN, type_="check")
        batch_op.create_check_constraint(_KNOWN, f"kind IN ({kinds})")


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "published_text",
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=30), nullable=False),
        sa.Column("is_out", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_published_text_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_published_text_submission_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_published_text")),
        sa.UniqueConstraint("submission_id", "key", name=op.f("uq_published_text_submission_id_key")),
    )
    with op.batch_alter_table("published_text", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_published_text_activity_id_key_reference"), ["activity_id", "key", "reference"], unique=False
        )

    op.create_table(
        "response_publication",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column(
            "standing", sa.Enum("published", "held", name="standing", native_enum=False, length=10), nullable=False
        ),
        sa.Column("held_code", sa.String(length=30), nullable=True),
        sa.Column("held_words", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "standing != 'held' OR held_code IS NOT NULL",
            name=op.f("ck_response_publication_what_is_held_has_a_reason"),
        ),
        sa.CheckConstraint("standing IN ('published', 'held')", name=op.f("ck_response_publication_known_standing")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_response_publication_decided_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_response_publication_submission_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_response_publication")),
    )
    op.drop_column("published_results", "with_comments")
    op.drop_column("results_request", "with_comments")
    _let_kinds_be(_NOW)


def downgrade() -> None:
    """Take the change back."""
    op.execute("DELETE FROM bulk_act WHERE kind IN ('publish', 'hold')")
    _let_kinds_be(_BEFORE)
    for table in ("results_request", "published_results"):
        # What is published comes back without comments: nobody agreed to more.
        without: sa.Column[bool] = sa.Column("with_comments", sa.Boolean(), nullable=False, server_default=sa.false())
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(without)
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column("with_comments", server_default=None)
    op.drop_table("response_publication")
    with op.batch_alter_table("published_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_published_text_activity_id_key_reference"))

    op.drop_table("published_text")
