"""Writing revisions from the models; for developers, in the repository."""

import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.autogenerate.render import renderers
from alembic.config import Config
from alembic.operations.ops import MigrateOperation, MigrationScript
from sqlalchemy import Connection

from consult.contract.registry import Registry
from consult.kernel.db import Database, open_database
from consult.kernel.errors import Misconfigured
from consult.kernel.text import code_from
from consult.migrate.guards import made_by, missing_triggers, statements_beside
from consult.migrate.histories import History, histories
from consult.migrate.upgrades import upgrade

LONGEST_ID = 32
"""Alembic keeps the name of a revision in a column of so many letters, and PostgreSQL refuses more."""
_WIDTH = 88


def write_revision(database: Database, registry: Registry, name: str, message: str) -> Path:
    """Write the next revision of one history: what the models say beyond the earlier ones.

    Raises `Misconfigured` for an unknown history and for a message too long to name a revision.
    """
    with TemporaryDirectory() as folder:
        scratch = open_database(f"sqlite:///{Path(folder) / 'scratch.sqlite3'}", database.keys, pool_size=1)
        upgrade(scratch, registry)
        with scratch.engine.connect() as connection:
            history = _history(registry, name)
            revision = _name_of(history, message)

            def add_guards(_context: object, _revision: object, scripts: list[MigrationScript]) -> None:
                for script in scripts:
                    _add_guards(script, connection, history)

            command.revision(
                _formatting(history.config(connection)),
                message.rstrip("."),
                autogenerate=True,
                rev_id=revision,
                process_revision_directives=add_guards,
            )
        scratch.engine.dispose()
    return history.versions / f"{revision}.py"


def _name_of(history: History, message: str) -> str:
    revision = f"{len(history.revisions()) + 1:04d}_{code_from(message, longest=100)}"
    if len(revision) > LONGEST_ID:
        raise Misconfigured(f"Say what the revision does in at most {LONGEST_ID - 5} letters: they become its name.")
    return revision


def _history(registry: Registry, name: str) -> History:
    found = {history.name: history for history in histories(registry)}
    if name not in found:
        raise Misconfigured(f"There is no history called {name}. Choose one of: {', '.join(found)}.")
    return found[name]


def _formatting(config: Config) -> Config:
    """Let Alembic format what it wrote with the ruff of this environment, by the rules of the project."""
    options = "format --quiet --no-cache REVISION_SCRIPT_FILENAME"
    rules = Path(__file__).parents[2] / "pyproject.toml"
    if rules.is_file():
        options = f"format --quiet --no-cache --config {rules} REVISION_SCRIPT_FILENAME"
    for name, value in {
        "hooks": "ruff",
        "ruff.type": "exec",
        "ruff.executable": sys.executable,
        "ruff.options": f"-m ruff {options}",
    }.items():
        config.set_section_option("post_write_hooks", name, value.replace("%", "%%"))
    return config


def _add_guards(script: MigrationScript, connection: Connection, history: History) -> None:
    """Add the triggers that the models ask for and no revision makes yet, and their end to the way back."""
    tables = [table for table in history.tables.values() if missing_triggers(connection, [table])]
    if not tables or script.upgrade_ops is None or script.downgrade_ops is None:
        return
    for dialect, kind, way in (("sqlite", "TRIGGER", ""), ("postgresql", "FUNCTION", " CASCADE")):
        statements = statements_beside(tables, dialect)
        drops = [f"DROP {kind} IF EXISTS {name}{way}" for name in _names_made(statements, kind)]
        script.upgrade_ops.ops.append(ExecuteOn(dialect, statements))
        script.downgrade_ops.ops.append(ExecuteOn(dialect, drops))


def _names_made(statements: Sequence[str], kind: str) -> list[str]:
    made = [name for statement in statements for found, name in made_by(statement) if found == kind]
    return list(dict.fromkeys(made))


class ExecuteOn(MigrateOperation):
    """Statements that one kind of database runs, as a line of a revision that Alembic writes."""

    def __init__(self, dialect: str, statements: Sequence[str]) -> None:
        self.dialect, self.statements = dialect, statements


@renderers.dispatch_for(ExecuteOn)
def _render(_context: object, operation: ExecuteOn) -> list[str]:
    lines = [f"op.execute({_quoted(statement)})" for statement in operation.statements]
    # The empty line ends the block.
    return [f'if op.get_bind().dialect.name == "{operation.dialect}":', *lines, ""]


def _quoted(statement: str) -> str:
    """Return a statement as strings that fit into a line, one beside the other."""
    words = " ".join(statement.split())
    lines = textwrap.wrap(words, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return " ".join(repr(line if line is lines[-1] else f"{line} ") for line in lines)
