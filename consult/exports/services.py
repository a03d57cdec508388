"""Taking data out, always in the audit log first."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Consultation
from consult.exports.events import ExportTaken
from consult.exports.export_files import Wanted, chunks_of
from consult.kernel.authz import Actor
from consult.kernel.db import Database


def begin_export(database: Database, actor: Actor, wanted: Wanted) -> None:
    """Put an export in the audit log, before its first byte leaves."""
    database.write(lambda session: record_export(session, actor, wanted))


def record_export(session: Session, actor: Actor, wanted: Wanted) -> None:
    """Put an export in the audit log; commit it before the first byte leaves."""
    event = ExportTaken(
        consultation_id=wanted.consultation.id if wanted.consultation else None,
        export=wanted.export.name,
        subject_id=wanted.subject_id,
        file_format=wanted.file_format,
        audience=wanted.audience,
    )
    record(session, event, actor)


def stream(database: Database, wanted: Wanted) -> Iterator[bytes]:
    """Return the file's bytes, from a session of its own that lives as long as the file is being sent."""
    # Asked now: the request's own session is gone by the time the first byte is sent.
    return _streamed(database, wanted, wanted.consultation.id if wanted.consultation else None)


def _streamed(database: Database, wanted: Wanted, consultation_id: int | None) -> Iterator[bytes]:
    with database.reading() as session:
        consultation = session.get_one(Consultation, consultation_id) if consultation_id is not None else None
        yield from chunks_of(session, replace(wanted, consultation=consultation))
