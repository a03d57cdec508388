"""Files of a test: where they lie, and a real service that speaks the protocol of S3."""

import logging
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from consult.config import Bucket
from consult.files.folder_store import FolderStore
from consult.files.models import StoredFile
from consult.files.services import store_of


def content_path(session: Session, file: StoredFile) -> Path:
    """Return where the content of a file lies in the folder store."""
    store = store_of(session)
    assert isinstance(store, FolderStore)
    return store.path_of(file.key)


@contextmanager
def s3_service() -> Iterator[str]:
    """Run a service that keeps buckets on this machine, and yield its address."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def make_bucket(endpoint: str, name: str, prefix: str = "live") -> Bucket:
    """Make a bucket in the service, and return its settings."""
    asked = urllib.request.Request(f"{endpoint}/{name}", method="PUT")  # noqa: S310 (our own service)
    urllib.request.urlopen(asked).close()  # noqa: S310
    return bucket_of(endpoint, name, prefix)


def bucket_of(endpoint: str, name: str, prefix: str = "live") -> Bucket:
    """Return the settings of a bucket, made or not."""
    return Bucket(
        name=name, prefix=prefix, endpoint=endpoint, region="eu-west-2", access_key="key", secret_key="secret"
    )
