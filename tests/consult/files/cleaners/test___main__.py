"""The child process."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from consult.files.cleaners.__main__ import CLEANERS
from consult.files.kinds import ENDINGS
from tests.support.documents import picture, small_pdf, word_document, workbook
from tests.support.hostile_files import plain_pdf

CONTENT = {
    "pdf": small_pdf(),
    "docx": word_document(),
    "xlsx": workbook(),
    "png": picture("PNG"),
    "jpg": picture(),
    "csv": b"a,b\n",
    "txt": b"a",
}


def run(ending: str, tmp_path: Path, content: bytes) -> dict[str, object]:
    (tmp_path / "a").write_bytes(content)
    command = [sys.executable, "-m", "consult.files.cleaners", ending, str(tmp_path / "a"), str(tmp_path / "b"), "T"]
    done = subprocess.run(command, capture_output=True, check=True)
    told: dict[str, object] = json.loads(done.stdout)
    return told


def test_every_kind_of_file_has_a_cleaner() -> None:
    assert set(CLEANERS) == set(ENDINGS)


@pytest.mark.parametrize("ending", CONTENT)
def test_a_clean_file_comes_out_with_nothing_to_tell(ending: str, tmp_path: Path) -> None:
    assert run(ending, tmp_path, CONTENT[ending]) == {"findings": []}
    assert (tmp_path / "b").stat().st_size > 0


def test_a_refusal_is_a_sentence(tmp_path: Path) -> None:
    assert "cannot be opened" in str(run("jpg", tmp_path, b"\xff\xd8\xffx")["refused"])


def test_the_child_limits_itself(tmp_path: Path) -> None:
    program = (
        "import resource, sys; from consult.files.cleaners.__main__ import main; "
        f"main('txt', {str(tmp_path / 'a')!r}, {str(tmp_path / 'b')!r}, 'T'); "
        "limits = (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_DATA); "
        "print(*(resource.getrlimit(limit)[0] for limit in limits))"
    )
    (tmp_path / "a").write_bytes(b"x")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[-1] == f"20 {2 * 1024**3} {280 * 1024**2}"
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] != 20


def test_what_needs_more_memory_than_the_child_has_is_refused_with_a_sentence(tmp_path: Path) -> None:
    told = run("pdf", tmp_path, plain_pdf(b"/X [" + b"<<>> " * 2_000_000 + b"]"))
    assert str(told["refused"]).endswith("again.")
