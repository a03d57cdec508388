"""Taking a file in: measured, looked into and cleaned aside, then given to the store under a random key."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from consult.contract.deployment import FileStore
from consult.files.cleaner import clean_file
from consult.files.cleaners.findings import Finding
from consult.files.kinds import kind_of, require_kind
from consult.kernel import tokens
from consult.kernel.errors import DomainError, Invalid
from consult.kernel.messages import gettext as _

_CHUNK = 64 * 1024


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


def keep_file(
    store: FileStore,
    staging: Path,
    name: str,
    content: IO[bytes],
    largest: int,
    *,
    public_title: str | None = None,
) -> Kept:
    """Give a file to the store under a new random key, once all of it is on the disk in the `staging` folder.

    With a `public_title` it is for the public: it is written anew, without what cannot be seen. Raises `Invalid` for a
    kind we do not take, a content that is not what the name says or cannot be cleaned, `TooLarge` beyond `largest`
    bytes. What was begun and not finished stays in `staging` and is swept away later.
    """
    kind = kind_of(name)
    key = tokens.new_secret()
    begun = staging / key
    findings: Sequence[Finding] = ()
    try:
        with begun.open("xb") as file:
            os.chmod(begun, 0o600)
            size, sha256 = _copied(content, file, largest)
            file.flush()
            os.fsync(file.fileno())
        if size == 0:
            raise Invalid(_("The file is empty. Select another one."))
        with begun.open("rb") as file:
            require_kind(kind, file)
        if public_title is not None:
            findings, size, sha256 = _cleaned(kind.ending, begun, public_title)
        store.put(key, begun)
    except BaseException:
        begun.unlink(missing_ok=True)
        raise
    return Kept(key, kind.media_type, size, sha256, findings)


def _copied(content: IO[bytes], file: IO[bytes], largest: int) -> tuple[int, str]:
    size, hashed = 0, hashlib.sha256()
    while chunk := content.read(_CHUNK):
        size += len(chunk)
        if size > largest:
            raise TooLarge(
                _(
                    "The file must be smaller than %(largest)s MB. Make it smaller and try again.",
                    largest=largest // (1024 * 1024),
                )
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
