"""Large files made ahead by a job, fetched once they are there, and deleted after a day."""

import hashlib
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation
from consult.contract.deployment import deployment_of
from consult.exports.export_files import SUMMARY, Progress, Wanted, chunks_of, columns_for, find_wanted, summaries_of
from consult.exports.formats import Format
from consult.exports.models import PreparedExport
from consult.exports.old_files import delete_public_rows
from consult.exports.responses import RESPONSES
from consult.jobs.models import Job
from consult.jobs.services import enqueue, report_progress
from consult.kernel import clock, tokens
from consult.kernel.authz import Actor
from consult.kernel.errors import Gone, NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

JOB = "exports.prepare"
SWEEP = "exports.sweep"
DISCARD = "exports.discard"
LARGE = 20_000
"""From so many rows on, a file is made by a job rather than while somebody waits."""
KEPT = timedelta(days=1)


class OutOfDate(Gone):
    """Something in a prepared file was redacted, withdrawn, excluded, corrected or erased meanwhile."""

    default = _l(
        "Responses were redacted, withdrawn, excluded, corrected or erased since this file was made. Export it again."
    )


def rows_expected(session: Session, wanted: Wanted) -> int:
    """Return about how many rows a file will have, where that follows from counts; 0 for files that stay small."""
    has_rows = wanted.file_format not in (Format.R, Format.DDI)
    if wanted.consultation is None or not has_rows or wanted.export not in (SUMMARY, RESPONSES):
        return 0
    summaries = summaries_of(session, wanted.consultation)
    return sum(
        summary.counted for summary in summaries if wanted.export is SUMMARY or summary.activity.id == wanted.subject_id
    )


def ask_for_file(session: Session, actor: Actor, wanted: Wanted, rows: int) -> PreparedExport:
    """Ask for a file to be made; its page shows how far it is."""
    columns_for(session, wanted)
    if wanted.consultation is None:
        raise NotFound(_("Only exports of a consultation are made ahead."))
    prepared = PreparedExport(
        name=wanted.export.name,
        subject_id=wanted.subject_id,
        consultation_id=wanted.consultation.id,
        file_format=wanted.file_format,
        audience=wanted.audience,
        file_name=wanted.file_name,
        asked_at=clock.now(),
        asked_by_id=actor.person_id,
    )
    session.add(prepared)
    session.flush()
    job = enqueue(
        session,
        JOB,
        key=f"export:{prepared.id}",
        created_by=actor,
        url=f"/staff/exports/{prepared.id}",
        prepared_id=prepared.id,
        rows=rows,
        revision=_answers_revision(session, wanted.consultation.id),
    )
    prepared.job_id = job.id
    session.flush()
    return prepared


def prepare_file(session: Session, job: Job, *, prepared_id: int, rows: int, revision: int) -> str:
    """Make the file: the job `exports.prepare`; what a killed attempt left behind is not used, and is swept up later.

    `revision` is that of the answers when the file was asked for: what changed after may make it old.
    """
    prepared = session.get_one(PreparedExport, prepared_id)
    wanted = wanted_of(session, prepared)
    key = tokens.new_secret()[:40]
    path = prepared_path(session, key)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    sha256, size = hashlib.sha256(), 0
    try:
        with path.open("xb") as file:
            for chunk in chunks_of(session, wanted, progress=_every_hundredth(session, job, rows)):
                file.write(chunk)
                sha256.update(chunk)
                size += len(chunk)
            file.flush()
            os.fsync(file.fileno())
        _require_fresh(session, prepared, revision)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    prepared.file_key, prepared.size, prepared.sha256 = key, size, sha256.hexdigest()
    prepared.ready_at = clock.now()
    session.flush()
    return _("The file is ready.")


def _every_hundredth(session: Session, job: Job, rows: int) -> Progress:
    """Return what reports progress, seldom enough not to slow the work down, and stops it when it was cancelled."""
    shown = -rows

    def report(done: int) -> None:
        nonlocal shown
        if done - shown >= rows // 100 or done >= rows:
            shown = done
            report_progress(session, job, done, max(done, rows))

    return report


