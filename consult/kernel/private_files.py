"""Files and folders that only the service's own user may read, whatever the umask says."""

import contextlib
import os
import secrets
from pathlib import Path

_MODE = 0o600


def write_privately(path: Path, text: str) -> None:
    """Write a file that is on the disk whole when it appears, in place of any earlier one."""
    unfinished = write_beside(path, text)
    os.replace(unfinished, path)


def write_beside(path: Path, text: str) -> Path:
    """Write a hidden file beside `path`, and return where; to be moved to its place, or removed."""
    unfinished = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return unfinished


def make_private(path: Path) -> None:
    """Have a file that is only for us before whoever fills it makes it for everybody.

    One that is there is never opened: closing it would end the locks that SQLite holds on it in this process, and
    another process could then take the write-ahead log away under its hands (sqlite.org/howtocorrupt.html, 2.2).
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _MODE))
    if path.stat().st_mode & 0o777 != _MODE:
        path.chmod(_MODE)


def make_folder(folder: Path) -> Path:
    """Return a folder that only we may look into, made where it is not there yet."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
