"""Importing a checked file by a job: all of it or nothing, in the name of the officer who asked."""

import io

from sqlalchemy.orm import Session

from consult.accounts.acting import actor_now
from consult.consultations.models import Activity
from consult.files.services import store_file
from consult.imports.checks import refused_rows, rows_as_csv
from consult.imports.clashes import counts_by_choice, decisions_of, forget_clashes
from consult.imports.files import content_of, forget_upload, is_being_imported, job_of, plan_of
from consult.imports.models import ImportState, ResponseImport
from consult.imports.services import import_responses
from consult.jobs.models import Job
from consult.jobs.services import enqueue, report_progress
from consult.kernel.authz import Actor
from consult.kernel.db import lock_row
from consult.kernel.errors import Conflict, Forbidden
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.models import Channel

IMPORT = "submissions.import"
CHANGED = _l("The questions or your choices have changed since the file was checked. Check it again, then import it.")
UNDECIDED = _l(
    "Some rows say something else than before and are not decided yet. Select what happens with each of them."
)
CHECKING = _l("Checking the rows.")
WRITING = _l("All rows are checked. They are being written now, all together: this can take a few minutes.")


def begin_import(
    session: Session, actor: Actor, found: ResponseImport, seen: int, *, takes_rest: bool = False
) -> Job | None:
    """Ask for the import of a file as the officer has `seen` it checked; asking twice gives the same job.

    With `takes_rest`, rows that cannot be taken are left out, and given back as a file. Returns `None` when it is
    imported already. Raises `Conflict` when it must be checked first, or again.
    """
    lock_row(session, found)
    if found.state == ImportState.DONE:
        return None
    if is_being_imported(session, found):
        return job_of(session, found)
    _require_checked(session, found, seen, takes_rest)
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
        takes_rest=takes_rest,
    )
    found.job_id, found.state = job.id, ImportState.IMPORTING
    session.flush()
    return job


def run_import(session: Session, job: Job, *, import_id: int, revision: int, takes_rest: bool = False) -> str:
    """Import a checked file: the job `submissions.import`; the file is deleted with its success."""
    found = session.get(ResponseImport, import_id)
    if found is None or found.job_id != job.id:
        raise Conflict(_("The file was removed before it could be imported."))
    _require_checked(session, found, revision, takes_rest)
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
        plan_of(found),
        channel=Channel(found.channel),
        decided=decisions_of(session, found),
        takes_rest=takes_rest,
        progress=writing,
        checking=checking,
    )
    if not report.is_done or report.clashes or (takes_rest and found.report["refused"] != len(report.refused)):
        raise Conflict(
            _("Not the same rows can be taken any more, so nothing was imported. %(changed)s", changed=CHANGED)
        )
    rest = refused_rows(report) if takes_rest else []
    found.state = ImportState.DONE
    found.report = {
        "rows": report.rows,
        "taken": report.taken,
        "known": report.known,
        "repeated": report.repeated,
        "left_out": report.left_out,
        "kept": report.kept,
        "replaced": len(report.replacing),
        "rest": len(rest),
    }
    forget_clashes(session, found)
    forget_upload(session, found)
    if rest:
        found.file_id = store_file(session, f"not-imported-{found.id}.csv", io.BytesIO(rows_as_csv(report, rest))).id
        session.flush()
    if not report.replacing:
        return _("Responses imported: %(taken)s.", taken=f"{report.taken:,}")
    return _(
        "Responses imported: %(taken)s. Responses replaced: %(replaced)s.",
        taken=f"{report.taken:,}",
        replaced=f"{len(report.replacing):,}",
    )


def _require_checked(session: Session, found: ResponseImport, seen: int, takes_rest: bool) -> None:
    activity = session.get_one(Activity, found.activity_id)
    if found.state == ImportState.UPLOADED:
        raise Conflict(_("Say first which column answers which question."))
    if not takes_rest and found.report.get("refused"):
        raise Conflict(
            _("Some rows cannot be taken, so nothing can be imported. Correct the file, or import the other rows.")
        )
    if counts_by_choice(session, found)[None]:
        raise Conflict(UNDECIDED)
    if (found.revision, found.report.get("questions_version")) != (seen, activity.settings_version):
        raise Conflict(CHANGED)


def _officer(session: Session, found: ResponseImport) -> Actor:
    actor = actor_now(session, found.asked_by_id)
    if actor is None or not actor.can("submissions.enter"):
        raise Forbidden(
            _("The officer who asked for this import may no longer enter responses. Another officer has to do it.")
        )
    return actor
