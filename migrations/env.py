"""The one environment of all histories: Consult gives the connection and says whose history it is."""

from alembic import context

from consult.kernel.types import Base
from consult.migrate.column_types import render_item
from consult.migrate.histories import History


def run() -> None:
    """Run one history in the transaction that is already open."""
    attributes = context.config.attributes
    if "history" not in attributes:
        raise SystemExit("Use “consult db upgrade”, “consult db check” or “consult db revision” instead of alembic.")
    history: History = attributes["history"]
    context.configure(
        connection=attributes["connection"],
        target_metadata=Base.metadata,
        version_table=history.version_table,
        include_name=history.include_name,
        include_object=history.include_object,
        render_item=render_item,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
