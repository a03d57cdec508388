"""An empty database, and a plugin whose revisions a test writes."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from consult.config import Settings
from consult.contract.plugin import CONTRACT, Plugin
from consult.contract.registry import Registry
from consult.kernel.db import Database
from tests.support import databases

REVISION = '''"""A revision made up for a test."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {earlier!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
    {up}


def downgrade() -> None:
    {down}
'''


@pytest.fixture
def empty(tmp_path: Path, settings: Settings, registry: Registry, new_databases: databases.Maker) -> Iterator[Database]:
    """A database without tables."""
    with new_databases(tmp_path) as url:
        made = databases.opened(url, settings, registry)
        yield made
        made.engine.dispose()


Added = Callable[[Sequence[tuple[str, str, str]]], Registry]


@pytest.fixture
def add_plugin(tmp_path: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch) -> Added:
    """`add_plugin([(revision, up, down), …])` gives a registry with the plugin `parking` and these revisions."""
    package = tmp_path / f"consult_parking_{uuid.uuid4().hex}"
    versions = package / "migrations" / "versions"
    versions.mkdir(parents=True)
    (package / "__init__.py").write_text('"""A plugin made up for a test."""\n')
    monkeypatch.syspath_prepend(str(tmp_path))

    def add(revisions: Sequence[tuple[str, str, str]]) -> Registry:
        earlier: str | None = None
        for revision, up, down in revisions:
            source = REVISION.format(revision=revision, earlier=earlier, up=up, down=down)
            (versions / f"{revision}.py").write_text(source)
            earlier = revision
        return replace(
            registry, plugins=(*registry.plugins, Plugin(name="parking", title="x", package=package.name, api=CONTRACT))
        )

    return add