def file_of(session: Session, prepared: PreparedExport) -> Path:
    """Return where a prepared file lies; raises `NotFound` before it is ready and once it is gone, and `OutOfDate`."""
    if prepared.ready_at is None:
        raise NotFound(_("The file is not ready yet. Wait until its job is done."))
    path = prepared_path(session, prepared.file_key) if prepared.file_key else None
    job = session.get(Job, prepared.job_id)
    if path is None or job is None or not path.exists():
        raise NotFound(_("The file is no longer kept. Export it again."))
    _require_fresh(session, prepared, int(job.args.get("revision", -1)))
    return path


def _require_fresh(session: Session, prepared: PreparedExport, revision: int) -> None:
    if _answers_revision(session, prepared.consultation_id) != revision:
        raise OutOfDate


def _answers_revision(session: Session, consultation_id: int) -> int:
    revisions = select(func.sum(Activity.answers_revision)).where(Activity.consultation_id == consultation_id)
    return session.scalar(revisions) or 0


def sweep_prepared(session: Session, _job: Job) -> str:
    """Delete files of more than a day ago, what was begun and never finished, and what earlier versions left."""
    limit = clock.now() - KEPT
    old = (PreparedExport.ready_at < limit, PreparedExport.file_key.is_not(None))
    session.execute(update(PreparedExport).where(*old).values(file_key=None))
    kept = set(session.scalars(select(PreparedExport.file_key).where(PreparedExport.file_key.is_not(None))))
    gone = delete_public_rows(deployment_of(session).settings.data)
    for path in prepared_path(session, "").glob("*"):
        if path.name not in kept and path.stat().st_mtime < limit.timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    return _("%(gone)s prepared files are deleted.", gone=f"{gone:,}")


def ask_to_discard(session: Session, _event: object) -> None:
    """Ask for files to be deleted that an event may have made old."""
    if session.scalar(select(PreparedExport.id).where(PreparedExport.file_key.is_not(None)).limit(1)) is not None:
        enqueue(session, DISCARD)


def discard_stale(session: Session, _job: Job) -> str:
    """Delete the files that say what must not be said any more: the job `exports.discard`."""
    gone = 0
    for prepared in session.scalars(select(PreparedExport).where(PreparedExport.file_key.is_not(None))).all():
        try:
            file_of(session, prepared)
        except (NotFound, OutOfDate):
            prepared_path(session, prepared.file_key or "").unlink(missing_ok=True)
            prepared.file_key = None
            gone += 1
    return _("%(gone)s prepared files are deleted.", gone=f"{gone:,}")


def wanted_of(session: Session, prepared: PreparedExport) -> Wanted:
    """Return what a prepared file holds."""
    registry = deployment_of(session).registry
    export = registry.exports.get(prepared.name)
    is_of_activity = export is not None and export.subject == "activity"
    return find_wanted(
        session,
        registry.exports,
        session.get_one(Consultation, prepared.consultation_id),
        what=prepared.name,
        file_format=prepared.file_format,
        audience=prepared.audience,
        activity_id=prepared.subject_id if is_of_activity else None,
    )


def find_prepared(session: Session, prepared_id: int, actor: Actor) -> PreparedExport:
    """Return a prepared file of this person's; raises `NotFound` for anybody else's."""
    prepared = session.get(PreparedExport, prepared_id)
    if prepared is None or prepared.asked_by_id != actor.person_id:
        raise NotFound
    return prepared


def prepared_path(session: Session, key: str) -> Path:
    """Return where a prepared file lies."""
    return deployment_of(session).settings.data / "exports" / key


def read_file(path: Path) -> Iterator[bytes]:
    """Yield a file in pieces."""
    with path.open("rb") as file:
        while piece := file.read(64 * 1024):
            yield piece
