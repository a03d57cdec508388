"""Steps stand in the order in which they were made."""

from datetime import timedelta

from sqlalchemy.orm import Session

from consult.contract.references import Reference
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import database_now
from consult.steps.queries import entered_by, steps_of, who_entered
from consult.steps.services import keep_step
from tests.factories import make_actor


def test_steps_stand_in_the_order_in_which_they_were_made(session: Session) -> None:
    kettle, now = Reference("kettle", 1), database_now(session)
    for number, after in enumerate(("warm", "hot", "cold")):
        keep_step(session, SYSTEM, kettle, "cold", after, now - timedelta(days=number))
    assert [step.after for step in session.scalars(steps_of(kettle))] == ["warm", "hot", "cold"]


def test_who_put_a_row_into_a_state_is_told_once_each_and_of_this_row_alone(session: Session) -> None:
    cook, other = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    kettle, pot, now = Reference("kettle", 1), Reference("pot", 1), database_now(session)
    for actor, of, after in (
        (cook, kettle, "hot"),
        (cook, kettle, "hot"),
        (other, kettle, "cold"),
        (other, pot, "hot"),
    ):
        keep_step(session, actor, of, "warm", after, now)
    keep_step(session, SYSTEM, kettle, "warm", "hot", now)
    assert who_entered(session, kettle, "hot") == {cook.person_id}
    assert entered_by(session, kettle.kind, cook.person_id or 0, "hot") == {kettle.id}
    assert entered_by(session, kettle.kind, cook.person_id or 0, "cold") == set()
