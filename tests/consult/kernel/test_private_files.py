"""What is private is private whatever the umask, and appears whole."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from consult.kernel.private_files import make_private, write_privately


@pytest.fixture(autouse=True)
def _open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_file_is_written_whole_and_for_us_alone(tmp_path: Path) -> None:
    path = tmp_path / "note"
    for words in ("first", "second"):
        write_privately(path, words)
        assert (path.read_text(), mode(path)) == (words, 0o600)
    assert [found.name for found in tmp_path.iterdir()] == ["note"]


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "database"
    path.write_text("kept")
    path.chmod(0o644)
    make_private(path)
    make_private(tmp_path / "new")
    assert (mode(path), path.read_text(), mode(tmp_path / "new")) == (0o600, "kept", 0o600)
