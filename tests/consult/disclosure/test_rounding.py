"""Tests of rounding counts by chance."""

from random import Random

import pytest

from consult.disclosure.rounding import rounded_counts, rounded_total
from tests.consult.disclosure.people import some_cells

DRAWS = 20_000


@pytest.mark.parametrize("people", [0, 1, 9, 10, 24, 25, 99, 100, 324])
def test_a_total_goes_up_or_down_to_a_multiple_of_5_and_a_multiple_stays(people: int) -> None:
    rng = Random(people)
    found = {rounded_total(people, rng) for _ in range(200)}
    assert found == ({people} if people % 5 == 0 else {people // 5 * 5, people // 5 * 5 + 5})


@pytest.mark.parametrize("people", [0, 1, 9, 10, 24, 25, 99, 100])
@pytest.mark.parametrize("shares", ["all in one", "nobody in one", "by chance"])
def test_counts_add_up_to_the_total_and_each_moves_by_less_than_5(people: int, shares: str) -> None:
    rng = Random(f"{people}{shares}")
    for _ in range(300):
        by_chance = some_cells(rng, people, 1, rng.randint(1, 9))[0]
        counts = {"all in one": [people], "nobody in one": [people, 0], "by chance": by_chance}[shares]
        total = rounded_total(people, rng)
        rounded = rounded_counts(counts, total, rng)
        assert sum(rounded) == total
        assert all(number % 5 == 0 and number >= 0 for number in rounded)
        assert all(abs(number - count) < 5 for number, count in zip(rounded, counts, strict=True))
        assert all(number == count for number, count in zip(rounded, counts, strict=True) if count % 5 == 0)


def test_rounding_is_fair_to_each_count_and_to_the_total() -> None:
    rng, counts = Random(7), [13, 6, 3, 2, 0, 37]
    sums, totals = [0] * len(counts), 0
    for _ in range(DRAWS):
        total = rounded_total(sum(counts), rng)
        totals += total
        for place, number in enumerate(rounded_counts(counts, total, rng)):
            sums[place] += number
    for found, count in zip(sums, counts, strict=True):
        assert abs(found / DRAWS - count) <= 0.05
    assert abs(totals / DRAWS - sum(counts)) <= 0.05


def test_the_leader_of_24_responses_is_hardly_ever_overtaken() -> None:
    rng, alone, level, reversed_ = Random(11), 0, 0, 0
    for _ in range(DRAWS):
        first, *others = rounded_counts([13, 6, 3, 2], rounded_total(24, rng), rng)
        alone += first > max(others)
        level += first == max(others)
        reversed_ += first < max(others)
    assert (round(100 * alone / DRAWS), round(100 * level / DRAWS), reversed_) == (87, 13, 0)


def test_two_answers_ten_apart_are_in_the_order_shown() -> None:
    rng = Random(13)
    for _ in range(2_000):
        counts = some_cells(rng, rng.randint(10, 400), 1, rng.randint(2, 9))[0]
        rounded = rounded_counts(counts, rounded_total(sum(counts), rng), rng)
        pairs = [(one, other) for one in range(len(counts)) for other in range(len(counts))]
        assert all(counts[a] > counts[b] for a, b in pairs if rounded[a] - rounded[b] >= 10)


@pytest.mark.parametrize(("counts", "total"), [([7, 5], 20), ([7, 5], 12), ([5, 5], 15), ([3], 10)])
def test_no_other_total_is_taken(counts: list[int], total: int) -> None:
    with pytest.raises(ValueError, match="rounded down or up"):
        rounded_counts(counts, total, Random(1))
