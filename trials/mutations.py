"""Changing the code a little, many times, and printing the changes that its own tests do not notice.

The changes are mutmut's. We choose and run them ourselves, because mutmut leaves out what stands outside functions
(the operators of conditions), and every function that has a decorator.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

import libcst
from mutmut.mutation.file_mutation import create_mutations

AREAS: Mapping[str, str] = {
    "conditions": "plugins/survey/conditions.py",
    "disclosure": "consult/disclosure/*.py",
    "imports": "consult/imports/*.py",
    "exports": "consult/exports/*.py",
}
SEED = 20230116
EACH = 35
WORKERS = 2
LONGEST = 60.0
MINUTES = 10.0
_LEFT_OUT = (".venv", ".git", "node_modules", "var", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis", "dist")
_QUICK = "not browser and not postgresql and not crash and not libreoffice"


@dataclass(frozen=True)
class Mutant:
    """One small change of one file."""

    path: Path
    line: int
    before: str
    after: str
    code: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.before}  ->  {self.after}"


@dataclass(frozen=True)
class Change:
    """A change that could be made, which takes long to write out."""

    path: Path
    source: str
    module: libcst.Module
    node: libcst.CSTNode
    other: libcst.CSTNode

    def made(self) -> Mutant:
        """Return the file with the change."""
        changed = self.module.deep_replace(self.node, self.other)
        assert isinstance(changed, libcst.Module)
        old, new = self.source.splitlines(), changed.code.splitlines()
        first = next(place for place, lines in enumerate(zip(old, new, strict=False)) if lines[0] != lines[1])
        return Mutant(self.path, first + 1, old[first].strip(), new[first].strip(), changed.code)


@dataclass
class Noticed:
    """What became of the changes in an area."""

    area: str
    tried: int = 0
    survivors: list[Mutant] = field(default_factory=list)

    def __str__(self) -> str:
        head = f"{self.area}: {self.tried} changes, {self.tried - len(self.survivors)} noticed by the tests"
        return "\n".join([head, *(f"  not noticed: {mutant}" for mutant in self.survivors)])


def mirror_of(path: Path) -> Path:
    """Return where the tests of a module are."""
    return Path("tests") / path.with_name(f"test_{path.name}")


def changes_of(root: Path, path: Path) -> list[Change]:
    """Return every change of a file; words are left as they are, since no test should repeat them all."""
    source = (root / path).read_text()
    module, mutations, *_ = create_mutations(str(path), source)
    return [
        Change(path, source, module, mutation.original_node, mutation.mutated_node)
        for mutation in mutations
        if not isinstance(mutation.original_node, libcst.BaseString)
    ]


def chosen_mutants(root: Path, pattern: str, number: int, seed: int) -> list[Mutant]:
    """Choose so many changes in the modules of an area that have tests of their own."""
    paths = sorted(path.relative_to(root) for path in root.glob(pattern))
    tested = [path for path in paths if (root / mirror_of(path)).exists()]
    changes = [change for path in tested for change in changes_of(root, path)]
    return [change.made() for change in random.Random(seed).sample(changes, min(number, len(changes)))]


def try_mutations(
    root: Path,
    folder: Path,
    areas: Mapping[str, str] = AREAS,
    *,
    each: int = EACH,
    seed: int = SEED,
    minutes: float = MINUTES,
    workers: int = WORKERS,
) -> list[Noticed]:
    """Try the changes in copies of the tree, in turn from every area, until all are tried or the time is over.

    A change is noticed when the tests of its module fail, or hang. Raises `CalledProcessError` when they fail without.
    """
    chosen = {area: chosen_mutants(root, pattern, each, seed) for area, pattern in areas.items()}
    outcomes = {area: Noticed(area) for area in chosen}
    in_turn = sorted(
        ((place, area, mutant) for area, mutants in chosen.items() for place, mutant in enumerate(mutants)),
        key=lambda item: item[:2],
    )
    copies: SimpleQueue[Path] = SimpleQueue()
    for number in range(workers):
        copy = folder / f"copy-{number}"
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(*_LEFT_OUT))
        copies.put(copy)
    tests = sorted({mirror_of(mutant.path) for _, _, mutant in in_turn})
    _require_passing(folder / "copy-0", tests)
    until = time.monotonic() + minutes * 60

    def attempt(area: str, mutant: Mutant) -> None:
        if time.monotonic() < until:
            copy = copies.get()
            survived = is_unnoticed(copy, mutant)
            copies.put(copy)
            outcomes[area].tried += 1
            outcomes[area].survivors += [mutant] if survived else []

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda item: attempt(*item[1:]), in_turn))
    return list(outcomes.values())


def is_unnoticed(copy: Path, mutant: Mutant, longest: float = LONGEST) -> bool:
    """Return whether the tests of the module pass although it was changed."""
    with _changed(copy / mutant.path, mutant.code):
        return _run(copy, [mirror_of(mutant.path)], longest) == 0


def _require_passing(copy: Path, tests: Sequence[Path]) -> None:
    status = _run(copy, tests, None)
    if status != 0:
        raise subprocess.CalledProcessError(status or 1, ["pytest", *map(str, tests)])


@contextmanager
def _changed(file: Path, code: str) -> Iterator[None]:
    source = file.read_text()
    file.write_text(code)
    try:
        yield
    finally:
        file.write_text(source)


def _run(copy: Path, tests: Sequence[Path], longest: float | None) -> int | None:
    """Run tests and return the exit status, or nothing when it took too long."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", _QUICK, *map(str, tests)]
    # A file that changes twice in one second must not be read from what was compiled before.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    running = subprocess.Popen(
        command,
        cwd=copy,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return running.wait(longest)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        return None
