"""Every table has one owner, and every owner one line of numbered revisions."""

import ast
import re
from pathlib import Path

import pytest

from consult.contract.registry import Registry
from consult.kernel.types import Base
from consult.migrate import History, histories
from consult.migrate.histories import REVISION, migrations_folder


def test_every_table_belongs_to_exactly_one_history(registry: Registry) -> None:
    found = histories(registry)
    for table in Base.metadata.tables:
        owners = [history.name for history in found if table in history.tables]
        assert len(owners) == 1, f"{table} belongs to {owners}"
        assert [history.name for history in found if history.includes(table)] == owners
        assert [history.name for history in found if history.include_name(table, "table")] == owners


def test_the_core_comes_first_and_each_has_its_own_version_table(registry: Registry) -> None:
    assert [history.version_table for history in histories(registry)] == [
        f"{name}_alembic_version" for name in ("core", *(plugin.name for plugin in registry.plugins))
    ]


def test_revisions_are_numbered_in_one_line(registry: Registry) -> None:
    for history in histories(registry):
        earlier: str | None = None
        for number, name in enumerate(history.revisions(), start=1):
            assert name.startswith(f"{number:04d}_"), f"{history.name}: {name} is out of order"
            values = _constants(history.versions / f"{name}.py")
            assert (values["revision"], values["down_revision"]) == (name, earlier)
            earlier = name


def _constants(path: Path) -> dict[str, object]:
    return {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id in {"revision", "down_revision"}
    }


def test_a_revision_does_not_import_the_application_which_changes_later(registry: Registry) -> None:
    for history in histories(registry):
        for name in history.revisions():
            source = (history.versions / f"{name}.py").read_text()
            assert not re.search(r"^\s*(from|import) (consult|plugins)", source, re.MULTILINE), name


def test_a_history_names_no_table_of_another(registry: Registry) -> None:
    for history in histories(registry):
        for name in history.revisions():
            source = (history.versions / f"{name}.py").read_text()
            for table in re.findall(r"(?:create|drop|alter)_table\(\s*\"(\w+)\"", source):
                assert history.includes(table), f"{name} of {history.name} touches {table}"


@pytest.mark.parametrize("name", ["0001_initial", "0012_add_weight"])
def test_revision_names_have_a_number_and_words(name: str) -> None:
    assert REVISION.fullmatch(name)


def test_other_files_are_no_revisions(tmp_path: Path) -> None:
    for name in ("0001_initial.py", "__init__.py", "0002-bad.py", "notes.txt"):
        (tmp_path / name).touch()
    assert History("x", tmp_path, {}).revisions() == ["0001_initial"]


def test_the_environment_is_found() -> None:
    assert (migrations_folder() / "env.py").is_file()
