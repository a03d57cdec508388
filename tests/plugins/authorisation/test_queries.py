"""Cases are found by number however it is written, by state, and by what they stand on."""

import pytest

from consult.contract.references import Reference
from consult.kernel.errors import NotFound
from plugins.authorisation.lifecycle import State
from plugins.authorisation.queries import cases, find_by_number, find_case, in_states, resting_on
from tests.plugins.authorisation.conftest import Desk


def test_a_case_is_found_by_its_number_and_by_what_it_stands_on(desk: Desk) -> None:
    first, second = desk.opened(), desk.opened()
    session = desk.session
    assert find_by_number(session, f" {first.number.lower()} ") is first
    assert find_case(session, second.id) is second
    with pytest.raises(NotFound):
        find_by_number(session, "A-1999-001")
    with pytest.raises(NotFound):
        find_case(session, 0)
    assert session.scalars(cases()).all() == [second, first]
    assert session.scalars(in_states(State.DRAFT)).all() == [first, second]
    reference = Reference("consultation", desk.evidence.consultation.id)
    first.foundations[0].dropped_at, first.foundations[0].drop_reason = first.opened_at, "Another place."
    session.flush()
    assert session.scalars(resting_on(reference)).all() == [second]
