"""find by one letter."""

from alembic import op

revision = "0009_find_by_one_letter"
down_revision = "0008_move_by_one_table"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    _index("1 2 3 4 5 6 7")


def downgrade() -> None:
    """Take the change back."""
    _index("2 3 4 5 6 7")


def _index(lengths: str) -> None:
    """Let SQLite find the beginnings of words of these lengths along an index; PostgreSQL reads any along its own."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE register_search")
        op.execute(
            "CREATE VIRTUAL TABLE register_search USING fts5(words, content = 'register_deployment', "
            f"content_rowid = 'id', detail = none, tokenize = 'unicode61', prefix = '{lengths}')"
        )
        op.execute("INSERT INTO register_search (register_search) VALUES ('rebuild')")
