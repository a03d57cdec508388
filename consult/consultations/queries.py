"""Finding consultations and their activities, documents and changes."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, exists, or_, select, true
from sqlalchemy.orm import Session, contains_eager, selectinload

from consult.consultations.lifecycle import state_column
from consult.consultations.models import Activity, Change, Consultation, Document, Override, State
from consult.consultations.policies import SEE_DRAFTS
from consult.files.models import StoredFile
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound


def is_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the rule `is_visible` as a condition on the consultation."""
    return true() if actor.has(*SEE_DRAFTS) else Consultation.state != State.DRAFT.value


def visible_to(actor: Actor) -> Select[Consultation]:
    """Select the consultations the actor may know of; agrees with the rule `is_visible`."""
    return select(Consultation).where(is_visible_to(actor))


def find_consultation(session: Session, slug: str, actor: Actor) -> Consultation:
    """Return the consultation with this address; raises `NotFound` when the actor may not know of it."""
    query = visible_to(actor).where(Consultation.slug == slug)
    found = session.scalar(query.options(selectinload(Consultation.activities), selectinload(Consultation.documents)))
    if found is None:
        raise NotFound
    return found


def find_activity(session: Session, activity_id: int, actor: Actor) -> Activity:
    """Return an activity with its consultation; raises `NotFound` when the actor may not know of it."""
    query = select(Activity).join(Activity.consultation).options(contains_eager(Activity.consultation))
    found = session.scalar(query.where(Activity.id == activity_id, is_visible_to(actor)))
    if found is None:
        raise NotFound
    return found


def find_document(session: Session, document_id: int, actor: Actor) -> Document:
    """Return a document that is still offered; raises `NotFound` when the actor may not know of it."""
    query = select(Document).join(Document.consultation).options(contains_eager(Document.consultation))
    found = session.scalar(query.where(Document.id == document_id, Document.removed_at.is_(None), is_visible_to(actor)))
    if found is None:
        raise NotFound
    return found


def find_change(session: Session, slug: str, number: int, actor: Actor) -> tuple[Consultation, Change]:
    """Return a consultation and its change of this number; raises `NotFound` when there is none for the actor."""
    query = select(Consultation, Change).join(Change, Change.consultation_id == Consultation.id)
    found = session.execute(
        query.where(Consultation.slug == slug, Change.number == number, is_visible_to(actor))
    ).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


def matching(actor: Actor, at: datetime, *, words: str = "", states: Iterable[State] = ()) -> Select[Consultation]:
    """Select what the actor may know of and is looking for: every word in title or summary, one of the states.

    Open ones come first, soonest to close first; then coming ones, soonest to open first; then the rest, latest first.
    """
    found = visible_to(actor)
    for word in words.split():
        found = found.where(
            or_(
                Consultation.title.icontains(word, autoescape=True),
                Consultation.summary.icontains(word, autoescape=True),
            )
        )
    now = state_column(at)
    wanted = [state.value for state in states]
    if wanted:
        found = found.where(now.in_(wanted))
    is_open, is_coming = now == State.OPEN.value, now.in_([State.SCHEDULED.value, State.DRAFT.value])
    return found.order_by(
        case((is_open, 0), (now == State.SCHEDULED.value, 1), (now == State.DRAFT.value, 2), else_=3),
        case((is_open, Consultation.closes_at), (is_coming, Consultation.opens_at)),
        case((is_open, None), (is_coming, None), else_=Consultation.closes_at).desc(),
        Consultation.id.desc(),
    )


def changes_of(consultation_id: int) -> Select[Change]:
    """Select what changed after opening, latest first."""
    return select(Change).where(Change.consultation_id == consultation_id).order_by(Change.number.desc())


def overrides_of(consultation_id: int) -> Select[Override]:
    """Select the warnings that were set aside at opening."""
    return select(Override).where(Override.consultation_id == consultation_id).order_by(Override.id)


def is_document_of_visible(actor: Actor, file: StoredFile) -> Select[bool]:
    """Select whether the file is a document, still offered, of a consultation the actor may know of."""
    query = select(Document.id).join(Document.consultation)
    return select(exists(query.where(Document.file_id == file.id, Document.removed_at.is_(None), is_visible_to(actor))))
