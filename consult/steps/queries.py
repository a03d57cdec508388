"""Finding where a row has been."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.contract.references import Reference
from consult.steps.models import StepTaken


def who_entered(session: Session, reference: Reference, state: str) -> frozenset[int]:
    """Return the people who put a row into a state, however often it came there."""
    made = (StepTaken.subject_kind == reference.kind, StepTaken.subject_id == reference.id, StepTaken.after == state)
    found = session.scalars(select(StepTaken.by_id).where(*made))
    return frozenset(number for number in found if number is not None)


def entered_by(session: Session, kind: str, person_id: int, state: str) -> frozenset[int]:
    """Return the numbers of the rows of a kind that a person put into a state."""
    made = (StepTaken.subject_kind == kind, StepTaken.by_id == person_id, StepTaken.after == state)
    return frozenset(session.scalars(select(StepTaken.subject_id).where(*made)))


def steps_of(reference: Reference) -> Select[StepTaken]:
    """Select the moves of a row, the first one first."""
    made = (StepTaken.subject_kind == reference.kind, StepTaken.subject_id == reference.id)
    return select(StepTaken).where(*made).order_by(StepTaken.id)
