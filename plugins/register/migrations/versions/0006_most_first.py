"""Let PostgreSQL read the list by a figure along an index, with unknown numbers last."""

from alembic import op

revision = "0006_most_first"
down_revision = "0005_counts_and_search"
branch_labels = None
depends_on = None

_FIGURES = ("faces_seen_estimate", "arrests")


def upgrade() -> None:
    """Make the change: SQLite reads its indexes from either end, with unknown numbers last, as they are."""
    _replace_indexes({figure: {figure: "DESC NULLS LAST", "id": "DESC"} for figure in _FIGURES})


def downgrade() -> None:
    """Take the change back."""
    _replace_indexes({figure: {} for figure in _FIGURES})


def _replace_indexes(orders: dict[str, dict[str, str]]) -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for figure, order in orders.items():
        name = f"ix_register_deployment_is_withheld_{figure}_id"
        op.drop_index(name, "register_deployment")
        op.create_index(name, "register_deployment", ["is_withheld", figure, "id"], postgresql_ops=order)
