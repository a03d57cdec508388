"""Steps stand in the order in which they were made."""

from datetime import timedelta

from sqlalchemy.orm import Session

from consult.contract.references import Reference
from consult.kernel.authz import SYSTEM
from consult.kernel.db import database_now
from consult.steps.queries import steps_of
from consult.steps.services import keep_step


def test_steps_stand_in_the_order_in_which_they_were_made(session: Session) -> None:
    kettle, now = Reference("kettle", 1), database_now(session)
    for number, after in enumerate(("warm", "hot", "cold")):
        keep_step(session, SYSTEM, kettle, "cold", after, now - timedelta(days=number))
    assert [step.after for step in session.scalars(steps_of(kettle))] == ["warm", "hot", "cold"]
