"""Files that people send: kept at once, checked by a job, and only then handed to whoever may have them."""

from collections.abc import Sequence
from typing import IO

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.files.events import FileCleaned, FileRefused
from consult.files.intake import TooLarge
from consult.files.kinds import ENDINGS, kind_of
from consult.files.models import FileState, StoredFile
from consult.files.services import clean_name, forget_content, keep, keep_public_file, open_file, record_file
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel.authz import SYSTEM, Actor
from consult.kernel.db import begin_write
from consult.kernel.errors import DomainError, Gone, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

CLEAN = "files.clean"
LOST = _l("The file is no longer here. Upload it again.")


def receive_file(
    session: Session, actor: Actor, name: str, content: IO[bytes], *, endings: Sequence[str] = ENDINGS
) -> StoredFile:
    """Take a file that somebody sends, and ask for it to be checked; until then nobody can fetch it.

    Raises `Invalid` with a sentence for one that is empty, not what its name says or of a kind that is not among
    `endings`, and `TooLarge` beyond the largest size of an upload. Call it before you lock anything: it writes a file.
    """
    name = clean_name(name)
    kind_of(name, endings)
    file = record_file(session, name, keep(session, name, content), FileState.WAITING)
    ask_to_clean(session, file, actor)
    return file


def ask_to_clean(session: Session, file: StoredFile, actor: Actor | None = None, *, again: str = "") -> Job:
    """Ask for a waiting file to be checked; `again` tells a later attempt from the first."""
    return enqueue(session, CLEAN, key=f"{CLEAN}:{file.key}{again}", created_by=actor, file_key=file.key)


def clean(session: Session, _job: Job, *, file_key: str) -> str:
    """Write a waiting file anew without what cannot be seen, or say why it is not accepted: the job `files.clean`."""
    file = _waiting_file(session, file_key)
    if file is None:
        return _("The file is no longer waiting.")
    refusal: DomainError | None = None
    try:
        with open_file(session, file) as content:
            kept = keep_public_file(session, file.name.rpartition(".")[0], file.name, content)
    except Gone:
        refusal = Invalid(str(LOST))
    except (Invalid, TooLarge) as error:
        refusal = error
    begin_write(session)
    file = _waiting_file(session, file_key, for_update=True)
    if file is None:  # whoever sent it took it away meanwhile; the cleaned one is swept up
        return _("The file is no longer waiting.")
    forget_content(session, file)
    if refusal is not None:
        file.state, file.refusal = FileState.REFUSED, str(refusal)
        session.flush()
        record(session, FileRefused(file_id=file.id), by=SYSTEM)
        return _("The file was not accepted.")
    file.key, file.size, file.sha256 = kept.key, kept.size, kept.sha256
    file.findings = {finding.code: finding.detail for finding in kept.findings}
    file.state = FileState.CLEANED
    session.flush()
    hidden = ", ".join(file.findings) or "nothing"
    record(session, FileCleaned(file_id=file.id, sha256=file.sha256, hidden=hidden), by=SYSTEM)
    return _("The file is checked.")


def ask_again(session: Session, day: str) -> None:
    """Ask once a day for files whose check never came to an end, as when the store was away for long."""
    for file in session.scalars(select(StoredFile).where(StoredFile.state == FileState.WAITING)):
        ask_to_clean(session, file, again=f":{day}")


def _waiting_file(session: Session, key: str, *, for_update: bool = False) -> StoredFile | None:
    found = select(StoredFile).where(StoredFile.key == key, StoredFile.state == FileState.WAITING)
    if for_update:
        found = found.with_for_update().execution_options(populate_existing=True)
    return session.scalar(found)
