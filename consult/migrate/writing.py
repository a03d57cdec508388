"""Writing revisions from the models; for developers, in the repository."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Table

from consult.contract.registry import Registry
from consult.kernel.db import Database, open_database
from consult.kernel.errors import Misconfigured
from consult.kernel.text import code_from
from consult.kernel.types import Base
from consult.migrate.guards import made_by, missing_triggers, statements_beside
from consult.migrate.histories import CORE, History, histories
from consult.migrate.rendering import render_item
from consult.migrate.running import upgrade

LONGEST = 380
LONGEST_ID = 32
"""Alembic keeps the name of a revision in a column of so many letters, and PostgreSQL refuses more."""
_RUN = (
    '\n    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:'
    "\n        op.execute(statement)"
)
WIDTH = 120
_LONG_STRING = re.compile(rf'^( *)"([^"\\n]{{{WIDTH - 30},}})",$', re.MULTILINE)


def write_revision(database: Database, registry: Registry, name: str, message: str) -> Path:
    """Write the next revision of one history: what the models say beyond the earlier ones."""
    from alembic import command

    with TemporaryDirectory() as folder:
        scratch = open_database(f"sqlite:///{Path(folder) / 'scratch.sqlite3'}", database.keys, pool_size=1)
        upgrade(scratch, registry)
        with scratch.engine.connect() as connection:
            history = _history(registry, name)
            number = len(history.revisions()) + 1
            revision = f"{number:04d}_{code_from(message, longest=100)}"
            if len(revision) > LONGEST_ID:
                longest = LONGEST_ID - 5
                raise Misconfigured(f"Say what the revision does in at most {longest} letters: they become its name.")
            command.revision(history.config(connection), message.rstrip("."), autogenerate=True, rev_id=revision)
            written = history.versions / f"{revision}.py"
            _add_guards(written, connection, history)
        scratch.engine.dispose()
    _format([written])
    return written


def _add_guards(path: Path, connection: Connection, history: History) -> None:
    """Add the triggers that the models ask for and no revision makes yet."""
    tables = [table for table in history.tables.values() if missing_triggers(connection, [table])]
    if not tables:
        return
    extra = {dialect: statements_beside(tables, dialect) for dialect in ("sqlite", "postgresql")}
    made = [(kind, name) for statements in extra.values() for one in statements for kind, name in made_by(one)]
    drops = {
        "sqlite": [f"DROP TRIGGER IF EXISTS {name}" for kind, name in made if kind == "TRIGGER"],
        "postgresql": [f"DROP FUNCTION IF EXISTS {name} CASCADE" for kind, name in made if kind == "FUNCTION"],
    }
    upgrades, downgrades = path.read_text().split("\n\n\ndef downgrade() -> None:")
    upgrades = upgrades.replace("depends_on = None\n", f"depends_on = None\n\n{_constants(extra)}", 1)
    undone = "".join(
        f'\n    if op.get_bind().dialect.name == "{dialect}":'
        + "".join(f'\n        op.execute("{one}")' for one in dict.fromkeys(statements))
        for dialect, statements in drops.items()
    )
    path.write_text(f"{upgrades.rstrip()}{_RUN}\n\n\ndef downgrade() -> None:{downgrades.rstrip()}{undone}\n")


def _history(registry: Registry, name: str) -> History:
    found = {one.name: one for one in histories(registry)}
    if name not in found:
        raise Misconfigured(f"There is no history called {name}. Choose one of: {', '.join(found)}.")
    return found[name]


def write_initial(database: Database, registry: Registry) -> list[Path]:
    """Replace all revisions by ones that make today's tables; only before a first release."""
    written: list[Path] = []
    with TemporaryDirectory() as folder:
        scratch = open_database(f"sqlite:///{Path(folder) / 'scratch.sqlite3'}", database.keys, pool_size=1)
        with scratch.engine.connect() as connection:
            for history in histories(registry):
                shutil.rmtree(history.versions, ignore_errors=True)
                if history.tables:
                    history.versions.mkdir(parents=True)
                    written += _write_history(connection, history)
        scratch.engine.dispose()
    return written


def _write_history(connection: Connection, history: History) -> Iterator[Path]:
    earlier: str | None = None
    for number, (title, tables) in enumerate(_chapters(connection, history), start=1):
        revision = f"{number:04d}_{title}"
        path = history.versions / f"{revision}.py"
        path.write_text(_source(connection, tables, revision, earlier))
        _format([path])
        earlier = revision
        yield path


def _chapters(connection: Connection, history: History) -> list[tuple[str, list[Table]]]:
    """Divide the tables into revisions a person can read: by feature in the core, by length in a plugin."""
    ordered = [table for table in Base.metadata.sorted_tables if table.name in history.tables]
    if history.name != CORE:
        return _by_length(connection, ordered)
    feature_of = _features()
    chapters: dict[str, list[Table]] = {}
    for table in ordered:
        chapters.setdefault(feature_of[table.name], []).append(table)
    placed: list[str] = []
    while len(placed) < len(chapters):
        ready = [name for name in chapters if name not in placed and _needs(chapters[name], feature_of, name, placed)]
        if not ready:
            raise Misconfigured("The tables of two features point to each other, so neither can be made first.")
        placed.append(ready[0])
    return [(name, chapters[name]) for name in placed]


