"""Tests of the numbers of an edition."""

from itertools import combinations
from random import Random, SystemRandom

import pytest

from consult.disclosure.editions import edition
from tests.consult.disclosure.people import some_people

SIZES = {"q": 4, "r": 3, "box.one": 2, "box.two": 2, "place": 9}
PAIRS = list(combinations(SIZES, 2))


@pytest.mark.parametrize("people", [0, 1, 9, 10, 24, 25, 99, 100, 324])
def test_every_table_adds_up_to_one_total_and_to_the_one_way_numbers(people: int) -> None:
    rng = Random(people)
    for _ in range(20):
        numbers = edition(some_people(rng, people, list(SIZES.values())), SIZES, PAIRS, rng)
        assert numbers.people == people
        assert abs(numbers.total - people) < 5
        assert {key: len(counts) for key, counts in numbers.one_way.items()} == SIZES
        assert {sum(counts) for counts in numbers.one_way.values()} == {numbers.total}
        assert list(numbers.cross) == PAIRS
        for (first, second), table in numbers.cross.items():
            assert [sum(row) for row in table] == numbers.one_way[first]
            assert [sum(column) for column in zip(*table, strict=True)] == numbers.one_way[second]


def test_people_are_counted_in_their_own_categories() -> None:
    rows = [(0, 1)] * 40 + [(2, 0)] * 25 + [(2, 1)] * 10
    numbers = edition(rows, {"a": 3, "b": 2}, [("a", "b")], Random(1))
    assert numbers.one_way == {"a": [40, 0, 35], "b": [25, 50]}
    assert numbers.cross == {("a", "b"): [[0, 40], [0, 0], [25, 10]]}


def test_another_draw_gives_other_numbers_and_the_system_can_draw() -> None:
    rows = some_people(Random(2), 200, list(SIZES.values()))
    assert len({str(edition(rows, SIZES, (), SystemRandom())) for _ in range(5)}) > 1


def test_each_table_is_told_as_it_is_made() -> None:
    told: list[int] = []
    rows = some_people(Random(3), 30, list(SIZES.values()))
    edition(rows, SIZES, PAIRS, Random(3), progress=told.append)
    assert told == list(range(1, len(PAIRS) + 1))


def test_a_row_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        edition([(0,)], {"a": 2, "b": 2}, (), Random(1))
    with pytest.raises(ValueError, match="category"):
        edition([(2,)], {"a": 2}, (), Random(1))
