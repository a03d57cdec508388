"""Finding cases."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from consult.sdk.activities import Consultation
from consult.sdk.activities import State as ConsultationState
from consult.sdk.errors import NotFound
from consult.sdk.references import Reference
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case, Foundation

_WHOLE = (
    selectinload(Case.paragraphs),
    selectinload(Case.documents),
    selectinload(Case.foundations),
    selectinload(Case.considerations),
    selectinload(Case.minutes),
)


def cases() -> Select[Case]:
    """Select every case, the newest first."""
    return select(Case).order_by(Case.id.desc())


def announced() -> Select[Consultation]:
    """Select the consultations that everybody may know of, the newest first."""
    return select(Consultation).where(Consultation.state != ConsultationState.DRAFT).order_by(Consultation.id.desc())


def in_states(*states: State) -> Select[Case]:
    """Select the cases that stand at one of these states, the oldest first."""
    return select(Case).where(Case.state.in_(states)).order_by(Case.id)


def resting_on(reference: Reference) -> Select[Case]:
    """Select the cases that stand on a row now."""
    rests = (Foundation.kind == reference.kind, Foundation.target_id == reference.id, Foundation.dropped_at.is_(None))
    return select(Case).join(Case.foundations).where(*rests).order_by(Case.id)


def find_case(session: Session, case_id: int) -> Case:
    """Return a case with all that belongs to it; raises `NotFound`."""
    found = session.scalar(select(Case).where(Case.id == case_id).options(*_WHOLE))
    if found is None:
        raise NotFound
    return found


def find_by_number(session: Session, number: str) -> Case:
    """Return a case by its public number, however it is written; raises `NotFound`."""
    found = session.scalar(select(Case).where(Case.number == number.strip().upper()).options(*_WHOLE))
    if found is None:
        raise NotFound
    return found
