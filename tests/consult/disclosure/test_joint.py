"""Several tables that are safe alone and not together."""

from consult.disclosure.joint import Facts, certain_numbers
from consult.disclosure.release import Release, publish
from consult.disclosure.rules import ORDINARY
from consult.disclosure.tables import Dimension, one_way

WARD = Dimension("ward", "Ward", ("Beckton", "Plaistow", "Stratford"))
TABLE = one_way("t", WARD, {"Beckton": 3, "Plaistow": 20, "Stratford": 40})


def facts(*hidden: int) -> Facts:
    return Release("1", TABLE, ORDINARY, frozenset((row, 0) for row in hidden), shows_threshold=True).facts


def test_a_safe_table_leaves_nothing_certain() -> None:
    assert list(certain_numbers([publish(TABLE, ORDINARY, activity="1", is_open=False).facts])) == []


def test_two_tables_that_hide_different_numbers_tell_the_small_one() -> None:
    assert list(certain_numbers([facts(0, 1)])) == []
    assert list(certain_numbers([facts(0, 2)])) == []
    certain = list(certain_numbers([facts(0, 1), facts(0, 2)]))
    assert {number.count for number in certain} == {3}


def test_a_lone_hidden_number_is_certain() -> None:
    assert next(number.count for number in certain_numbers([facts(0)])) == 3
