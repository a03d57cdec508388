"""A whole and its parts, from several tables."""

from consult.disclosure.comparison import numbers_of
from consult.disclosure.families import families_of, told_by_families
from consult.disclosure.groups import EVERYBODY, group
from consult.disclosure.rules import ORDINARY
from consult.disclosure.tables import Dimension, one_way

WARD = Dimension("ward", "Ward", ("Beckton", "Plaistow"))
ANSWER = Dimension("answer", "Answer", ("Yes", "No"))


def test_parts_of_a_whole_tell_a_small_rest() -> None:
    whole = [
        numbers_of(one_way("t", ANSWER, {"Yes": 43, "No": 60}), ORDINARY, EVERYBODY, frozenset(), shows_threshold=True)
    ]
    yes, no = one_way("t", ANSWER, {"Yes": 40, "No": 30}), one_way("t", ANSWER, {"Yes": 20, "No": 30})
    for table, told in ((yes, {(0, 0)}), (no, set())):
        new = numbers_of(table, ORDINARY, group({"ward": "Beckton"}), frozenset(), shows_threshold=True)
        assert told_by_families(new, whole, ORDINARY, frozenset()) == told
        assert told_by_families(new, whole, ORDINARY, frozenset(told)) == frozenset()


def test_a_hidden_part_is_not_told_by_its_whole_and_the_other_part() -> None:
    answers = one_way("t", ANSWER, {"Yes": 43, "No": 60})
    whole = numbers_of(answers, ORDINARY, EVERYBODY, frozenset(), shows_threshold=True)
    beckton = one_way("t", ANSWER, {"Yes": 20, "No": 30})
    hidden = numbers_of(
        beckton, ORDINARY, group({"ward": "Beckton"}), frozenset({(0, 0), (1, 0)}), shows_threshold=True
    )
    plaistow = one_way("t", ANSWER, {"Yes": 23, "No": 30})
    new = numbers_of(plaistow, ORDINARY, group({"ward": "Plaistow"}), frozenset(), shows_threshold=True)
    assert told_by_families(new, [whole, hidden], ORDINARY, frozenset()) == {(0, 0), (1, 0)}


def test_a_family_counts_each_part_once_and_knows_its_rest() -> None:
    wards = numbers_of(
        one_way("t", WARD, {"Beckton": 20, "Plaistow": 30}),
        ORDINARY,
        EVERYBODY,
        frozenset({(0, 0)}),
        shows_threshold=True,
    )
    family = next(iter(families_of([wards])))
    assert (family.key, family.whole.count, family.rest) == ("ward", 50, 0)
    assert [number.count for number in family.unknown] == [20]
    only = next(iter(families_of([[number for number in wards if number.place != (1, 0)]])))
    assert only.rest == 30
