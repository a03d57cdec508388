"""Finding consultations and their activities, documents and changes."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, exists, func, select, true
from sqlalchemy.orm import Session, contains_eager, selectinload

from consult.consultations.lifecycle import state_column
from consult.consultations.models import Activity, Change, Consultation, Document, Override, State
from consult.consultations.policies import SEE_DRAFTS
from consult.kernel.authz import ANONYMOUS, Actor
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.words import read_query

PAGE_SIZE = 20


def is_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the rule `is_visible` as a condition on the consultation."""
    return true() if actor.has(*SEE_DRAFTS) else Consultation.state != State.DRAFT


def visible_to(actor: Actor) -> Select[Consultation]:
    """Select the consultations the actor may know of; agrees with the rule `is_visible`."""
    return select(Consultation).where(is_visible_to(actor))


def announced() -> Select[Consultation]:
    """Select the consultations that everybody may know of, the newest first."""
    return visible_to(ANONYMOUS).order_by(Consultation.id.desc())


def find_consultation(session: Session, slug: str, actor: Actor) -> Consultation:
    """Return the consultation with this address; raises `NotFound` when the actor may not know of it."""
    query = visible_to(actor).where(Consultation.slug == slug)
    found = session.scalar(query.options(selectinload(Consultation.activities), selectinload(Consultation.documents)))
    if found is None:
        raise NotFound
    return found


def consultation_at(session: Session, slug: str) -> Consultation:
    """Return the consultation with this address for whoever works in the shell; raises `NotFound` for none."""
    found = session.scalar(select(Consultation).where(Consultation.slug == slug))
    if found is None:
        raise NotFound(_("There is no consultation called “%(slug)s”.", slug=slug))
    return found


def find_activity(session: Session, activity_id: int, actor: Actor) -> Activity:
    """Return an activity with its consultation; raises `NotFound` when the actor may not know of it."""
    query = select(Activity).join(Activity.consultation).options(contains_eager(Activity.consultation))
    found = session.scalar(query.where(Activity.id == activity_id, is_visible_to(actor)))
    if found is None:
        raise NotFound
    return found


def find_document(session: Session, slug: str, document_id: int, actor: Actor) -> Document:
    """Return a consultation's document that is still offered; raises `NotFound` when there is none for the actor."""
    query = select(Document).join(Document.consultation).options(contains_eager(Document.consultation))
    is_named = (Consultation.slug == slug, Document.id == document_id, Document.removed_at.is_(None))
    found = session.scalar(query.where(*is_named, is_visible_to(actor)))
    if found is None:
        raise NotFound
    return found


def find_activity_of(session: Session, slug: str, activity_id: int, actor: Actor) -> Activity:
    """Return one of the consultation's ways of taking part; raises `NotFound` when there is none for the actor."""
    found = find_activity(session, activity_id, actor)
    if found.consultation.slug != slug:
        raise NotFound
    return found


def find_change(session: Session, slug: str, number: int, actor: Actor) -> Change:
    """Return a consultation's change of this number; raises `NotFound` when there is none for the actor."""
    query = select(Change).join(Change.consultation).options(contains_eager(Change.consultation))
    found = session.scalar(query.where(Consultation.slug == slug, Change.number == number, is_visible_to(actor)))
    if found is None:
        raise NotFound
    return found


def matching(
    session: Session, actor: Actor, at: datetime, *, words: str = "", states: Iterable[State] = ()
) -> Select[Consultation]:
    """Select what the actor may know of and is looking for: words in what is asked and why, one of the states.

    Open ones come first, soonest to close first; then coming ones, soonest to open first; then those that wait for a
    decision, and the decided ones, latest first.
    """
    found = visible_to(actor)
    query = read_query(words)
    if query:
        # A council has hundreds of these, not thousands: their words are compared here, and remembered.
        texts = visible_to(actor).with_only_columns(
            Consultation.id, Consultation.title, Consultation.summary, Consultation.background
        )
        numbers = [row.id for row in session.execute(texts) if query.matches("\n".join(row[1:]))]
        found = found.where(Consultation.id.in_(numbers))
    now = state_column(at)
    wanted = list(states)
    if wanted:
        found = found.where(now.in_(wanted))
    is_open, is_coming = now == State.OPEN, now.in_([State.SCHEDULED, State.DRAFT])
    is_decided = now.in_([State.DECIDED, State.ARCHIVED])
    return found.order_by(
        case((is_open, 0), (now == State.SCHEDULED, 1), (now == State.DRAFT, 2), (is_decided, 4), else_=3),
        case((is_open, Consultation.closes_at), (is_coming, Consultation.opens_at)),
        case((is_open, None), (is_coming, None), else_=Consultation.closes_at).desc(),
        Consultation.id.desc(),
    )


@dataclass(frozen=True)
class Listing:
    """One page of what was found, and how much there is in all."""

    found: Sequence[Consultation]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def listed(
    session: Session, actor: Actor, at: datetime, *, words: str = "", states: Iterable[State] = (), page: str = ""
) -> Listing:
    """Return one page of what `matching` finds, with its ways of taking part; a page that is not there is the last."""
    query = matching(session, actor, at, words=words, states=states)
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    asked = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    number = min(max(1, asked), max(1, -(-total // PAGE_SIZE)))
    rows = query.options(selectinload(Consultation.activities)).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    return Listing(session.scalars(rows).all(), total, number)


def changes_of(consultation_id: int) -> Select[Change]:
    """Select what changed after opening, latest first."""
    return select(Change).where(Change.consultation_id == consultation_id).order_by(Change.number.desc())


def overrides_of(consultation_id: int) -> Select[Override]:
    """Select the warnings that were set aside at opening."""
    return select(Override).where(Override.consultation_id == consultation_id).order_by(Override.id)


def is_document_of_visible(session: Session, file_id: int, actor: Actor) -> bool:
    """Whether the file is a document, still offered, of a consultation the actor may know of."""
    query = select(Document.id).join(Document.consultation)
    query = query.where(Document.file_id == file_id, Document.removed_at.is_(None), is_visible_to(actor))
    return bool(session.scalar(select(exists(query))))


def titles_of(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return the titles of consultations by number, for the audit log."""
    query = select(Consultation.id, Consultation.title).where(Consultation.id.in_(ids))
    return {row.id: row.title for row in session.execute(query)}
