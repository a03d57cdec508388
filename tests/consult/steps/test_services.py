"""Steps of a row that is deleted go with it, and no others."""

from sqlalchemy.orm import Session

from consult.contract.references import Reference
from consult.kernel.authz import SYSTEM
from consult.kernel.db import database_now
from consult.steps.queries import steps_of
from consult.steps.services import forget_steps, keep_step


def test_steps_are_forgotten_with_their_row_alone(session: Session) -> None:
    kettle, pot = Reference("kettle", 1), Reference("pot", 1)
    for row in (kettle, pot):
        keep_step(session, SYSTEM, row, "cold", "hot", database_now(session))
    forget_steps(session, kettle)
    assert session.scalars(steps_of(kettle)).all() == []
    assert [step.after for step in session.scalars(steps_of(pot))] == ["hot"]
