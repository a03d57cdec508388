"""What is so of a bucket alone, on a real service; what both stores do is in `test_store.py`."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import obstore
import pytest

from consult.config import Bucket
from consult.files.bucket_store import BucketStore, StoreUnavailable
from consult.kernel import tokens
from tests.support.files import bucket_of, make_bucket

FOREVER = timedelta(seconds=-10)


@pytest.fixture
def bucket(s3: str) -> Bucket:
    """An empty bucket."""
    return make_bucket(s3, f"files-{secrets.token_hex(8)}")


def put(store: BucketStore, folder: Path, content: bytes) -> str:
    key = tokens.new_secret()
    (folder / key).write_bytes(content)
    store.put(key, folder / key)
    return key


def test_what_else_lies_in_the_bucket_is_neither_listed_nor_touched(bucket: Bucket, tmp_path: Path) -> None:
    store, beside = BucketStore(bucket), BucketStore(replace(bucket, prefix="other"))
    key = put(store, tmp_path, b"mine")
    put(beside, tmp_path, b"theirs")
    obstore.put(store._objects, "notes.txt", b"by hand")
    assert list(store.stale(FOREVER)) == [key]


def test_a_file_of_many_parts_comes_back_as_it_was(bucket: Bucket, tmp_path: Path) -> None:
    content = secrets.token_bytes(12_000_000)
    key = put(BucketStore(bucket), tmp_path, content)
    with BucketStore(bucket).open(key) as kept:
        assert kept.seek(11_000_000) == 11_000_000
        assert kept.read() == content[11_000_000:]
        assert kept.seek(0) == 0
        assert kept.read() == content


@pytest.mark.parametrize(
    "act",
    [
        lambda store, folder: put(store, folder, b"x"),
        lambda store, _folder: store.open(tokens.new_secret()),
        lambda store, _folder: store.delete(tokens.new_secret()),
        lambda store, _folder: list(store.stale(FOREVER)),
    ],
)
def test_a_service_that_does_not_answer_is_told_in_a_sentence(
    act: Callable[[BucketStore, Path], object], tmp_path: Path
) -> None:
    nobody = BucketStore(bucket_of("http://127.0.0.1:9", "files"))
    with pytest.raises(StoreUnavailable, match=r"cannot be reached at the moment\. Try again") as refused:
        act(nobody, tmp_path)
    assert refused.value.status == 503


def test_a_file_is_still_here_when_the_bucket_did_not_take_it(s3: str, tmp_path: Path) -> None:
    (tmp_path / "begun").write_bytes(b"content")
    with pytest.raises(StoreUnavailable) as refused:
        BucketStore(bucket_of(s3, "never-made")).put(tokens.new_secret(), tmp_path / "begun")
    assert refused.value.why == "there is no such bucket. Look at CONSULT_FILES_URL"
    assert (tmp_path / "begun").read_bytes() == b"content"


def test_its_place_names_bucket_and_address_but_no_key(bucket: Bucket) -> None:
    assert BucketStore(bucket).place == f"the bucket {bucket.name} at {bucket.endpoint}"
    assert "secret" not in repr(bucket)
