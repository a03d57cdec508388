"""Wards have a place in a map of squares."""

import sqlalchemy as sa
from alembic import op

revision = "0062_places_of_wards"
down_revision = "0061_exact_counts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("population_figure", schema=None) as batch_op:
        batch_op.add_column(sa.Column("map_column", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("map_row", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_population_figure_a_place_is_whole"), "(map_column IS NULL) = (map_row IS NULL)"
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("population_figure", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_population_figure_a_place_is_whole"), type_="check")
        batch_op.drop_column("map_row")
        batch_op.drop_column("map_column")
