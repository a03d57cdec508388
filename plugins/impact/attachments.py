"""The files of a piece of evidence: for its group and the council’s officers, never published."""

from typing import IO

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Status as SubmissionStatus
from consult.sdk.activities import Submission
from consult.sdk.database import database_now
from consult.sdk.errors import Invalid, NotFound
from consult.sdk.events import FileRefused, PersonalDataErased, record
from consult.sdk.files import forget_file, receive_file
from consult.sdk.messages import gettext as _
from plugins.impact import letters
from plugins.impact.events import AttachmentAdded, AttachmentRemoved
from plugins.impact.evidence_drafts import lock_editable
from plugins.impact.models import Attachment, Evidence
from plugins.impact.queries import visible_to
from plugins.impact.services import forget_attachments

ENDINGS = ("pdf", "docx", "jpg", "png")
MAXIMUM = 5


def attach(session: Session, actor: Actor, evidence: Evidence, name: str, content: IO[bytes]) -> Attachment:
    """Add a file to evidence that can still be changed; the same file twice is one.

    Raises `Invalid` or `TooLarge` when the file cannot be taken, `AlreadySent` once the evidence was sent.
    """
    file = receive_file(session, actor, name, content, endings=ENDINGS)
    lock_editable(session, evidence)
    session.expire(evidence, ["attachments"])
    for earlier in evidence.attachments:
        if earlier.sha256 == file.sha256:
            forget_file(session, file)
            return earlier
    if len(evidence.attachments) >= MAXIMUM:
        raise Invalid(_("Evidence can have %(maximum)s files. Remove one before you add another.", maximum=MAXIMUM))
    attachment = Attachment(
        file=file,
        sha256=file.sha256,
        added_at=database_now(session),
        added_by_id=actor.person_id,
    )
    evidence.attachments.append(attachment)
    _note_saving(session, actor, evidence)
    event = AttachmentAdded(
        consultation_id=evidence.activity.consultation_id,
        evidence_id=evidence.id,
        attachment_id=attachment.id,
        sha256=attachment.sha256,
    )
    record(session, event, by=actor)
    return attachment


def remove(session: Session, actor: Actor, attachment: Attachment) -> None:
    """Take a file away from evidence that can still be changed, and delete it."""
    evidence = attachment.evidence
    lock_editable(session, evidence)
    event = AttachmentRemoved(
        consultation_id=evidence.activity.consultation_id,
        evidence_id=evidence.id,
        attachment_id=attachment.id,
        sha256=attachment.sha256,
    )
    file = attachment.file
    evidence.attachments.remove(attachment)
    _note_saving(session, actor, evidence)
    forget_file(session, file)
    record(session, event, by=actor)


def forget_erased(session: Session, _event: PersonalDataErased) -> None:
    """Delete the files of evidence whose words were erased."""
    erased = select(Evidence).join(Submission, Submission.id == Evidence.submission_id)
    erased = erased.where(Submission.status == SubmissionStatus.WITHDRAWN, Evidence.attachments.any())
    for evidence in session.scalars(erased).all():
        forget_attachments(session, evidence)


def tell_of_refusal(session: Session, event: FileRefused) -> None:
    """Write to the group when a file of evidence that it sent already is not accepted."""
    attachment = session.scalar(select(Attachment).where(Attachment.file_id == event.file_id))
    if attachment is not None and attachment.evidence.submission is not None:
        letters.tell_of_refused_file(session, attachment.evidence)


def may_read_file(session: Session, file_id: int, actor: Actor) -> bool:
    """Whether a file belongs to evidence whose files the actor may read."""
    found = session.scalar(visible_to(actor).join(Evidence.attachments).where(Attachment.file_id == file_id))
    return found is not None and actor.can("impact.files", found)


def attachment_of(evidence: Evidence, attachment_id: int) -> Attachment:
    """Return one file of the evidence; raises `NotFound` when it has no such file."""
    for attachment in evidence.attachments:
        if attachment.id == attachment_id:
            return attachment
    raise NotFound


def _note_saving(session: Session, actor: Actor, evidence: Evidence) -> None:
    # A new version, so that nobody sends files that were not there when the evidence was checked.
    evidence.saved_at, evidence.saved_by_id = database_now(session), actor.person_id
    session.flush()
