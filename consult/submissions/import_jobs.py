"""Importing a checked file by a job: all of it or nothing, in the name of the officer who asked."""

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.accounts.sessions import actor_of
from consult.consultations.models import Activity
from consult.jobs.models import Job
from consult.jobs.services import enqueue, report_progress
from consult.kernel.authz import Actor
from consult.kernel.db import lock_row
from consult.kernel.errors import Conflict, Forbidden
from consult.submissions.import_files import content_of, forget_upload, is_being_imported, job_of, mapped_of
from consult.submissions.importing import import_responses
from consult.submissions.instruments import registry_of
from consult.submissions.models import Channel, ImportState, ResponseImport

IMPORT = "submissions.import"
CHANGED = "The questions or your choices have changed since the file was checked. Check it again, then import it."
CHECKING = "Checking the rows."
WRITING = "All rows are checked. They are being written now, all together: this can take a few minutes."


def begin_import(session: Session, actor: Actor, found: ResponseImport, seen: int) -> Job | None:
    """Ask for the import of a file as the officer has `seen` it checked; asking twice gives the same job.

    Returns `None` when it is imported already. Raises `Conflict` when it must be checked first, or again.
    """
    lock_row(session, found)
    if found.state == ImportState.DONE:
        return None
    if is_being_imported(session, found):
        return job_of(session, found)
    _require_checked(session, found, seen)
    before = found.job_id or 0
    job = enqueue(
        session,
        IMPORT,
        key=f"{IMPORT}:{found.id}:{found.revision}:{before}",
        created_by=actor,
        subject=("response_import", found.id),
        url=f"/staff/imports/{found.id}",
        import_id=found.id,
        revision=found.revision,
    )
    found.job_id, found.state = job.id, ImportState.IMPORTING.value
    session.flush()
    return job


def run_import(session: Session, job: Job, *, import_id: int, revision: int) -> str:
    """Import a checked file: the job `submissions.import`; the file is deleted with its success."""
    found = session.get(ResponseImport, import_id)
    if found is None or found.job_id != job.id:
        raise Conflict("The file was removed before it could be imported.")
    _require_checked(session, found, revision)
    activity = session.get_one(Activity, found.activity_id)

    def checking(done: int, total: int) -> None:
        report_progress(session, job, done, total, CHECKING if done < total else WRITING)

    def writing(done: int, total: int) -> None:
        report_progress(session, job, done, total, WRITING)

    report = import_responses(
        session,
        _officer(session, found),
        activity,
        content_of(session, found),
        mapped_of(found),
        channel=Channel(found.channel),
        progress=writing,
        checking=checking,
    )
    if not report.is_done:
        raise Conflict(f"{len(report.refused):,} rows can no longer be taken, so nothing was imported. {CHANGED}")
    found.state = ImportState.DONE.value
    found.report = {"rows": report.rows, "taken": report.taken, "known": report.known, "left_out": report.left_out}
    forget_upload(session, found)
    return f"Responses imported: {report.taken:,}."


def _require_checked(session: Session, found: ResponseImport, seen: int) -> None:
    activity = session.get_one(Activity, found.activity_id)
    if found.state == ImportState.UPLOADED:
        raise Conflict("Say first which column answers which question.")
    if found.report.get("refused"):
        raise Conflict("Some rows cannot be taken, so nothing can be imported. Mend the file and upload it again.")
    if (found.revision, found.report.get("questions_version")) != (seen, activity.settings_version):
        raise Conflict(CHANGED)


def _officer(session: Session, found: ResponseImport) -> Actor:
    person = session.get(Person, found.asked_by_id) if found.asked_by_id is not None else None
    actor = actor_of(person, registry_of(session).permissions) if person is not None and person.is_active else None
    if actor is None or not actor.can("submissions.enter"):
        raise Forbidden("Whoever asked for this import may no longer enter responses. Another officer has to do it.")
    return actor
