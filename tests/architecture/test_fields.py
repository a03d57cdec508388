"""Whatever a plugin may say in a value of the contract is said by somebody, and read by somebody."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from consult import contract, sdk
from consult.contract.deployment import Deployment
from consult.contract.registry import Registry
from consult.kernel.db import Database
from consult.kernel.events import Event

ROOT = Path(__file__).resolve().parents[2]
CHECKS = {ROOT / "consult" / "contract" / "faults.py", ROOT / "consult" / "sdk" / "testing.py"}
"""Who only refuses what is wrong in a field does not read it for anybody."""

pytestmark = pytest.mark.xdist_group("fields")  # one worker reads the code
MADE_BY_THE_CORE = (Registry, Deployment, Database)


def values_of_the_contract() -> list[type[Any]]:
    """Return every kind of value that a feature or plugin makes or is given: of the contract, and of the SDK."""
    found = [
        value
        for package in (contract, sdk)
        for place in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
        for value in vars(importlib.import_module(place.name)).values()
        if inspect.isclass(value) and is_dataclass(value) and not issubclass(value, (Event, *MADE_BY_THE_CORE))
    ]
    return list(dict.fromkeys(found))


@dataclass
class Seen:
    """What the code says and reads: the arguments of calls by what is called, and the attributes that are looked at."""

    said: set[tuple[str, str | int]] = field(default_factory=set)
    read: set[str] = field(default_factory=set)

    def look_at(self, tree: ast.Module, *, reads: bool = True) -> None:
        """Take in one module; a function that passes `**` on says what it is told to whatever it calls."""
        passed_on: dict[str, set[str]] = {}
        for function in [part for part in ast.walk(tree) if isinstance(part, ast.FunctionDef)]:
            for call in [part for part in ast.walk(function) if isinstance(part, ast.Call)]:
                if any(keyword.arg is None for keyword in call.keywords):
                    passed_on.setdefault(function.name, set()).add(_called(call))
        for part in ast.walk(tree):
            if isinstance(part, ast.Call):
                for name in {_called(part), *passed_on.get(_called(part), ())}:
                    self.said |= {(name, keyword.arg) for keyword in part.keywords if keyword.arg}
                    self.said |= {(name, place) for place, _ in enumerate(part.args)}
            elif isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Load) and reads:
                self.read.add(part.attr)


def _called(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Subscript):
        function = function.value
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def faults(value: type[Any], kinds: Iterable[type[Any]], seen: Seen) -> list[str]:
    """Return the fields that nobody gives, and those that nobody reads."""
    inherited = {
        name for parent in value.__mro__[1:] if is_dataclass(parent) for name in vars(parent)["__annotations__"]
    }
    names = [kind.__name__ for kind in kinds if issubclass(kind, value)]
    found = []
    for place, part in enumerate(fields(value)):
        if part.name in inherited or not part.init:
            continue
        is_said = any(
            (name, part.name) in seen.said or (not part.kw_only and (name, place) in seen.said)
            for name in (*names, "replace")
        )
        if not is_said:
            found.append(f"{value.__name__}.{part.name} is given by nobody")
        if part.name not in seen.read:
            found.append(f"{value.__name__}.{part.name} is read by nobody")
    return found


@pytest.fixture(scope="module")
def seen() -> Seen:
    """What the core and our plugins say and read, in code and templates."""
    found = Seen()
    for folder in ("consult", "plugins"):
        for path in (ROOT / folder).rglob("*.py"):
            found.look_at(ast.parse(path.read_text()), reads=path not in CHECKS)
    for path in [*(ROOT / "templates").rglob("*.html"), *(ROOT / "plugins").rglob("*.html")]:
        found.read |= set(re.findall(r"\.(\w+)", path.read_text()))
    return found


KINDS = values_of_the_contract()


@pytest.mark.parametrize("value", KINDS, ids=lambda value: value.__name__)
def test_every_field_is_given_by_a_feature_or_plugin_of_ours_and_read_by_somebody(value: type[Any], seen: Seen) -> None:
    assert faults(value, KINDS, seen) == []


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A value of a contract that promises more than it keeps."""

    kept: str = ""
    unsaid: str = ""
    unread: str = ""


def test_a_field_that_nobody_gives_or_reads_is_seen() -> None:
    seen = Seen()
    code = (
        "def wish(**more): return Wish(**more)\nwish(kept='x')\nWish(unread='x')\nprint(w.kept, w.unsaid)\nw.unread = 1"
    )
    seen.look_at(ast.parse(code))
    assert faults(Wish, [Wish], seen) == ["Wish.unsaid is given by nobody", "Wish.unread is read by nobody"]


def test_a_check_alone_reads_nothing() -> None:
    seen = Seen()
    seen.look_at(ast.parse("Wish(kept='x', unsaid='x', unread='x')\nw.kept\nw.unsaid"))
    seen.look_at(ast.parse("w.unread"), reads=False)
    assert faults(Wish, [Wish], seen) == ["Wish.unread is read by nobody"]
