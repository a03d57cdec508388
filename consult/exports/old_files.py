"""Files of single responses that earlier versions kept for the public: none are made or sent any more."""

import re
from pathlib import Path

FOLDER = "public"
_NAME = re.compile(r"[A-Za-z0-9_-]{40}")
_PACKED = b"\x1f\x8b"


def delete_public_rows(data: Path) -> int:
    """Delete the public files of responses from a data folder, and return how many there were; nothing else goes.

    They come back with a backup of that time, so this is done every day.
    """
    folder = data / FOLDER
    if not folder.is_dir() or folder.is_symlink():
        return 0
    found = [path for path in folder.iterdir() if _is_of_rows(path)]
    for path in found:
        path.unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()
    return len(found)


def _is_of_rows(path: Path) -> bool:
    if _NAME.fullmatch(path.name) is None or path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_PACKED)) == _PACKED
