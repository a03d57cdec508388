"""A file of responses on its way in: kept, read as a table, and forgotten when it is done with."""

import hashlib
import io
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.files.models import StoredFile
from consult.files.services import clean_name, forget_file, open_file, store_file
from consult.imports.models import ImportState, ResponseImport
from consult.imports.plan import ImportPlan
from consult.imports.services import require_time_to_import
from consult.jobs.models import Job
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import Conflict, Gone, NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import excerpt
from consult.submissions.models import Channel
from consult.tables.files import read_table, storable
from consult.tables.values import Table
from consult.tables.workbooks import ending_of

KEPT = timedelta(days=7)
HEAD_ROWS = 3
LOST = _l("The file is no longer here, or has changed. Upload it again.")


def keep_upload(session: Session, actor: Actor, activity: Activity, name: str, content: bytes) -> ResponseImport:
    """Keep a file that is to be imported, whatever it is called.

    Raises `Invalid` or `TooLarge` when it is no table, `Conflict` when the consultation takes no imports.
    """
    require_time_to_import(session, activity)
    table = read_table(content)
    kept_as = f"responses.{ending_of(content)}"
    file = store_file(session, kept_as, io.BytesIO(storable(content, table)))
    kept = ResponseImport(
        activity_id=activity.id,
        file_id=file.id,
        file_name=clean_name(name),
        mapping={},
        report={"rows": len(table.rows), "head": head_from(table)},
        asked_by_id=actor.person_id,
        created_at=database_now(session),
    )
    session.add(kept)
    session.flush()
    return kept


def find_import(session: Session, import_id: int, actor: Actor) -> ResponseImport:
    """Return an import of this person's; raises `NotFound` for anybody else's."""
    found = session.get(ResponseImport, import_id)
    if found is None or found.asked_by_id is None or found.asked_by_id != actor.person_id:
        raise NotFound
    return found


def own_imports(activity_id: int, actor: Actor) -> Select[ResponseImport]:
    """Select the actor's files for an activity that are still here, the newest first."""
    return (
        select(ResponseImport)
        .where(
            ResponseImport.activity_id == activity_id,
            ResponseImport.asked_by_id == actor.person_id,
            or_(ResponseImport.state != ImportState.DONE, ResponseImport.file_id.is_not(None)),
        )
        .order_by(ResponseImport.id.desc())
    )


def content_of(session: Session, found: ResponseImport) -> bytes:
    """Return the file as it was uploaded; raises `Gone` when it was removed or changed meanwhile."""
    file = _file_of(session, found)
    try:
        with open_file(session, file) as kept:
            content = kept.read()
    except Gone as error:
        raise Gone(LOST, title=_("The file is no longer here")) from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise Gone(LOST, title=_("The file is no longer here"))
    return content


def head_of(session: Session, found: ResponseImport) -> dict[str, object]:
    """Return the columns and first rows as the file was last read; raises `Gone` when the file was removed."""
    try:
        open_file(session, _file_of(session, found)).close()
    except Gone as error:
        raise Gone(LOST, title=_("The file is no longer here")) from error
    head: dict[str, Any] = found.report["head"]
    return head


def read_again(session: Session, found: ResponseImport, plan: ImportPlan, channel: Channel) -> None:
    """Keep another way of reading the file; raises `Invalid` when it cannot be read in that way."""
    require_unfinished(session, found)
    table = read_table(content_of(session, found), plan.layout)
    lock_row(session, found)
    require_unfinished(session, found)
    found.mapping, found.channel = plan.plain(), channel
    found.report = {"rows": len(table.rows), "head": head_from(table)}
    found.state = ImportState.UPLOADED
    found.revision += 1
    found.job_id = None
    session.flush()


def head_from(table: Table) -> dict[str, object]:
    """Return what the page about the columns shows of a table, as plain values."""
    return {
        "columns": list(table.columns),
        "rows": [[excerpt(cell, 60) for cell in row.cells] for row in table.rows[:HEAD_ROWS]],
        "layout": table.layout.plain(),
        "described": table.describe(),
        "unit": table.unit,
        "sheets": list(table.sheets),
        "first": [[row.number, excerpt(" | ".join(row.cells), 60)] for row in table.first],
    }


def plan_of(found: ResponseImport) -> ImportPlan:
    """Return how the file is to be read."""
    return ImportPlan.from_plain(found.mapping)


def job_of(session: Session, found: ResponseImport) -> Job | None:
    """Return the job that was asked to import the file, if there is one."""
    return session.get(Job, found.job_id) if found.job_id is not None else None


def is_being_imported(session: Session, found: ResponseImport) -> bool:
    """Whether a job still has the file: one that was stopped or failed has let it go."""
    job = job_of(session, found) if found.state == ImportState.IMPORTING else None
    return job is not None and not job.is_finished


def discard_import(session: Session, found: ResponseImport) -> None:
    """Delete a file that is not to be imported after all; raises `Conflict` while it is being imported."""
    lock_row(session, found)
    require_unfinished(session, found)
    _delete(session, found)


def forget_upload(session: Session, found: ResponseImport) -> None:
    """Delete the file of an import; its counts stay."""
    file = session.get(StoredFile, found.file_id) if found.file_id is not None else None
    found.file_id = None
    session.flush()
    if file is not None:
        forget_file(session, file)


def purge_imports(session: Session) -> int:
    """Delete files that are seven days old: what nobody imported, and the rows that were left; return how many."""
    query = select(ResponseImport).where(
        or_(ResponseImport.state != ImportState.DONE, ResponseImport.file_id.is_not(None)),
        ResponseImport.created_at < clock.now() - KEPT,
    )
    found = [
        response_import
        for response_import in session.scalars(query).all()
        if not is_being_imported(session, response_import)
    ]
    for response_import in found:
        if response_import.state == ImportState.DONE:
            forget_upload(session, response_import)
        else:
            _delete(session, response_import)
    return len(found)


def require_unfinished(session: Session, found: ResponseImport) -> None:
    """Raise `Conflict` when a file is being imported, or was."""
    if found.state == ImportState.DONE:
        raise Conflict(_("This file has been imported already. To import another one, upload it."))
    if is_being_imported(session, found):
        raise Conflict(_("This file is being imported. Wait until that has ended, or stop it first."))


def _file_of(session: Session, found: ResponseImport) -> StoredFile:
    file = session.get(StoredFile, found.file_id) if found.file_id is not None else None
    if file is None:
        raise Gone(LOST, title=_("The file is no longer here"))
    return file


def _delete(session: Session, found: ResponseImport) -> Any:
    forget_upload(session, found)
    session.delete(found)
    session.flush()
