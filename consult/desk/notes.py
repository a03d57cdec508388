"""Notes that officers write about a response for each other; they go with the words they are about."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.accounts.queries import names_of_people
from consult.audit.services import record
from consult.consultations.models import Activity
from consult.contract.revisions import Revised
from consult.desk.events import NoteAdded, NoteRemoved
from consult.desk.models import Note, Tagged
from consult.kernel.authz import Actor, Role
from consult.kernel.db import begin_write, database_now, lock_row
from consult.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_text
from consult.submissions.models import Status, Submission
from consult.submissions.owners import require_desk


@dataclass(frozen=True)
class WrittenNote:
    """A note as it is read: its words, who wrote it and when, and whether this reader may remove it."""

    id: int
    text: str
    by: str
    at: datetime
    is_removable: bool


def notes_about(session: Session, submission: Submission, actor: Actor) -> list[WrittenNote]:
    """Return the notes about a submission, the oldest first."""
    query = select(Note).where(Note.submission_id == submission.id).order_by(Note.id)
    found = session.scalars(query).all()
    names = names_of_people(session, [note.written_by_id for note in found if note.written_by_id])
    return [
        WrittenNote(
            note.id, note.text, names.get(note.written_by_id or 0, _("Somebody")), note.at, _may_remove(actor, note)
        )
        for note in found
    ]


def add_note(session: Session, actor: Actor, activity: Activity, submission: Submission, text: str) -> Note:
    """Write a note; raises `Invalid` for no words, and `Conflict` when what it is about was withdrawn meanwhile."""
    require_desk(session, activity, submission.id)
    text = clean_text(text)
    if not text:
        raise Invalid(fields={"text": _("Enter a note")})
    lock_row(session, submission)
    if submission.status == Status.WITHDRAWN:
        raise Conflict(_("This response was withdrawn, so no note is kept about it."))
    note = Note(submission_id=submission.id, text=text, written_by_id=actor.person_id, at=database_now(session))
    session.add(note)
    session.flush()
    record(session, NoteAdded(consultation_id=activity.consultation_id, submission_id=submission.id), actor)
    return note


def remove_note(session: Session, actor: Actor, activity: Activity, submission: Submission, note_id: int) -> None:
    """Remove a note for good.

    Raises `NotFound` when there is none, and `Forbidden` for anybody but its author and administrators.
    """
    begin_write(session)
    note = session.get(Note, note_id)
    if note is None or note.submission_id != submission.id:
        raise NotFound
    if not _may_remove(actor, note):
        raise Forbidden(_("Only whoever wrote a note, or an administrator, can remove it."))
    lock_row(session, note)
    session.delete(note)
    session.flush()
    record(session, NoteRemoved(consultation_id=activity.consultation_id, submission_id=submission.id), actor)


def follow_revision(session: Session, revision: Revised) -> None:
    """Forget what officers noted about a submission, and how they sorted it, when its own words are forgotten."""
    if revision.is_forgotten:
        session.execute(delete(Note).where(Note.submission_id == revision.submission_id))
        session.execute(delete(Tagged).where(Tagged.submission_id == revision.submission_id))


def _may_remove(actor: Actor, note: Note) -> bool:
    return note.written_by_id == actor.person_id or actor.has(Role.ADMINISTRATOR)
