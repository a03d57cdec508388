"""Names on motions are those of the roll, whatever somebody calls their account."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from consult.kernel.errors import Conflict
from consult.office.services import end_term, link_account
from plugins.motion.services.members import name_and_ward, require_seat, seat_today
from tests.plugins.motion import story


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft with its people."""
    clock_at(story.STARTS)
    return story.begin(session)


def test_a_renamed_account_changes_no_name_on_the_record(session: Session, told: story.Story) -> None:
    told.people["proposer"].name = "Cllr Ben Seconder"
    told.submit()
    frozen = told.motion.frozen
    assert frozen is not None
    assert (frozen.proposer_name, frozen.seconder_name) == ("Cllr Ada Proposer", "Cllr Ben Seconder")
    assert (told.motion.proposer_name, told.motion.proposer_ward) == ("Cllr Ada Proposer", "Abbey")


def test_whoever_is_not_on_the_roll_puts_no_name_on_the_record(session: Session, told: story.Story) -> None:
    seat = seat_today(session, told.proposer.person_id)
    assert seat is not None
    link_account(session, SYSTEM, seat.holder, None, version=seat.holder.version)
    with pytest.raises(Conflict, match="Cllr Ada Proposer is not on the list of members"):
        told.submit()
    assert told.motion.number is None
    assert name_and_ward(session, told.proposer.person_id, "The Account") == ("The Account", "")


def test_a_seat_that_ended_is_none(session: Session, told: story.Story) -> None:
    seat = require_seat(session, told.proposer.person_id, "Ada")
    assert name_and_ward(session, told.proposer.person_id, "The Account") == (seat.name, "Abbey")
    end_term(session, SYSTEM, seat, date(2026, 11, 1))
    assert seat_today(session, told.proposer.person_id) is None
    with pytest.raises(Conflict):
        require_seat(session, told.proposer.person_id, "Ada")
    assert seat_today(session, None) is None
