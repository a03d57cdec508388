"""What earlier numbers mean for new ones."""

from consult.disclosure.comparison import numbers_of, outside_of
from consult.disclosure.groups import EVERYBODY, group
from consult.disclosure.rules import ORDINARY
from consult.disclosure.tables import Dimension, Table, one_way

WARD = Dimension("ward", "Ward", ("Beckton", "Plaistow"))


def counted(beckton: int, plaistow: int) -> Table:
    return one_way("t", WARD, {"Beckton": beckton, "Plaistow": plaistow})


def test_a_small_change_is_hidden_a_large_one_and_none_are_not() -> None:
    numbers = [numbers_of(counted(20, 50), ORDINARY, EVERYBODY, frozenset(), shows_threshold=True)]
    outside = outside_of(counted(22, 58), ORDINARY, EVERYBODY, numbers)
    assert outside.forced == {(0, 0)}
    assert outside.limits[0, 0] == (16, 24)
    assert outside_of(counted(20, 50), ORDINARY, EVERYBODY, numbers).known == {(0, 0), (1, 0), (2, 0)}


def test_what_was_hidden_stays_hidden_until_it_has_changed_enough() -> None:
    numbers = [numbers_of(counted(20, 50), ORDINARY, EVERYBODY, frozenset({(0, 0)}), shows_threshold=True)]
    assert outside_of(counted(24, 50), ORDINARY, EVERYBODY, numbers).forced >= {(0, 0)}
    assert (0, 0) not in outside_of(counted(25, 50), ORDINARY, EVERYBODY, numbers).forced


def test_a_table_of_other_parts_does_not_give_away_what_one_hid() -> None:
    earlier = one_way("t", Dimension("ward", "Ward", ("Beckton", "Plaistow")), {"Beckton": 3, "Plaistow": 40})
    numbers = [numbers_of(earlier, ORDINARY, EVERYBODY, frozenset({(0, 0), (2, 0)}), shows_threshold=True)]
    other = one_way("t", Dimension("ward", "Ward", ("Beckton", "Stratford")), {"Beckton": 3, "Stratford": 40})
    outside = outside_of(other, ORDINARY, EVERYBODY, numbers)
    assert outside.forced >= {(0, 0), (1, 0)}, "the line of a total that was hidden"
    assert not outside.shows_threshold
    shown = [numbers_of(earlier, ORDINARY, EVERYBODY, frozenset(), shows_threshold=True)]
    assert outside_of(other, ORDINARY, EVERYBODY, shown).shows_threshold


def test_a_filter_that_leaves_out_a_few_people_is_noticed() -> None:
    numbers = [numbers_of(counted(20, 50), ORDINARY, EVERYBODY, frozenset(), shows_threshold=True)]
    outside = outside_of(counted(18, 30), ORDINARY, group({"age": "under 16"}), numbers)
    assert outside.forced == {(0, 0)}
