"""Which tables belong to whom, and where each owner's revisions are."""

import importlib
import importlib.util
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table

from consult.contract.registry import Registry, plugin_of_table
from consult.kernel.types import Base

if TYPE_CHECKING:
    from alembic.config import Config

PACKAGE = Path(__file__).parent.parent
CORE = "core"
VERSION_TABLE = re.compile(r"[a-z0-9]+_alembic_version")
REVISION = re.compile(r"\d{4}_[a-z0-9_]+")
# What hand-written statements and other libraries make: no model describes it.
_OUTSIDE = re.compile(r"(submission|register)_search(_\w+)?|sqlite_\w+|huey_\w+")
_OUTSIDE_INDEX = re.compile(r"ix_\w+_document")  # of the words of a row, which PostgreSQL alone has


@dataclass(frozen=True)
class History:
    """One owner's revisions, in one line, and the tables they may touch."""

    name: str
    versions: Path
    tables: Mapping[str, Table] = field(repr=False)
    others: tuple[str, ...] = ()
    strangers: frozenset[str] = frozenset()

    @property
    def version_table(self) -> str:
        """The table that says which revision this owner's tables are at."""
        return f"{self.name}_alembic_version"

    def revisions(self) -> list[str]:
        """Return the revisions in order: their numbers are their order."""
        return sorted(path.stem for path in self.versions.glob("*.py") if REVISION.fullmatch(path.stem))

    def includes(self, table: str) -> bool:
        """Whether a table, found in the models or in a database, is this owner's."""
        if VERSION_TABLE.fullmatch(table) or _OUTSIDE.fullmatch(table):
            return False
        if self.name == CORE:
            return table not in self.strangers and not any(
                table == other or table.startswith(f"{other}_") for other in self.others
            )
        return table == self.name or table.startswith(f"{self.name}_")

    def config(self, connection: Connection) -> "Config":
        """Return what Alembic needs to work on this history over this connection."""
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
        config.set_main_option("version_locations", str(self.versions).replace("%", "%%"))
        config.set_main_option("path_separator", "newline")
        config.set_main_option("file_template", "%%(rev)s")
        config.attributes.update(connection=connection, history=self)
        return config

    def include_name(self, name: str | None, kind: str, *_: object) -> bool:
        """Let Alembic read nobody else's tables in a database, and no index that a statement made by hand."""
        if name is None:
            return True
        return self.includes(name) if kind == "table" else kind != "index" or not _OUTSIDE_INDEX.fullmatch(name)

    def include_object(
        self, item: object, name: str | None, kind: str, _reflected: bool, compare_to: object | None
    ) -> bool:
        """Keep Alembic to this owner's tables."""
        # PostgreSQL says otherwise than it was told in which direction an index goes, so Alembic takes it for another.
        # Without its counterpart (`compare_to`) the index is missing, which is to be told.
        if kind == "index" and compare_to is not None and name in _indexes_with_a_direction():
            return False
        table = name if kind == "table" else getattr(getattr(item, "table", None), "name", None)
        return table is None or self.includes(table)


def migrations_folder() -> Path:
    """Return where `env.py` is: in the repository, or inside the package in a wheel."""
    beside = PACKAGE.parent / "migrations"
    return beside if (beside / "env.py").is_file() else PACKAGE / "migrations"


def histories(registry: Registry, connection: Connection | None = None) -> list[History]:
    """Return the core's history, then each enabled plugin's.

    With a connection, tables of plugins that were enabled earlier are known as theirs too.
    """
    import_models(registry)
    names = {plugin.name for plugin in registry.plugins}
    if connection is not None:
        found = connection.dialect.get_table_names(connection)
        names |= {table.removesuffix("_alembic_version") for table in found if VERSION_TABLE.fullmatch(table)}
    others = tuple(sorted(names - {CORE}))
    strangers = _strangers()
    tables = {name: table for name, table in _tables(registry, None).items() if name not in strangers}
    made = [History(CORE, migrations_folder() / "versions", tables, others, strangers)]
    for plugin in registry.plugins:
        tables = _tables(registry, plugin.name)
        made.append(History(plugin.name, plugin.folder() / "migrations" / "versions", tables))
    return made


def _tables(registry: Registry, owner: str | None) -> dict[str, Table]:
    return {
        name: table for name, table in Base.metadata.tables.items() if plugin_of_table(name, registry.plugins) == owner
    }


def _strangers() -> frozenset[str]:
    """Return the tables that plugins brought which are loaded but not enabled."""
    return frozenset(
        mapper.local_table.name
        for mapper in Base.registry.mappers
        if isinstance(mapper.local_table, Table) and not mapper.class_.__module__.startswith("consult.")
    )


def import_models(registry: Registry) -> None:
    """Import every module of tables, so that the metadata is complete."""
    for models in sorted(PACKAGE.glob("*/models.py")):
        importlib.import_module(f"consult.{models.parent.name}.models")
    for plugin in registry.plugins:
        if importlib.util.find_spec(f"{plugin.package}.models") is not None:
            importlib.import_module(f"{plugin.package}.models")


def _indexes_with_a_direction() -> set[str]:
    indexes = (index for table in Base.metadata.tables.values() for index in table.indexes)
    return {str(index.name) for index in indexes if index.dialect_options["postgresql"]["ops"]}
