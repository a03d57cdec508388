"""Large files made ahead by a job, and fetched once they are there."""

import hashlib
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from consult.config import Settings
from consult.consultations.models import Consultation
from consult.contract.registry import Registry
from consult.exports.models import PreparedExport
from consult.exports.writing import Wanted, chunks_of, columns_for, find_wanted
from consult.jobs.models import Job
from consult.jobs.services import enqueue, report_progress
from consult.kernel import clock, tokens
from consult.kernel.authz import Actor
from consult.kernel.db import database_of
from consult.kernel.errors import NotFound

JOB = "exports.prepare"
LARGE = 20_000
"""From so many rows on, a file is made by a job rather than while somebody waits."""
KEPT = timedelta(days=7)


def ask_for_file(session: Session, actor: Actor, wanted: Wanted, rows: int) -> PreparedExport:
    """Ask for a file to be made; its page shows how far it is."""
    columns_for(session, wanted)
    if wanted.consultation is None:
        raise NotFound("Only exports of a consultation are made ahead.")
    prepared = PreparedExport(
        name=wanted.export.name,
        subject_id=wanted.subject_id,
        consultation_id=wanted.consultation.id,
        file_format=wanted.file_format.value,
        audience=wanted.audience.value,
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
    )
    prepared.job_id = job.id
    session.flush()
    return prepared


def prepare_file(session: Session, job: Job, *, prepared_id: int, rows: int) -> str:
    """Make the file whole or not at all; what a killed attempt left behind is not used, and is swept up later."""
    prepared = session.get_one(PreparedExport, prepared_id)
    wanted = wanted_of(session, prepared)
    key = tokens.new_secret()[:40]
    path = prepared_path(session, key)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    sha256, size = hashlib.sha256(), 0
    try:
        with path.open("xb") as file:
            chunks = chunks_of(
                session, wanted, progress=lambda done: report_progress(session, job, done, max(done, rows))
            )
            for chunk in chunks:
                file.write(chunk)
                sha256.update(chunk)
                size += len(chunk)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    prepared.file_key, prepared.size, prepared.sha256 = key, size, sha256.hexdigest()
    prepared.ready_at = clock.now()
    session.flush()
    return "The file is ready."


def wanted_of(session: Session, prepared: PreparedExport) -> Wanted:
    """Return what a prepared file holds."""
    registry: Registry = database_of(session).surroundings["registry"]
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


def is_kept(session: Session, prepared: PreparedExport) -> bool:
    """Whether the file is there to be fetched."""
    return prepared.file_key is not None and prepared_path(session, prepared.file_key).is_file()


def sweep_prepared(session: Session) -> int:
    """Delete the files that were made more than 7 days ago, finished or not, and return how many.

    They hold what people said, and go on holding what is redacted, withdrawn or erased later.
    """
    limit = clock.now().timestamp() - KEPT.total_seconds()
    old = [path for path in prepared_path(session, "").glob("*") if path.stat().st_mtime < limit]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def prepared_path(session: Session, key: str) -> Path:
    """Return where a prepared file lies."""
    settings: Settings = database_of(session).surroundings["settings"]
    return settings.data / "exports" / key


def read_file(path: Path) -> Iterator[bytes]:
    """Yield a file in pieces."""
    with path.open("rb") as file:
        while piece := file.read(64 * 1024):
            yield piece
