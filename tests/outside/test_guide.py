"""The guide for authors of plugins is right: its commands run, and its code fits what the SDK offers."""

import ast
import importlib
import inspect
import os
import pkgutil
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from consult import sdk
from consult.contract.plugin import Plugin
from tests.support.server import ROOT

GUIDE = (ROOT / "docs" / "plugins.md").read_text()
BLOCKS = [(found[1], found[2]) for found in re.finditer(r"^```(\w+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)]
PYTHON = [code for language, code in BLOCKS if language == "python"]
COMMANDS = [
    line.partition("#")[0].strip() for language, code in BLOCKS if language == "sh" for line in code.splitlines()
]
GROUPS = [importlib.import_module(f"consult.sdk.{info.name}") for info in pkgutil.iter_modules(sdk.__path__)]
OFFERED: dict[str, Any] = {"Plugin": Plugin} | {
    name: getattr(group, name) for group in GROUPS for name in group.__all__
}


def calls_in(code: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield each call of something that the SDK offers, with its name."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OFFERED:
            yield node.func.id, node


@pytest.mark.parametrize("code", PYTHON, ids=lambda code: code.strip().partition("\n")[0])
def test_code_of_the_guide_fits_what_the_sdk_offers(code: str) -> None:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom):
            assert str(node.module).startswith("consult.sdk")
            module = importlib.import_module(str(node.module))
            assert {alias.name for alias in node.names} <= set(dir(module))
    for name, call in calls_in(code):
        if not any(isinstance(argument, ast.Starred) for argument in call.args) and inspect.isroutine(OFFERED[name]) | (
            inspect.isclass(OFFERED[name])
        ):
            inspect.signature(OFFERED[name]).bind(
                *call.args, **{str(keyword.arg): keyword.value for keyword in call.keywords}
            )


def test_the_guide_calls_much_of_what_it_explains() -> None:
    assert len({name for code in PYTHON for name, _ in calls_in(code)}) > 25


def run(command: str, folder: Path, environment: dict[str, str]) -> str:
    """Run a command of the guide, and return what it said."""
    assignment, words = {}, shlex.split(command)
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        assignment[name] = value
    if words[0] == "pip":
        # From what is installed, and beside it: the environment of the tests stays as it is.
        words[1:2] = ["install", "--quiet", "--no-deps", "--no-build-isolation", "--prefix", str(folder / "installed")]
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env={**environment, **assignment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_the_commands_of_the_guide_lead_to_a_plugin_that_passes_its_tests(tmp_path: Path) -> None:
    packages = [path for path in sys.path if path.endswith("site-packages")]
    installed = tmp_path / "installed" / Path(packages[0]).relative_to(sys.prefix)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join([str(installed), str(tmp_path / "consult-petition"), str(ROOT)]),
        "CONSULT_DATA": str(tmp_path / "var"),
    }
    assert COMMANDS[0] == "consult plugins new petition"
    said = [run(command, tmp_path, environment) for command in COMMANDS]
    assert "petition 0.1.0: Petition (enabled)" in said[2]
    assert "petition: 0001_initial" in said[3]
    tested = run("pytest -q -p no:cacheprovider", tmp_path / "consult-petition", environment)
    assert "7 passed" in tested
