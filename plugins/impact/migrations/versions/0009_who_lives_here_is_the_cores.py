"""Who lives here is kept by the core, for everything that measures who was reached."""

import sqlalchemy as sa
from alembic import op

revision = "0009_who_lives_here_is_the_cores"
down_revision = "0008_remember_what_was_public"
branch_labels = None
depends_on = None

TO_THE_CORE = """
INSERT INTO population_figure (area, variable, category, count, source)
SELECT area, variable, category, count, source FROM impact_baseline ORDER BY id
"""
BACK = """
INSERT INTO impact_baseline (area, variable, category, count, source)
SELECT area, variable, category, count, source FROM population_figure ORDER BY id
"""


def upgrade() -> None:
    """Make the change."""
    op.execute(TO_THE_CORE)
    op.drop_table("impact_baseline")


def downgrade() -> None:
    """Take the change back."""
    op.create_table(
        "impact_baseline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=100), nullable=False),
        sa.Column("variable", sa.String(length=100), nullable=False),
        sa.Column("category", sa.String(length=200), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impact_baseline")),
        sa.UniqueConstraint("area", "variable", "category", name=op.f("uq_impact_baseline_area_variable_category")),
    )
    op.execute(BACK)
    op.execute("DELETE FROM population_figure")
