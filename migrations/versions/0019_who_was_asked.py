"""Counts say who was asked, by version; changes of answers are numbered; lines of published results have a kind."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019_who_was_asked"
down_revision = "0018_verification_of_groups"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
RESULTS = sa.table("published_results", sa.column("id", sa.String), sa.column("shown", JSON))
TALLY = sa.table(
    "submission_tally",
    sa.column("activity_id", sa.Integer),
    sa.column("variable", sa.String),
    sa.column("value", sa.String),
    sa.column("shard", sa.Integer),
    sa.column("count", sa.Integer),
)


def upgrade() -> None:
    """Make the change; `consult db upgrade` counts all responses afresh after it."""
    op.add_column("activity", sa.Column("answers_revision", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.execute(sa.delete(TALLY))
    connection = op.get_bind()
    for row in connection.execute(sa.select(RESULTS)).all():
        tables = (row.shown or {}).get("tables")
        if tables is not None:
            shown = {**row.shown, "tables": [_with_kinds(table) for table in tables]}
            connection.execute(sa.update(RESULTS).where(RESULTS.c.id == row.id).values(shown=shown))


def _with_kinds(table: dict[str, Any]) -> dict[str, Any]:
    """Tell the lines apart as they stood: the total came last, and before it those without an answer."""
    lines = [dict(line) for line in table["lines"]]
    for line in lines:
        line |= {"code": "", "kind": "answer"}
    if lines:
        lines[-1]["kind"] = "total"
    if len(lines) > 1 and lines[-2]["label"] in ("No answer", "Not given"):
        lines[-2]["kind"] = "no_answer"
    return {"asked_in": "", "base": None, **table, "lines": lines}


def downgrade() -> None:
    """Take the change back; what the counts say of versions and paths is lost."""
    connection = op.get_bind()
    kept: dict[tuple[int, str, str, int], int] = {}
    for row in connection.execute(sa.select(TALLY)).all():
        if row.variable == "version" or row.variable.startswith("n:") or row.value == "-8":
            continue
        key = (row.activity_id, row.variable.partition("@")[0], row.value, row.shard)
        kept[key] = kept.get(key, 0) + row._mapping["count"]
    connection.execute(sa.delete(TALLY))
    names = ("activity_id", "variable", "value", "shard", "count")
    rows = [dict(zip(names, (*key, number), strict=True)) for key, number in kept.items()]
    if rows:
        connection.execute(sa.insert(TALLY), rows)
    op.drop_column("activity", "answers_revision")
