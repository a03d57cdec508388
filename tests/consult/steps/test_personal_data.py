"""What somebody moved is handed over to them, and stays where it is when they are erased."""

from sqlalchemy.orm import Session

from consult.contract.references import Reference
from consult.kernel.authz import Role
from consult.kernel.db import database_now
from consult.steps.personal_data import PERSONAL_DATA
from consult.steps.services import keep_step
from tests.factories import make_actor


def test_a_step_is_handed_over_to_who_made_it(session: Session) -> None:
    officer = make_actor(session, Role.OFFICER)
    step = keep_step(session, officer, Reference("kettle", 1), "cold", "hot", database_now(session))
    session.flush()
    assert officer.person_id is not None
    assert PERSONAL_DATA[0].collect(session, officer.person_id) == {"step.by_id": [step.id]}
