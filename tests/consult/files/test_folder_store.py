"""What is so of the folder alone; what both stores do is in `test_store.py`."""

from datetime import timedelta
from pathlib import Path

import pytest

from consult.files.folder_store import FolderStore
from consult.kernel import tokens


def test_a_link_in_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    store, key = FolderStore(tmp_path / "kept"), tokens.new_secret()
    (tmp_path / "secret").write_text("secret")
    store.path_of(key).parent.mkdir(parents=True)
    store.path_of(key).symlink_to(tmp_path / "secret")
    with pytest.raises(OSError, match="symbolic link"):
        store.open(key)


def test_only_what_lies_where_its_key_says_is_a_file_of_the_store(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    for place in ("ab/abc", "ab/xyz", ".incoming/begun"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text("content")
    assert list(store.stale(timedelta(seconds=-10))) == ["abc"]
    assert store.place == f"the folder {tmp_path}"
