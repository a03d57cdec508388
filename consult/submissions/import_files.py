"""A file of responses on its way in: kept, checked against the questions, and forgotten when it is done with."""

import csv
import hashlib
import io
from datetime import timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Activity
from consult.files.models import StoredFile
from consult.files.services import clean_name, content_path, forget_file, store_file
from consult.jobs.models import Job
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import Conflict, Gone, Invalid, NotFound
from consult.kernel.spreadsheet import safe_row
from consult.kernel.text import clean_line, excerpt
from consult.submissions.events import ImportFaultsTaken
from consult.submissions.importing import (
    Mapped,
    Refused,
    Report,
    import_responses,
    read_csv,
    require_time_to_import,
)
from consult.submissions.models import Channel, ImportState, ResponseImport

KEPT = timedelta(days=7)
SHOWN = 200
HEAD_ROWS = 3
LOST = "The file is no longer here, or has changed. Upload it again."


def keep_upload(session: Session, actor: Actor, activity: Activity, name: str, content: bytes) -> ResponseImport:
    """Keep a CSV file that is to be imported.

    Raises `Invalid` or `TooLarge` when it cannot be read, `Conflict` when the consultation takes no imports.
    """
    require_time_to_import(session, activity)
    if not name.lower().endswith(".csv"):
        raise Invalid("The file must be a CSV file. Save the spreadsheet as “CSV UTF-8” and choose that file.")
    if not content:
        raise Invalid("The file is empty. Choose another one.")
    _, rows = read_csv(content)
    if not rows:
        raise Invalid("The file has no rows below its heading. Choose another one.")
    file = store_file(session, clean_name(name), io.BytesIO(content))
    kept = ResponseImport(
        activity_id=activity.id,
        file_id=file.id,
        file_name=file.name,
        mapping={},
        report={"rows": len(rows)},
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
    """Select what the actor has uploaded for an activity and not finished, the newest first."""
    return (
        select(ResponseImport)
        .where(
            ResponseImport.activity_id == activity_id,
            ResponseImport.asked_by_id == actor.person_id,
            ResponseImport.state != ImportState.DONE.value,
        )
        .order_by(ResponseImport.id.desc())
    )


def content_of(session: Session, found: ResponseImport) -> bytes:
    """Return the file as it was uploaded; raises `Gone` when it was removed or changed meanwhile."""
    file = _file_of(session, found)
    try:
        content = content_path(session, file).read_bytes()
    except OSError as error:
        raise Gone(LOST) from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise Gone(LOST)
    return content


def head_of(session: Session, found: ResponseImport) -> tuple[list[str], list[list[str]]]:
    """Return the columns and the first rows, without reading the rest; raises `Gone` when the file was removed."""
    file = _file_of(session, found)
    try:
        with content_path(session, file).open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.reader(opened, strict=True)
            columns = [clean_line(name) for name in next(reader, [])]
            rows = list(islice((cells for cells in reader if any(cells)), HEAD_ROWS))
    except (OSError, ValueError, csv.Error) as error:
        raise Gone(LOST) from error
    return columns, [[excerpt(cell, 60) for cell in cells] for cells in rows]


def check_upload(session: Session, actor: Actor, found: ResponseImport, mapped: Mapped, channel: Channel) -> Report:
    """Read the whole file in this way and keep what an import would do; no response is written.

    Raises `Invalid` when the file cannot be read in this way, `Conflict` when it is being imported already.
    """
    _require_unfinished(session, found)
    activity = session.get_one(Activity, found.activity_id)
    report = _dry_run(session, actor, found, mapped, channel)
    lock_row(session, found)
    _require_unfinished(session, found)
    found.mapping = {
        "answers": dict(mapped.answers),
        "key": mapped.key,
        "area": mapped.area,
        "only": dict(mapped.only),
    }
    found.channel, found.state = channel.value, ImportState.CHECKED.value
    found.report = {
        "rows": report.rows,
        "fresh": report.rows - report.left_out - report.known - len(report.refused),
        "known": report.known,
        "left_out": report.left_out,
        "refused": len(report.refused),
        "first": [[one.line, excerpt(one.sentence, 300)] for one in report.refused[:SHOWN]],
        "questions_version": activity.settings_version,
    }
    found.revision += 1
    found.job_id = None
    session.flush()
    return report


def refusals_of(session: Session, actor: Actor, found: ResponseImport) -> list[Refused]:
    """Return every row that cannot be taken, read from the file again."""
    if not found.mapping:
        raise Conflict("Say first which column answers which question.")
    return _dry_run(session, actor, found, mapped_of(found), Channel(found.channel)).refused


def note_faults_taken(session: Session, actor: Actor, activity: Activity, rows: int) -> None:
    """Put on the trail that the list of refused rows was taken; commit it before the first byte leaves."""
    event = ImportFaultsTaken(consultation_id=activity.consultation_id, activity_id=activity.id, rows=rows)
    record(session, event, actor)


def faults_as_csv(refused: list[Refused]) -> bytes:
    """Return refused rows as a CSV file whose cells no spreadsheet takes for a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(["Line", "What is wrong"])
    writer.writerows(safe_row([one.line, one.sentence]) for one in refused)
    return ("\ufeff" + file.getvalue()).encode("utf-8", "replace")


def mapped_of(found: ResponseImport) -> Mapped:
    """Return how the file is to be read."""
    return Mapped(**found.mapping)


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
    _require_unfinished(session, found)
    _delete(session, found)


def forget_upload(session: Session, found: ResponseImport) -> None:
    """Delete the file of an import; its counts stay."""
    file = session.get(StoredFile, found.file_id) if found.file_id is not None else None
    found.file_id = None
    session.flush()
    if file is not None:
        forget_file(session, file)


def purge_imports(session: Session) -> int:
    """Delete files that nobody imported within seven days, and return how many."""
    query = select(ResponseImport).where(
        ResponseImport.state != ImportState.DONE.value, ResponseImport.created_at < clock.now() - KEPT
    )
    found = [one for one in session.scalars(query).all() if not is_being_imported(session, one)]
    for one in found:
        _delete(session, one)
    return len(found)


def _dry_run(session: Session, actor: Actor, found: ResponseImport, mapped: Mapped, channel: Channel) -> Report:
    activity = session.get_one(Activity, found.activity_id)
    return import_responses(session, actor, activity, content_of(session, found), mapped, channel=channel, dry_run=True)


def _require_unfinished(session: Session, found: ResponseImport) -> None:
    if found.state == ImportState.DONE:
        raise Conflict("This file has been imported already. To import another one, upload it.")
    if is_being_imported(session, found):
        raise Conflict("This file is being imported. Wait until that has ended, or stop it first.")


def _file_of(session: Session, found: ResponseImport) -> StoredFile:
    file = session.get(StoredFile, found.file_id) if found.file_id is not None else None
    if file is None:
        raise Gone(LOST)
    return file


def _delete(session: Session, found: ResponseImport) -> Any:
    forget_upload(session, found)
    session.delete(found)
    session.flush()
