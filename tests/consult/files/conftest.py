"""Both stores: a folder, and a bucket of a real service."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from consult.contract.deployment import FileStore
from consult.files.bucket_store import BucketStore
from consult.files.folder_store import FolderStore
from tests.support.files import make_bucket, s3_service


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The address of a service that speaks the protocol of S3."""
    with s3_service() as address:
        yield address


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    """An empty store of each kind."""
    if request.param == "folder":
        return FolderStore(tmp_path / "kept")
    return BucketStore(make_bucket(request.getfixturevalue("s3"), f"files-{secrets.token_hex(8)}"))
