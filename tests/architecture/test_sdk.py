"""The SDK holds what authors of plugins use, in groups that the guide lists with their signatures, and nothing else."""

import ast
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from consult import sdk
from consult.cli.skeleton import write_skeleton
from consult.kernel.events import Event

BAR = "\\|"  # a bar inside a table
ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "plugins.md"
GROUPS = {info.name: importlib.import_module(f"consult.sdk.{info.name}") for info in pkgutil.iter_modules(sdk.__path__)}


def names_of(group: ModuleType) -> list[str]:
    return list(group.__all__)


def call_of(name: str, value: Any) -> str:
    """Return how a name is written: a function with its arguments and what it returns, anything else alone."""
    if not inspect.isfunction(value):
        return name
    (function,) = ast.parse(textwrap.dedent(inspect.getsource(value))).body
    assert isinstance(function, ast.FunctionDef)
    returns = f" -> {ast.unparse(function.returns)}" if function.returns else ""
    return f"{name}({ast.unparse(function.args)}){returns}"


def purpose_of(value: Any) -> str:
    """Return the first sentence of what a function, class or module says of itself; a constant says nothing."""
    if not (inspect.isfunction(value) or inspect.isclass(value) or inspect.ismodule(value)):
        return ""
    return (inspect.getdoc(value) or "").partition("\n\n")[0].replace("\n", " ")


def listed(group: ModuleType) -> list[str]:
    """Return what the guide says of a group: what it is for, and each of its names."""
    rows = []
    for name in names_of(group):
        value = getattr(group, name)
        cells = (f"`{call_of(name, value)}`", purpose_of(value))
        rows.append(f"| {' | '.join(cell.replace('|', BAR) for cell in cells)} |".replace("|  |", "| |"))
    return [f"### {group.__name__}", "", inspect.getdoc(group) or "", "", "| name | |", "|---|---|", *rows, ""]


def imported_by(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Yield module and name of each import from the SDK."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("consult.sdk"):
                yield from ((str(node.module), alias.name) for alias in node.names)


def unused(group: ModuleType, imported: set[tuple[str, str]]) -> list[str]:
    """Return the names of a group that no plugin imports.

    Events are published together: a plugin may have to answer to any of them.
    """
    return [
        name
        for name in names_of(group)
        if (group.__name__, name) not in imported
        and not (inspect.isclass(value := getattr(group, name)) and issubclass(value, Event))
    ]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """What plugins import: ours, the one of an outside author, and the one that an author begins with."""
    begun = write_skeleton("example", tmp_path_factory.mktemp("skeleton"))
    return set(
        imported_by(
            path for root in (ROOT / "plugins", ROOT / "tests" / "outside", begun) for path in root.rglob("*.py")
        )
    )


@pytest.mark.parametrize("group", [sdk, *GROUPS.values()], ids=lambda group: group.__name__)
def test_the_guide_lists_what_there_is_with_signatures(group: ModuleType) -> None:
    assert "\n".join(listed(group)) in GUIDE.read_text() + "\n", "\n".join(listed(group))


def test_the_guide_lists_no_group_that_is_not_there() -> None:
    written = [line.removeprefix("### ") for line in GUIDE.read_text().splitlines() if line.startswith("### consult.")]
    assert written == ["consult.sdk", *sorted(group.__name__ for group in GROUPS.values())]


@pytest.mark.parametrize("group", [sdk, *GROUPS.values()], ids=lambda group: group.__name__)
def test_every_name_is_imported_by_a_plugin(group: ModuleType, imported: set[tuple[str, str]]) -> None:
    assert unused(group, imported) == []


def test_a_name_that_no_plugin_imports_is_seen(imported: set[tuple[str, str]]) -> None:
    group = ModuleType("consult.sdk.states", "States.")
    group.__dict__.update({"Course": object, "Detour": object, "__all__": ["Course", "Detour"]})
    assert unused(group, imported) == ["Detour"]


def test_a_name_stands_in_one_group() -> None:
    names = [name for group in (sdk, *GROUPS.values()) for name in names_of(group)]
    assert sorted(names) == sorted(set(names))
