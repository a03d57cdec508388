"""People can take part until the consultation closes."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import State
from consult.exports.running import is_running
from tests.factories import make_consultation


@pytest.mark.parametrize(("state", "running"), [(State.OPEN, True), (State.CLOSED, False), (State.DECIDED, False)])
def test_people_can_take_part_until_it_closes(session: Session, state: State, running: bool) -> None:
    assert is_running(session, make_consultation(session, state=state)) is running