def _features() -> dict[str, str]:
    return {
        mapper.local_table.name: mapper.class_.__module__.split(".")[1]
        for mapper in Base.registry.mappers
        if isinstance(mapper.local_table, Table)
    }


def _needs(tables: Sequence[Table], feature_of: dict[str, str], own: str, placed: Sequence[str]) -> bool:
    needed = {feature_of[key.column.table.name] for table in tables for key in table.foreign_keys}
    return needed <= {own, *placed}


def _by_length(connection: Connection, tables: list[Table]) -> list[tuple[str, list[Table]]]:
    chapters: list[tuple[str, list[Table]]] = []
    for table in tables:
        if chapters and _lines(connection, [*chapters[-1][1], table]) <= LONGEST:
            chapters[-1][1].append(table)
        else:
            chapters.append(("initial" if not chapters else f"initial_{table.name}", [table]))
    return chapters


def _lines(connection: Connection, tables: list[Table]) -> int:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "probe.py"
        path.write_text(_source(connection, tables, "probe", None))
        _format([path])
        return len(path.read_text().splitlines())


def _source(connection: Connection, tables: Sequence[Table], revision: str, earlier: str | None) -> str:
    upgrades, downgrades = _rendered(connection, {table.name for table in tables})
    extra = {dialect: statements_beside(tables, dialect) for dialect in ("sqlite", "postgresql")}
    imports = "from sqlalchemy.dialects import postgresql\n" if "postgresql." in upgrades else ""
    constants = _constants(extra) if any(extra.values()) else ""
    if any(extra.values()):
        upgrades += _RUN
        before, after = _undo(extra)
        downgrades = f"{before}{downgrades}{after}"
    return (
        f'"""The tables {", ".join(table.name for table in tables[:2])}{" and more" if len(tables) > 2 else ""}."""\n\n'
        f"import sqlalchemy as sa\nfrom alembic import op\n{imports}\n"
        f"revision = {revision!r}\ndown_revision = {earlier!r}\nbranch_labels = None\ndepends_on = None\n\n"
        f"{constants}\n"
        f'\ndef upgrade() -> None:\n    """Make the tables."""\n    {upgrades}\n\n'
        f'\ndef downgrade() -> None:\n    """Drop the tables."""\n    {downgrades}\n'
    )


def _rendered(connection: Connection, names: set[str]) -> tuple[str, str]:
    from alembic.autogenerate import produce_migrations, render_python_code
    from alembic.migration import MigrationContext

    def include(item: Any, name: str | None, kind: str, *_: Any) -> bool:
        return kind != "table" or name in names

    context = MigrationContext.configure(connection, opts={"include_object": include, "target_metadata": Base.metadata})
    script = produce_migrations(context, Base.metadata)
    made, dropped = (
        re.sub(
            r"^\s*#.*\n?", "", render_python_code(ops, render_item=render_item, migration_context=context), flags=re.M
        )
        for ops in (script.upgrade_ops, script.downgrade_ops)
        if ops is not None
    )
    return made.strip(), dropped.strip()


def _constants(extra: dict[str, list[str]]) -> str:
    return "".join(f"{dialect.upper()} = {_tuple(statements)}\n" for dialect, statements in extra.items())


def _undo(extra: dict[str, list[str]]) -> tuple[str, str]:
    before, after = "", ""
    made = [(dialect, *found) for dialect, all_of in extra.items() for one in all_of for found in made_by(one)]
    for name in dict.fromkeys(name for _, kind, name in made if kind == "TABLE"):
        before += f'op.execute("DROP TABLE {name}")\n    '
    functions = [name for dialect, kind, name in made if kind == "FUNCTION" and dialect == "postgresql"]
    if functions:
        after += '\n    if op.get_bind().dialect.name == "postgresql":'
    for name in functions:
        after += f'\n        op.execute("DROP FUNCTION {name}")'
    return before, after


def _tuple(statements: list[str]) -> str:
    return "(" + "".join(f"{_wrapped(statement)}, " for statement in statements) + ")"


def _wrapped(statement: str) -> str:
    if len(statement) < 100:
        return repr(statement)
    words, lines = statement.split(" "), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 95:
            lines.append("")
        lines[-1] += f"{word} "
    lines[-1] = lines[-1][:-1]
    return "(" + "\n".join(repr(line) for line in lines) + ")"


def _format(paths: Sequence[Path]) -> None:
    _run_formatter(paths)
    for path in paths:
        path.write_text(_LONG_STRING.sub(_broken, path.read_text()))
    _run_formatter(paths)


def _broken(line: re.Match[str]) -> str:
    """Break a string that is too long for its line, after a space."""
    indent, rest = line[1], line[2]
    pieces = []
    while len(indent) + len(rest) > WIDTH - 3:
        cut = rest.rindex(" ", 0, WIDTH - 3 - len(indent)) + 1
        pieces.append(rest[:cut])
        rest = rest[cut:]
    return "\n".join(f'{indent}"{piece}"' for piece in [*pieces, rest]) + ","


def _run_formatter(paths: Sequence[Path]) -> None:
    command = [sys.executable, "-m", "ruff", "format", "--quiet", "--no-cache"]
    config = Path(__file__).parents[2] / "pyproject.toml"
    if config.is_file():
        command += ["--config", str(config)]
    subprocess.run([*command, *map(str, paths)], check=False)  # noqa: S603 (our own program and files)
