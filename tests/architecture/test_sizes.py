"""Files stay small enough to hold one idea, and are named after it."""

import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("consult", "plugins", "migrations", "tests", "bench")
LONGEST = 400
DRAWERS = {"utils", "util", "helpers", "helper", "common", "base", "managers", "misc"}
PYTHON = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py") if "__pycache__" not in path.parts)


def length_of(path: Path) -> int:
    """Return how many lines a file has."""
    return len(path.read_text().splitlines())


def named(path: Path) -> str:
    """Return a file's place in the repository."""
    return path.relative_to(ROOT).as_posix()


def test_no_python_file_holds_more_than_one_idea() -> None:
    long = {named(path): length_of(path) for path in PYTHON if length_of(path) > LONGEST}
    assert long == {}


def test_the_usual_file_is_read_at_a_glance() -> None:
    code = [length_of(path) for path in PYTHON if path.parts[len(ROOT.parts)] in {"consult", "plugins"}]
    assert statistics.median(code) <= 110


def test_no_file_is_a_drawer_for_the_rest() -> None:
    assert [named(path) for path in PYTHON if path.stem in DRAWERS] == []


@pytest.mark.parametrize("folder", ["consult", "plugins"])
def test_every_module_says_in_a_sentence_what_it_is(folder: str) -> None:
    silent = [
        named(path)
        for path in PYTHON
        if path.is_relative_to(ROOT / folder)
        and "versions" not in path.parts
        and path.read_text().strip()
        and not path.read_text().lstrip().startswith('"""')
    ]
    assert silent == []
