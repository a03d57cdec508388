"""The folder store: each file under a random name, written whole or not at all."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from consult.files.cleaner import clean_file
from consult.files.cleaners.findings import Finding
from consult.files.kinds import kind_of, require_kind
from consult.kernel import clock, tokens
from consult.kernel.errors import DomainError, Invalid

_CHUNK = 64 * 1024
_INCOMING = ".incoming"


class TooLarge(DomainError):
    """A file has more bytes than may be kept."""

    status = 413


@dataclass(frozen=True)
class Kept:
    """A file now in the store; `findings` says what a cleaned one still holds out of sight."""

    key: str
    media_type: str
    size: int
    sha256: str
    findings: Sequence[Finding] = ()


class HoldsHidden(Invalid):
    """A cleaned file still holds something out of sight; `kept` says what, and where it waits for a decision."""

    def __init__(self, kept: Kept) -> None:
        super().__init__(" ".join(finding.sentence for finding in kept.findings))
        self.kept = kept


def keep_file(folder: Path, name: str, content: IO[bytes], largest: int, *, public_title: str | None = None) -> Kept:
    """Write a file into the store under a new random key, flushed to the disk before it gets its name.

    With a `public_title` it is for the public: it is written anew, without what cannot be seen. Raises `Invalid` for a
    kind we do not take, a content that is not what the name says or cannot be cleaned, `TooLarge` beyond `largest`
    bytes. What was begun and not finished stays in `.incoming` and is swept away later.
    """
    kind = kind_of(name)
    key = tokens.new_secret()
    begun = _made(folder / _INCOMING) / key
    findings: Sequence[Finding] = ()
    try:
        with begun.open("xb") as file:
            os.chmod(begun, 0o600)
            size, sha256 = _copied(content, file, largest)
            file.flush()
            os.fsync(file.fileno())
        if size == 0:
            raise Invalid("The file is empty. Select another one.")
        with begun.open("rb") as file:
            require_kind(kind, file)
        if public_title is not None:
            findings, size, sha256 = _cleaned(kind.ending, begun, public_title)
        place = path_of(folder, key)
        _made(place.parent)
        begun.rename(place)
        _flush_folder(place.parent)
    except BaseException:
        begun.unlink(missing_ok=True)
        raise
    return Kept(key, kind.media_type, size, sha256, findings)


def path_of(folder: Path, key: str) -> Path:
    """Return where the file with this key lies."""
    return folder / key[:2] / key


def stale_files(folder: Path, older_than_seconds: float) -> Iterator[Path]:
    """Yield the files in the store, finished or not, that have lain there for so long."""
    limit = clock.now().timestamp() - older_than_seconds
    for place in sorted(folder.glob("*/*")):
        if place.is_file() and place.stat().st_mtime < limit:
            yield place


def is_unfinished(place: Path) -> bool:
    """Whether the file was begun and never got its name."""
    return place.parent.name == _INCOMING


def _copied(content: IO[bytes], file: IO[bytes], largest: int) -> tuple[int, str]:
    size, hashed = 0, hashlib.sha256()
    while chunk := content.read(_CHUNK):
        size += len(chunk)
        if size > largest:
            raise TooLarge(
                f"The file must be smaller than {largest // (1024 * 1024)} MB. Make it smaller and try again."
            )
        hashed.update(chunk)
        file.write(chunk)
    return size, hashed.hexdigest()


def _cleaned(ending: str, begun: Path, title: str) -> tuple[Sequence[Finding], int, str]:
    cleaned = begun.with_name(f"{begun.name}.cleaned")
    try:
        findings = clean_file(ending, begun, cleaned, title)
        os.chmod(cleaned, 0o600)
        with cleaned.open("rb+") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        cleaned.replace(begun)
    finally:
        cleaned.unlink(missing_ok=True)
    return findings, begun.stat().st_size, sha256


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
