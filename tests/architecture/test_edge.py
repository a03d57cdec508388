"""Only the modules at the edge of a feature know of the web: its views, forms and cookies."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EDGE = ("views", "forms", "cookies")
WEB = ("flask", "flask_login", "flask_wtf", "consult.web", "consult.sdk.forms")
# What serves or assembles the web is no feature.
BESIDE = {"web", "sdk", "app.py", "testing.py", "cli", "demo"}


def modules() -> list[str]:
    """Return the modules of every feature and plugin that are not at its edge."""
    found = [*(ROOT / "consult").rglob("*.py"), *(ROOT / "plugins").rglob("*.py")]
    places = [path.relative_to(ROOT) for path in found if "migrations" not in path.parts]
    return sorted(
        str(place)
        for place in places
        if len(place.parts) > 2 and place.parts[1] not in BESIDE and not place.stem.endswith(EDGE)
    )


def imported(source: str) -> set[str]:
    """Return the modules that some code imports, wherever it does; what only type checkers read is left out."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = [ast.Pass()]
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def of_the_web(source: str) -> list[str]:
    """Return what some code imports of the web."""
    return sorted(name for name in imported(source) if any(name == web or name.startswith(f"{web}.") for web in WEB))


def test_nothing_but_views_forms_and_cookies_knows_of_the_web() -> None:
    assert len(modules()) > 200
    found = {place: of_the_web((ROOT / place).read_text()) for place in modules()}
    assert [place for place, names in found.items() if names] == []


@pytest.mark.parametrize(
    "breach",
    [
        "import flask",
        "from flask import request",
        "def f():\n    from consult.web.forms import Form",
        "import flask_login",
    ],
)
def test_a_breach_is_seen(breach: str) -> None:
    assert of_the_web(breach) != []


def test_types_alone_may_be_named() -> None:
    assert of_the_web("if TYPE_CHECKING:\n    from flask import Flask") == []
    assert of_the_web("from consult.sdk import actor\nimport flaskette") == []
