"""Writing files whole or not at all."""

import hashlib
import io
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.files import store
from consult.files.store import TooLarge, keep_file, path_of
from consult.kernel.errors import Invalid
from tests.support.documents import picture


def files_in(folder: Path) -> list[Path]:
    return [place for place in folder.rglob("*") if place.is_file()]


def test_a_kept_file_has_a_random_name_and_its_digest(tmp_path: Path) -> None:
    kept = [keep_file(tmp_path, "report.txt", io.BytesIO(b"Hello"), 100) for _ in range(2)]
    assert kept[0].key != kept[1].key
    assert all(len(one.key) >= 43 and "report" not in one.key for one in kept)
    assert kept[0].sha256 == hashlib.sha256(b"Hello").hexdigest()
    assert (kept[0].size, kept[0].media_type) == (5, "text/plain")
    place = path_of(tmp_path, kept[0].key)
    assert place.read_bytes() == b"Hello"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [("a.txt", b"x" * 101, TooLarge), ("a.txt", b"", Invalid), ("a.pdf", b"not", Invalid), ("a.exe", b"x", Invalid)],
)
def test_what_is_refused_leaves_nothing(tmp_path: Path, name: str, content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        keep_file(tmp_path, name, io.BytesIO(content), 100)
    assert files_in(tmp_path) == []


def test_a_file_for_the_public_is_kept_as_it_was_cleaned(tmp_path: Path) -> None:
    content = picture(author="Mrs Miggins") + b"tail"
    kept = keep_file(tmp_path, "a.jpg", io.BytesIO(content), 10_000, public_title="A")
    stored = path_of(tmp_path, kept.key).read_bytes()
    assert b"Miggins" not in stored
    assert (kept.size, kept.sha256, kept.findings) == (len(stored), hashlib.sha256(stored).hexdigest(), [])
    assert stat.S_IMODE(path_of(tmp_path, kept.key).stat().st_mode) == 0o600
    with pytest.raises(Invalid, match="cannot be opened"):
        keep_file(tmp_path, "a.jpg", io.BytesIO(b"\xff\xd8\xff"), 10_000, public_title="A")
    assert files_in(tmp_path) == [path_of(tmp_path, kept.key)]


def test_a_file_of_exactly_the_limit_is_taken(tmp_path: Path) -> None:
    assert keep_file(tmp_path, "a.txt", io.BytesIO(b"x" * 100), 100).size == 100


def test_a_write_that_breaks_off_is_never_under_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep_file(tmp_path, "a.txt", io.BytesIO(b"x"), 100)
    assert files_in(tmp_path) == []


@given(st.binary(min_size=1, max_size=300))
def test_content_survives(content: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        kept = keep_file(Path(name), "a.pdf", io.BytesIO(b"%PDF-" + content), 1000)
        assert path_of(Path(name), kept.key).read_bytes() == b"%PDF-" + content
        assert list(store.stale_files(Path(name), 3600)) == []
