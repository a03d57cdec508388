"""What both stores do: give back what they got, delete it, and say when they cannot."""

import os
import secrets
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from consult.contract.deployment import FileStore, deployment_of
from consult.files.bucket_store import BucketStore
from consult.files.folder_store import FolderStore
from consult.files.store import choose_store, require_working_store, staging_folder
from consult.kernel import tokens
from consult.kernel.db import Database
from consult.kernel.errors import Misconfigured
from tests.support.files import bucket_of, make_bucket

FOREVER = timedelta(seconds=-10)


def put(store: FileStore, folder: Path, content: bytes) -> str:
    (folder / "kept").mkdir(exist_ok=True)
    key = tokens.new_secret()
    (folder / "kept" / "begun").write_bytes(content)
    store.put(key, folder / "kept" / "begun")
    return key


def test_what_was_put_is_read_whole_and_in_part_and_its_source_is_gone(store: FileStore, tmp_path: Path) -> None:
    key = put(store, tmp_path, b"What we heard")
    with store.open(key) as kept:
        assert kept.seekable()
        assert kept.read() == b"What we heard"
        kept.seek(5)
        assert (kept.read(2), kept.tell()) == (b"we", 7)
    assert not (tmp_path / "kept" / "begun").exists()


def test_what_was_deleted_or_never_there_cannot_be_opened(store: FileStore, tmp_path: Path) -> None:
    key = put(store, tmp_path, b"x")
    store.delete(key)
    store.delete(key)
    for gone in (key, tokens.new_secret()):
        with pytest.raises(FileNotFoundError):
            store.open(gone)
    assert list(store.stale(FOREVER)) == []


def test_only_what_is_old_is_stale(store: FileStore, tmp_path: Path) -> None:
    key = put(store, tmp_path, b"x")
    assert list(store.stale(timedelta(hours=1))) == []
    assert list(store.stale(FOREVER)) == [key]


def test_a_working_store_is_left_as_it_was(store: FileStore, database: Database) -> None:
    settings = deployment_of(database).settings
    require_working_store(settings, store)
    assert list(store.stale(FOREVER)) == []
    assert list(staging_folder(settings).iterdir()) == []


def test_a_bucket_that_is_not_there_is_named(s3: str, database: Database) -> None:
    settings = deployment_of(database).settings
    with pytest.raises(
        Misconfigured, match=r"in the bucket never-made at .*: there is no such bucket\. Look at CONSULT_"
    ):
        require_working_store(settings, BucketStore(bucket_of(s3, "never-made")))
    assert list(staging_folder(settings).iterdir()) == []


def test_a_folder_that_takes_nothing_is_named(database: Database, tmp_path: Path) -> None:
    (tmp_path / "full").write_text("a file where the folder should be")
    with pytest.raises(Misconfigured, match=r"No files can be kept in the folder .*full: Not a directory\."):
        require_working_store(deployment_of(database).settings, FolderStore(tmp_path / "full"))


def test_the_settings_choose(s3: str, database: Database) -> None:
    settings = deployment_of(database).settings
    assert isinstance(choose_store(settings), FolderStore)
    bucket = make_bucket(s3, f"files-{secrets.token_hex(8)}")
    assert isinstance(choose_store(replace(settings, bucket=bucket)), BucketStore)


def test_the_staging_folder_is_for_us_alone(database: Database) -> None:
    folder = staging_folder(deployment_of(database).settings)
    assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
