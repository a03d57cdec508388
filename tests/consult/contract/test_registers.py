"""A register knows the keys of its rows."""

from dataclasses import replace

from consult.contract.registers import OPEN_GOVERNMENT
from consult.decisions.models import Decision
from consult.decisions.registers import DECISIONS


def test_a_row_is_known_by_what_stands_in_the_column_that_is_the_key() -> None:
    decision = Decision(id=7, number=2)
    assert DECISIONS.key_of(decision) == "7"
    assert replace(DECISIONS, key=Decision.number).key_of(decision) == "2"


def test_where_nothing_is_said_the_licence_is_that_of_public_bodies() -> None:
    assert DECISIONS.licence == OPEN_GOVERNMENT
    assert OPEN_GOVERNMENT.name == "OGL-UK-3.0"
