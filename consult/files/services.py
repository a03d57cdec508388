"""Keeping files, and sweeping away those that nothing refers to."""

import logging
import re
from datetime import timedelta
from typing import IO

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from consult.contract.deployment import FileStore, deployment_of
from consult.files.bucket_store import StoreUnavailable
from consult.files.intake import Kept, keep_file
from consult.files.kinds import kind_of
from consult.files.models import FileState, StoredFile
from consult.files.store import staging_folder
from consult.kernel import clock
from consult.kernel.errors import Gone
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_line

log = logging.getLogger(__name__)
_FORGOTTEN = "forgotten_files"
KEPT_WITHOUT_RECORD = timedelta(days=1)
LONGEST_NAME = 150
_SEPARATORS = re.compile(r'[\\/:*?"<>|]+')


def store_file(session: Session, name: str, content: IO[bytes]) -> StoredFile:
    """Keep a file as it came, for a job of the core: it is never handed out.

    When the transaction is dropped it is swept away later. Raises `Invalid` or `TooLarge` with a sentence when it
    cannot be taken.
    """
    name = clean_name(name)
    return record_file(session, name, keep(session, name, content), FileState.PRIVATE)


def keep_public_file(
    session: Session, title: str, name: str, content: IO[bytes], *, largest: int | None = None
) -> Kept:
    """Clean a file for the public and keep it, without a record yet: what gets none is swept away after a day.

    It may have as many bytes as any upload, or `largest`. Raises `Invalid` or `TooLarge` with a sentence when it cannot
    be taken.
    """
    return keep(session, clean_name(name), content, public_title=title, largest=largest)


def public_name(title: str, name: str) -> str:
    """Return the name under which the public saves a file: its title, since a typed name may tell of somebody."""
    return clean_name(f"{_SEPARATORS.sub('-', title)}.{kind_of(name).ending}")


def record_file(session: Session, name: str, kept: Kept, state: FileState = FileState.CLEANED) -> StoredFile:
    """Write the record of a file that is in the store."""
    row = StoredFile(
        key=kept.key,
        name=name,
        media_type=kept.media_type,
        size=kept.size,
        sha256=kept.sha256,
        state=state,
        findings={finding.code: finding.detail for finding in kept.findings},
    )
    session.add(row)
    session.flush()
    return row


def keep(
    session: Session, name: str, content: IO[bytes], *, public_title: str | None = None, largest: int | None = None
) -> Kept:
    """Take a file in and give it to the store; with a `public_title` it is cleaned first."""
    settings = deployment_of(session).settings
    staging = staging_folder(settings)
    limit = largest or settings.largest_upload
    return keep_file(store_of(session), staging, name, content, limit, public_title=public_title)


def clean_name(typed: str) -> str:
    """Return a file's name as text: one line, no folder, at most 150 characters, its ending kept."""
    last = _bare(_SEPARATORS.split(clean_line(typed))[-1]) or "file"
    stem, dot, ending = last.rpartition(".")
    if not dot:
        return last[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"[:LONGEST_NAME]


def _bare(name: str) -> str:
    # What stands behind a dot or a space that is taken away may itself be nothing that is kept.
    while (less := clean_line(name).strip(". ")) != name:
        name = less
    return name


def store_of(session: Session) -> FileStore:
    """Return where this deployment keeps files."""
    return deployment_of(session).files


def open_file(session: Session, file: StoredFile) -> IO[bytes]:
    """Open the content of a kept file; raises `Gone` when the store has it no more."""
    try:
        return store_of(session).open(file.key)
    except OSError as error:
        raise Gone(_("This file is missing from the store. Tell us, so that we can put it back.")) from error


def forget_file(session: Session, file: StoredFile) -> None:
    """Delete a file: its record in this transaction, its content after it; what a crash leaves is swept away later."""
    forget_content(session, file)
    session.delete(file)
    session.flush()


def forget_content(session: Session, file: StoredFile) -> None:
    """Delete what is stored under the file's key once the transaction is on the disk."""
    waiting = session.info.get(_FORGOTTEN)
    if waiting is None:
        waiting = session.info[_FORGOTTEN] = []
        event.listen(session, "after_commit", _delete)
        event.listen(session, "after_rollback", _spare)
    waiting.append(file.key)


def _delete(session: Session) -> None:
    # The end of a savepoint is told as a commit too.
    if session.in_nested_transaction():
        return
    waiting: list[str] = session.info[_FORGOTTEN]
    while waiting:
        try:
            store_of(session).delete(waiting.pop())
        except (OSError, StoreUnavailable) as error:  # no record names it any more, so the sweep tries again
            log.warning("A file that was forgotten could not be deleted yet: %s", type(error).__name__)


def _spare(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info[_FORGOTTEN].clear()


def sweep_files(session: Session) -> int:
    """Delete files older than a day that no record names, and return how many."""
    known = set(session.scalars(select(StoredFile.key)))
    store, swept = store_of(session), 0
    for key in store.stale(KEPT_WITHOUT_RECORD):
        if key not in known:
            store.delete(key)
            swept += 1
    limit = (clock.now() - KEPT_WITHOUT_RECORD).timestamp()
    for begun in staging_folder(deployment_of(session).settings).iterdir():
        if begun.stat().st_mtime < limit:
            begun.unlink(missing_ok=True)
            swept += 1
    return swept
