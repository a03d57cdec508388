"""The SDK holds what authors of plugins use, in groups that the guide lists with their signatures, and nothing else."""

import ast
import importlib
import inspect
import pkgutil
import textwrap
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from consult import sdk

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


@pytest.mark.parametrize("group", [sdk, *GROUPS.values()], ids=lambda group: group.__name__)
def test_the_guide_lists_what_there_is_with_signatures(group: ModuleType) -> None:
    assert "\n".join(listed(group)) in GUIDE.read_text() + "\n", "\n".join(listed(group))


def test_the_guide_lists_no_group_that_is_not_there() -> None:
    written = [line.removeprefix("### ") for line in GUIDE.read_text().splitlines() if line.startswith("### consult.")]
    assert written == ["consult.sdk", *sorted(group.__name__ for group in GROUPS.values())]


def test_a_name_stands_in_one_group() -> None:
    names = [name for group in (sdk, *GROUPS.values()) for name in names_of(group)]
    assert sorted(names) == sorted(set(names))
