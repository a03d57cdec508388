"""Who lives here, for all features that measure who was reached."""

import sqlalchemy as sa
from alembic import op

revision = "0056_who_lives_here"
down_revision = "0055_a_library_of_questions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "population_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=100), nullable=False),
        sa.Column("variable", sa.String(length=100), nullable=False),
        sa.Column("category", sa.String(length=200), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_population_figure")),
        sa.UniqueConstraint("area", "variable", "category", name=op.f("uq_population_figure_area_variable_category")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("population_figure")
