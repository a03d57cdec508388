"""Keeping files, and sweeping away those that nothing refers to."""

import re
from datetime import timedelta
from pathlib import Path
from typing import IO

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.files.kinds import kind_of
from consult.files.models import StoredFile
from consult.files.store import Kept, is_unfinished, keep_file, path_of, stale_files
from consult.kernel.db import database_now
from consult.kernel.text import clean_line

_FORGOTTEN = "forgotten_files"
KEPT_WITHOUT_RECORD = timedelta(days=1)
LONGEST_NAME = 150
_SEPARATORS = re.compile(r'[\\/:*?"<>|]+')


def store_file(session: Session, name: str, content: IO[bytes]) -> StoredFile:
    """Keep a file and its record; when the transaction is dropped the file is never served, and later swept away.

    Raises `Invalid` or `TooLarge` with a sentence when it cannot be taken.
    """
    name = clean_name(name)
    return record_file(session, name, keep_file(store_folder(session), name, content, _largest(session)))


def keep_public_file(session: Session, title: str, name: str, content: IO[bytes]) -> Kept:
    """Clean a file for the public and keep it, without a record yet: what gets none is swept away after a day.

    Raises `Invalid` or `TooLarge` with a sentence when it cannot be taken.
    """
    return keep_file(store_folder(session), clean_name(name), content, _largest(session), public_title=title)


def public_name(title: str, name: str) -> str:
    """Return the name under which the public saves a file: its title, since a typed name may tell of somebody."""
    return clean_name(f"{_SEPARATORS.sub('-', title)}.{kind_of(name).ending}")


def record_file(session: Session, name: str, kept: Kept) -> StoredFile:
    """Write the record of a file that is in the store."""
    row = StoredFile(
        key=kept.key,
        name=name,
        media_type=kept.media_type,
        size=kept.size,
        sha256=kept.sha256,
        stored_at=database_now(session),
    )
    session.add(row)
    session.flush()
    return row


def _largest(session: Session) -> int:
    return deployment_of(session).settings.largest_upload


def clean_name(typed: str) -> str:
    """Return a file's name as text: one line, no folder, at most 150 characters, its ending kept."""
    last = clean_line(_SEPARATORS.split(clean_line(typed))[-1]).strip(". ") or "file"
    stem, dot, ending = last.rpartition(".")
    if not dot:
        return last[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"[:LONGEST_NAME]


def store_folder(session: Session) -> Path:
    """Return the folder in which this deployment keeps files."""
    return deployment_of(session).settings.data / "files"


def content_path(session: Session, file: StoredFile) -> Path:
    """Return where the content of a kept file lies."""
    return path_of(store_folder(session), file.key)


def forget_file(session: Session, file: StoredFile) -> None:
    """Delete a file: its record in this transaction, its content after it; what a crash leaves is swept away later."""
    waiting = session.info.get(_FORGOTTEN)
    if waiting is None:
        waiting = session.info[_FORGOTTEN] = []
        event.listen(session, "after_commit", _unlink)
        event.listen(session, "after_rollback", _keep)
    waiting.append(content_path(session, file))
    session.delete(file)
    session.flush()


def _unlink(session: Session) -> None:
    # The end of a savepoint is told as a commit too.
    if session.in_nested_transaction():
        return
    waiting: list[Path] = session.info[_FORGOTTEN]
    while waiting:
        waiting.pop().unlink(missing_ok=True)


def _keep(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info[_FORGOTTEN].clear()


def sweep_files(session: Session) -> int:
    """Delete files older than a day that no record names, and return how many."""
    known = set(session.scalars(select(StoredFile.key)))
    swept = 0
    for place in stale_files(store_folder(session), KEPT_WITHOUT_RECORD.total_seconds()):
        if is_unfinished(place) or place.name not in known:
            place.unlink(missing_ok=True)
            swept += 1
    return swept
