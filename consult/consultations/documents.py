"""The documents beside a consultation: cleaned before the public gets them, and kept on record after opening."""

from collections.abc import Sequence
from typing import IO

from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.changes import record_change
from consult.consultations.events import DocumentAdded, DocumentRemoved
from consult.consultations.lifecycle import BEFORE_OPENING, state_at
from consult.consultations.models import Consultation, Document, State
from consult.consultations.services import require_still_ready
from consult.consultations.sign_offs import require_still_signed_off
from consult.files.intake import HoldsHidden, Kept
from consult.files.models import StoredFile
from consult.files.services import keep_public_file, public_name, record_file
from consult.kernel.authz import Actor
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import Conflict, Invalid
from consult.kernel.messages import gettext as _


def add_document(
    session: Session,
    actor: Actor,
    consultation: Consultation,
    *,
    title: str,
    name: str,
    content: IO[bytes],
    reason: str = "",
    is_material: bool = False,
) -> Document:
    """Put a document beside the consultation, cleaned; after opening this is a public change with a reason.

    Raises `HoldsHidden` when it still holds something out of sight: `add_kept_document` takes it all the same.
    """
    kept = keep_public_file(session, title, name, content)
    if kept.findings:
        raise HoldsHidden(kept)
    return add_kept_document(
        session, actor, consultation, title=title, name=name, kept=kept, reason=reason, is_material=is_material
    )


def add_kept_document(
    session: Session,
    actor: Actor,
    consultation: Consultation,
    *,
    title: str,
    name: str,
    kept: Kept,
    reason: str = "",
    is_material: bool = False,
) -> Document:
    """Put a document beside the consultation that was cleaned and kept before, whatever it holds out of sight."""
    lock_row(session, consultation)
    is_open = _may_change_documents(session, consultation, reason)
    offered = _offered(consultation)
    document = Document(
        consultation=consultation,
        title=title,
        file=record_file(session, public_name(title, name), kept),
        position=max((document.position for document in consultation.documents), default=0) + 1,
        added_at=database_now(session),
    )
    session.add(document)
    session.flush()
    require_still_signed_off(session, consultation)
    event = DocumentAdded(
        consultation_id=consultation.id,
        document_id=document.id,
        sha256=document.file.sha256,
        hidden=", ".join(finding.code for finding in kept.findings) or "nothing",
    )
    record(session, event, by=actor)
    if is_open:
        _record_documents(session, actor, consultation, offered, reason, is_material)
    return document


def remove_document(
    session: Session, actor: Actor, document: Document, *, reason: str = "", is_material: bool = False
) -> None:
    """Take a document away; after opening it stays on record and the change is public."""
    consultation = document.consultation
    lock_row(session, consultation)
    is_open = _may_change_documents(session, consultation, reason)
    offered = _offered(consultation)
    event = DocumentRemoved(consultation_id=consultation.id, document_id=document.id, sha256=document.file.sha256)
    if is_open:
        document.removed_at = database_now(session)
        session.flush()
    else:
        _forget_document(session, document)
    record(session, event, by=actor)
    if is_open:
        _record_documents(session, actor, consultation, offered, reason, is_material)


def _may_change_documents(session: Session, consultation: Consultation, reason: str) -> bool:
    """Return whether the consultation has opened, so that the change must be public and have a reason."""
    state = state_at(consultation, database_now(session))
    if state is State.ARCHIVED:
        raise Conflict(_("This consultation is archived, so its documents can no longer change."))
    if state in BEFORE_OPENING:
        return False
    if not reason:
        sentence = _("Say why the documents change, for the public to read")
        raise Invalid(sentence, {"reason": sentence})
    return True


def _forget_document(session: Session, document: Document) -> None:
    consultation, file = document.consultation, document.file
    consultation.documents.remove(document)
    session.flush()
    session.delete(session.get_one(StoredFile, file.id))
    session.flush()
    require_still_ready(session, consultation)


def _offered(consultation: Consultation) -> Sequence[str]:
    return [offered_document.title for offered_document in consultation.offered_documents]


def _record_documents(
    session: Session, actor: Actor, consultation: Consultation, before: Sequence[str], reason: str, is_material: bool
) -> None:
    record_change(
        session,
        actor,
        consultation,
        kind="documents",
        is_material=is_material,
        reason=reason,
        before={"documents": "\n".join(before)},
        after={"documents": "\n".join(_offered(consultation))},
    )
