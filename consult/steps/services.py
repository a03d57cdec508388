"""Keeping each move, and forgetting those of rows that are deleted."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.contract.references import Reference
from consult.kernel.authz import Actor
from consult.steps.models import StepTaken


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """That the public learns of a move only at a stated moment, and by which exemption."""

    until: datetime
    exemption: str


def keep_step(
    session: Session,
    actor: Actor,
    reference: Reference,
    before: str,
    after: str,
    at: datetime,
    *,
    post: str = "",
    withheld: Withheld | None = None,
) -> StepTaken:
    """Keep a move that was made; it is written with what else the caller changes of the row."""
    step = StepTaken(
        subject_kind=reference.kind,
        subject_id=reference.id,
        before=before,
        after=after,
        at=at,
        by_id=actor.person_id,
        post=post,
        public_at=withheld.until if withheld else at,
        exemption=withheld.exemption if withheld else "",
    )
    session.add(step)
    return step


def forget_steps(session: Session, reference: Reference) -> None:
    """Delete the moves of a row that is deleted, so that no later row is taken for it."""
    session.execute(
        delete(StepTaken).where(StepTaken.subject_kind == reference.kind, StepTaken.subject_id == reference.id)
    )
