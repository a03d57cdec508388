"""The bucket store: files in a service that speaks the protocol of S3, each an object under its key."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import obstore
from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from consult.config import Bucket
from consult.kernel import clock
from consult.kernel.errors import DomainError
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer

_PIECE = 1024 * 1024


class StoreUnavailable(DomainError):
    """The service that keeps the files does not answer, or refuses; `why` is for whoever runs Consult."""

    status = 503
    default = _l("Files cannot be reached at the moment. Try again in a few minutes.")

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why


class BucketStore:
    """Files in a bucket; a file appears there whole once all of it has arrived, or not at all."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        given: dict[str, Any] = {
            "endpoint": bucket.endpoint,
            "region": bucket.region,
            "access_key_id": bucket.access_key,
            "secret_access_key": bucket.secret_key,
        }
        self._objects = S3Store(
            bucket.name,
            prefix=bucket.prefix or None,
            client_options={
                "allow_http": (bucket.endpoint or "").startswith("http://"),
                "connect_timeout": "5s",
                "timeout": "60s",
            },
            retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=20)},
            **{name: value for name, value in given.items() if value is not None},
        )

    @property
    def place(self) -> str:
        """Where the files are, for people."""
        if not self._bucket.endpoint:
            return _("the bucket %(name)s", name=self._bucket.name)
        return _("the bucket %(name)s at %(endpoint)s", name=self._bucket.name, endpoint=self._bucket.endpoint)

    def put(self, key: str, source: Path) -> None:
        """Move a finished file under its key: what is broken off on the way never appears."""
        try:
            with _reached():
                # Few parts at once: each is held in memory while it travels.
                obstore.put(self._objects, _path(key), source, max_concurrency=2)
        except FileNotFoundError as error:
            raise StoreUnavailable(_("there is no such bucket. Look at CONSULT_FILES_URL")) from error
        source.unlink(missing_ok=True)

    def open(self, key: str) -> IO[bytes]:
        """Open a file, read in pieces as they are asked for; raises `FileNotFoundError` when it is not there."""
        with _reached():
            reader = obstore.open_reader(self._objects, _path(key), buffer_size=_PIECE)
        return io.BufferedReader(_Object(reader))

    def delete(self, key: str) -> None:
        """Delete a file; nothing happens when it is not there."""
        with _reached():
            obstore.delete(self._objects, _path(key))

    def stale(self, older_than: timedelta) -> Iterator[str]:
        """Yield the keys of files that have lain here for so long; what else lies in the bucket is not ours."""
        limit = clock.now() - older_than
        with _reached():
            pages = list(obstore.list(self._objects))
        for found in (found for page in pages for found in page):
            key = found["path"].rpartition("/")[2]
            if found["path"] == _path(key) and found["last_modified"] < limit:
                yield key


class _Object(io.RawIOBase):
    """An object of the bucket as Python reads files."""

    def __init__(self, reader: "obstore.ReadableFile") -> None:
        self._reader = reader

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: "Buffer") -> int:
        place = memoryview(buffer)
        with _reached():
            piece = bytes(self._reader.read(len(place)))
        place[: len(piece)] = piece
        return len(piece)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return int(self._reader.seek(offset, whence))

    def tell(self) -> int:
        return int(self._reader.tell())


def _path(key: str) -> str:
    # As in the folder store, so that files can be copied from one to the other as they are.
    return f"{key[:2]}/{key}"


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except (PermissionDeniedError, UnauthenticatedError) as error:
        raise StoreUnavailable(
            _("it refuses us. Look at CONSULT_FILES_ACCESS_KEY and CONSULT_FILES_SECRET_KEY")
        ) from error
    except BaseError as error:
        raise StoreUnavailable(_("it does not answer as a bucket does. Look at CONSULT_FILES_ENDPOINT")) from error
