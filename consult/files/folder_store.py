"""The folder store: each file under its key, written whole or not at all."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import IO

from consult.kernel import clock
from consult.kernel.messages import gettext as _
from consult.kernel.private_files import make_folder


class FolderStore:
    """Files in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def place(self) -> str:
        """Where the files are, for people."""
        return _("the folder %(folder)s", folder=self._folder)

    def path_of(self, key: str) -> Path:
        """Return where the file with this key lies."""
        return self._folder / key[:2] / key

    def put(self, key: str, source: Path) -> None:
        """Move a finished file, flushed to the disk, under its key."""
        place = self.path_of(key)
        make_folder(place.parent)
        source.rename(place)
        _flush_folder(place.parent)

    def open(self, key: str) -> IO[bytes]:
        """Open a file, and nothing that a link in its place leads to; raises `OSError` when it is not there."""
        return os.fdopen(os.open(self.path_of(key), os.O_RDONLY | os.O_NOFOLLOW), "rb")

    def delete(self, key: str) -> None:
        """Delete a file; nothing happens when it is not there."""
        self.path_of(key).unlink(missing_ok=True)

    def stale(self, older_than: timedelta) -> Iterator[str]:
        """Yield the keys of files that have lain here for so long."""
        limit = (clock.now() - older_than).timestamp()
        for place in sorted(self._folder.glob("*/*")):
            is_kept = place == self.path_of(place.name)
            if is_kept and place.is_file() and place.stat().st_mtime < limit:
                yield place.name


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
