"""A case is in force within its hours, and what it says is its newest version, which the database keeps."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from consult.kernel import clock
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case
from tests.plugins.authorisation.conftest import Desk


def test_an_authority_is_in_force_until_its_hours_end() -> None:
    now = clock.now()
    case = Case(state=State.AUTHORISED, authority_ends_at=now + timedelta(hours=1))
    assert case.is_in_force(now)
    assert not case.is_in_force(now + timedelta(hours=1))
    assert not Case(state=State.REVIEW, authority_ends_at=now + timedelta(hours=1)).is_in_force(now)
    assert not Case(state=State.AUTHORISED).is_in_force(now)


def test_the_words_of_a_step_cannot_be_changed(desk: Desk) -> None:
    case = desk.brought_to(State.INTELLIGENCE)
    case.minutes[0].reason = "Another reason."
    with pytest.raises(DBAPIError):
        desk.session.flush()
