"""Taking files in, into a folder and into a bucket."""

import hashlib
import io
import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.contract.deployment import FileStore
from consult.files.folder_store import FolderStore
from consult.files.intake import TooLarge, keep_file
from consult.kernel.errors import Invalid
from tests.support.documents import picture


def keys_in(store: FileStore) -> list[str]:
    """Return the keys of all files that a store has, however new."""
    return list(store.stale(timedelta(seconds=-10)))


def content_of(store: FileStore, key: str) -> bytes:
    with store.open(key) as kept:
        return kept.read()


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    """A folder in which files are taken in."""
    folder = tmp_path / "kept" / ".incoming"
    folder.mkdir(parents=True)
    return folder


def test_a_kept_file_has_a_random_name_and_its_digest(store: FileStore, staging: Path) -> None:
    kept = [keep_file(store, staging, "report.txt", io.BytesIO(b"Hello"), 100) for _ in range(2)]
    assert kept[0].key != kept[1].key
    assert all(len(one.key) >= 43 and "report" not in one.key for one in kept)
    assert kept[0].sha256 == hashlib.sha256(b"Hello").hexdigest()
    assert (kept[0].size, kept[0].media_type) == (5, "text/plain")
    assert content_of(store, kept[0].key) == b"Hello"
    assert sorted(keys_in(store)) == sorted(one.key for one in kept)
    assert list(staging.iterdir()) == []


def test_a_file_in_the_folder_is_for_its_owner_alone(tmp_path: Path, staging: Path) -> None:
    store = FolderStore(tmp_path / "kept")
    kept = keep_file(store, staging, "a.txt", io.BytesIO(b"Hello"), 100)
    assert stat.S_IMODE(store.path_of(kept.key).stat().st_mode) == 0o600
    kept = keep_file(store, staging, "a.jpg", io.BytesIO(picture()), 10_000, public_title="A")
    assert stat.S_IMODE(store.path_of(kept.key).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [("a.txt", b"x" * 101, TooLarge), ("a.txt", b"", Invalid), ("a.pdf", b"not", Invalid), ("a.exe", b"x", Invalid)],
)
def test_what_is_refused_leaves_nothing(
    store: FileStore, staging: Path, name: str, content: bytes, error: type[Exception]
) -> None:
    with pytest.raises(error):
        keep_file(store, staging, name, io.BytesIO(content), 100)
    assert keys_in(store) == []
    assert list(staging.iterdir()) == []


def test_a_file_for_the_public_is_kept_as_it_was_cleaned(store: FileStore, staging: Path) -> None:
    content = picture(author="Mrs Miggins") + b"tail"
    kept = keep_file(store, staging, "a.jpg", io.BytesIO(content), 10_000, public_title="A")
    stored = content_of(store, kept.key)
    assert b"Miggins" not in stored
    assert (kept.size, kept.sha256, kept.findings) == (len(stored), hashlib.sha256(stored).hexdigest(), [])
    with pytest.raises(Invalid, match="cannot be opened"):
        keep_file(store, staging, "a.jpg", io.BytesIO(b"\xff\xd8\xff"), 10_000, public_title="A")
    assert keys_in(store) == [kept.key]
    assert list(staging.iterdir()) == []


def test_a_file_of_exactly_the_limit_is_taken(store: FileStore, staging: Path) -> None:
    assert keep_file(store, staging, "a.txt", io.BytesIO(b"x" * 100), 100).size == 100


def test_a_write_that_breaks_off_is_never_under_its_name(
    store: FileStore, staging: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep_file(store, staging, "a.txt", io.BytesIO(b"x"), 100)
    assert keys_in(store) == []
    assert list(staging.iterdir()) == []


@given(st.binary(min_size=1, max_size=300))
def test_content_survives(content: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        store = FolderStore(Path(name) / "kept")
        kept = keep_file(store, Path(name), "a.pdf", io.BytesIO(b"%PDF-" + content), 1000)
        assert content_of(store, kept.key) == b"%PDF-" + content
        assert list(store.stale(timedelta(hours=1))) == []
