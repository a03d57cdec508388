"""Follow wards, and keep under which words news was told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0040_follow_wards"
down_revision = "0039_passages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of wards and news, and say of a consultation in which ward it is."""
    op.create_table(
        "followed_ward",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followed_ward")),
        sa.UniqueConstraint("name", name=op.f("uq_followed_ward_name")),
    )
    op.create_table(
        "news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subjects", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news")),
        sa.UniqueConstraint("key", name=op.f("uq_news_key")),
    )
    with op.batch_alter_table("news", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_news_kind_subject_id"), ["kind", "subject_id"], unique=False)

    op.create_table(
        "news_place",
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("news_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["news_id"], ["news.id"], name=op.f("fk_news_place_news_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("kind", "subject_id", "news_id", name=op.f("pk_news_place")),
    )
    with op.batch_alter_table("news_place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_news_place_news_id"), ["news_id"], unique=False)

    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ward", sa.String(length=100), server_default="", nullable=False))


def downgrade() -> None:
    """Forget wards and news."""
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.drop_column("ward")

    with op.batch_alter_table("news_place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_news_place_news_id"))

    op.drop_table("news_place")
    with op.batch_alter_table("news", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_news_kind_subject_id"))

    op.drop_table("news")
    op.drop_table("followed_ward")
