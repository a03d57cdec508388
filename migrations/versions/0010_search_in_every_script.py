"""Make the search index anew, for words of every script; a job fills it."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010_search_in_every_script"
down_revision = "0009_decisions"
branch_labels = None
depends_on = None

_POSTGRESQL = (
    "CREATE TABLE submission_search ("
    "submission_id bigint PRIMARY KEY REFERENCES submission (id) ON DELETE CASCADE, document tsvector NOT NULL)",
    "CREATE INDEX ix_submission_search_document ON submission_search USING gin (document)",
)
_BEFORE = (
    'CREATE VIRTUAL TABLE submission_search USING fts5(document, tokenize = "porter unicode61 remove_diacritics 2")'
)
_NOW = "CREATE VIRTUAL TABLE submission_search USING fts5(document, tokenize = 'ascii', detail = none)"
_JOB = sa.table(
    "job",
    sa.column("name", sa.String),
    sa.column("args", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
    sa.column("state", sa.String),
    sa.column("attempts", sa.Integer),
    sa.column("progress", sa.Integer),
    sa.column("total", sa.Integer),
    sa.column("message", sa.Text),
    sa.column("url", sa.String),
    sa.column("due_at", sa.DateTime(timezone=True)),
    sa.column("created_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    """Empty the index, and ask for the work that fills it."""
    _make(_NOW)
    if op.get_bind().scalar(sa.text("SELECT EXISTS (SELECT 1 FROM submission)")):
        at = datetime.now(UTC)
        if op.get_bind().dialect.name == "sqlite":
            at = at.replace(tzinfo=None)
        row = {"name": "submissions.index", "args": {"after": 0}, "state": "queued", "attempts": 0, "progress": 0}
        op.bulk_insert(_JOB, [{**row, "total": 0, "message": "", "url": "", "due_at": at, "created_at": at}])


def downgrade() -> None:
    """Empty the index; the earlier version finds what is written from now on."""
    op.execute(sa.delete(_JOB).where(_JOB.c.name == "submissions.index", _JOB.c.state == "queued"))
    _make(_BEFORE)


def _make(sqlite: str) -> None:
    op.execute("DROP TABLE submission_search")
    for statement in (sqlite,) if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)
