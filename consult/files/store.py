"""Where files are kept: a folder of this machine, or a bucket that speaks the protocol of S3."""

from pathlib import Path

from consult.config import Settings
from consult.contract.deployment import FileStore
from consult.files.bucket_store import BucketStore, StoreUnavailable
from consult.files.folder_store import FolderStore
from consult.kernel import tokens
from consult.kernel.errors import Misconfigured
from consult.kernel.private_files import make_folder

_PROBE = b"Consult tried whether files can be kept here.\n"


def choose_store(settings: Settings) -> FileStore:
    """Return the store that the settings name."""
    if settings.bucket is None:
        return FolderStore(settings.data / "files")
    return BucketStore(settings.bucket)


def staging_folder(settings: Settings) -> Path:
    """Return the folder in which a file is taken in and cleaned before a store gets it."""
    return make_folder(settings.data / "files" / ".incoming")


def require_working_store(settings: Settings, store: FileStore) -> None:
    """Raise `Misconfigured` with a sentence unless a file can be kept, read again and deleted."""
    key = tokens.new_secret()
    begun = staging_folder(settings) / key
    begun.write_bytes(_PROBE)
    try:
        store.put(key, begun)
        with store.open(key) as kept:
            is_same = kept.read() == _PROBE
        store.delete(key)
    except StoreUnavailable as error:
        raise Misconfigured(f"No files can be kept in {store.place}: {error.why}.") from error
    except OSError as error:
        raise Misconfigured(f"No files can be kept in {store.place}: {error.strerror}.") from error
    finally:
        begun.unlink(missing_ok=True)
    if not is_same:
        raise Misconfigured(f"The store {store.place} gives back other files than it was given.")
