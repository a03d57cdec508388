"""What `make trial` does beside killing: it changes code, and tells which changes the tests do not notice."""

import subprocess
from pathlib import Path

import pytest

from tests.plugins.survey.convert.conftest import workbook
from trials.conversion import PATHS, try_conversion
from trials.mutations import AREAS, Mutant, changes_of, chosen_mutants, is_unnoticed, mirror_of, try_mutations

ROOT = Path(__file__).parents[1]
SOURCE = """
IS_ENOUGH = {"all": lambda given, wanted: given >= wanted}


def double(number: int) -> int:
    return number * 2
"""
TESTS = """
from consult.counting import IS_ENOUGH, double


def test_three_of_two_are_enough():
    assert IS_ENOUGH["all"](3, 2) and not IS_ENOUGH["all"](1, 2)


def test_twice_three():
    assert double(3) == 6
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree of one module, whose tests do not try the limit."""
    root = tmp_path / "tree"
    for name, text in {
        "pyproject.toml": "[tool.pytest.ini_options]\npythonpath = ['.']\naddopts = ['--import-mode=importlib']\n",
        "consult/__init__.py": "",
        "consult/counting.py": SOURCE,
        "tests/consult/test_counting.py": TESTS,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def test_changes_that_no_test_notices_are_told_with_file_line_and_change(tree: Path, tmp_path: Path) -> None:
    (outcome,) = try_mutations(tree, tmp_path / "copies", {"counting": "consult/*.py"}, workers=1)
    assert outcome.tried == len(changes_of(tree, Path("consult/counting.py"))) > 4
    assert [str(mutant) for mutant in outcome.survivors] == [
        'consult/counting.py:2: IS_ENOUGH = {"all": lambda given, wanted: given >= wanted}'
        '  ->  IS_ENOUGH = {"all": lambda given, wanted: given > wanted}'
    ]
    assert f"{outcome.tried} changes, {outcome.tried - 1} noticed" in str(outcome)
    assert "not noticed: consult/counting.py:2" in str(outcome)
    assert (tree / "consult/counting.py").read_text() == SOURCE


def test_tests_that_fail_without_a_change_say_nothing(tree: Path, tmp_path: Path) -> None:
    (tree / "tests/consult/test_counting.py").write_text("def test_nothing():\n    assert False\n")
    with pytest.raises(subprocess.CalledProcessError):
        try_mutations(tree, tmp_path / "copies", {"counting": "consult/*.py"}, workers=1)


def test_a_change_that_makes_tests_hang_is_noticed(tree: Path) -> None:
    path = Path("consult/counting.py")
    endless = Mutant(path, 1, "", "while True: ...", "while True: ...")
    assert not is_unnoticed(tree, endless, longest=3)
    assert (tree / path).read_text() == SOURCE


def test_no_more_is_tried_when_the_time_is_over(tree: Path, tmp_path: Path) -> None:
    (outcome,) = try_mutations(tree, tmp_path / "copies", {"counting": "consult/*.py"}, minutes=0, workers=1)
    assert outcome.tried == 0


@pytest.mark.parametrize("area", AREAS)
def test_every_area_has_modules_with_tests(area: str) -> None:
    assert any((ROOT / mirror_of(path.relative_to(ROOT))).exists() for path in ROOT.glob(AREAS[area]))


def test_the_seed_chooses_the_changes(tree: Path) -> None:
    chosen = chosen_mutants(tree, "consult/*.py", 3, seed=1)
    assert len(chosen) == 3
    assert chosen == chosen_mutants(tree, "consult/*.py", 3, seed=1)
    assert chosen != chosen_mutants(tree, "consult/*.py", 3, seed=2)


def test_what_stands_outside_functions_is_changed_too_and_words_are_not(tree: Path) -> None:
    changes = {change.made().after for change in changes_of(tree, Path("consult/counting.py"))}
    assert 'IS_ENOUGH = {"all": lambda given, wanted: given > wanted}' in changes
    assert not any("XX" in change for change in changes)


def test_each_form_is_converted_answered_and_exported_or_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "example_xls").mkdir()
    rows = [
        ("type", "name", "label", "relevant"),
        ("integer", "age", "Age?", ""),
        ("text", "why", "Why?", "${age} > 9"),
    ]
    (tmp_path / "example_xls" / "good.xlsx").write_bytes(workbook(rows))
    (tmp_path / "example_xls" / "bad.xlsx").write_bytes(b"no workbook")
    outcome = try_conversion(tmp_path)
    assert outcome.converted == ["good.xlsx"]
    assert list(outcome.refused) == ["bad.xlsx"]
    assert (outcome.answered, outcome.cells) == (PATHS, 2 * PATHS)
