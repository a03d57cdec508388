"""Finding where a row has been."""

from sqlalchemy import Select, select

from consult.contract.references import Reference
from consult.steps.models import StepTaken


def steps_of(reference: Reference) -> Select[StepTaken]:
    """Select the moves of a row, the first one first."""
    made = (StepTaken.subject_kind == reference.kind, StepTaken.subject_id == reference.id)
    return select(StepTaken).where(*made).order_by(StepTaken.id)
