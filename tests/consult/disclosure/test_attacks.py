"""Attackers who know the method and do all they can with what is published; each succeeds against weaker methods."""

from itertools import combinations
from random import Random
from time import process_time

import pytest

from consult.disclosure.editions import edition
from tests.consult.disclosure.insider import EDITIONS, EXACT, FIXED_KEYS, attack
from tests.consult.disclosure.neighbour import gain_with_editions, gain_with_exact_numbers

SIZES = {"q": 4, "r": 3, "box": 2, "place": 8, "age": 5}


@pytest.mark.parametrize("arrivals", [10, 20])
def test_who_knows_all_others_that_came_does_not_learn_what_one_more_said(arrivals: int) -> None:
    success = attack(EDITIONS, Random(arrivals), activities=300, arrivals=arrivals)
    assert success.answers == 1_800
    assert success.recovered_share <= 0.005
    assert success.gain <= 0.04


def test_the_same_attacker_reads_exact_numbers_and_fixed_keys() -> None:
    assert attack(EXACT, Random(3), activities=100, arrivals=10).recovered_share >= 0.60
    assert attack(FIXED_KEYS, Random(4), activities=100, arrivals=1).recovered_share >= 0.50


@pytest.mark.parametrize("window", [4, 12])
def test_no_small_count_has_fewer_than_three_values_by_all_tables_together(window: int) -> None:
    solver = pytest.importorskip("tests.consult.disclosure.solver", reason="needs scipy")
    rng = Random(window)
    found: list[int] = []
    for people in (100, 150, 300):
        published = solver.an_edition(rng, people, SIZES, list(combinations(SIZES, 2)))
        found += solver.possible_values(published, window=window, most=12, rng=rng)
    assert len(found) >= (10 if window == 12 else 0)
    assert all(values >= 3 for values in found)


def test_a_trained_attacker_learns_next_to_nothing_from_a_second_edition() -> None:
    assert gain_with_editions(Random(11), number=1_600, sizes=SIZES) <= 0.04


def test_the_same_attacker_reads_the_answer_off_exact_numbers() -> None:
    assert gain_with_exact_numbers(Random(8), number=60, sizes=SIZES) >= 0.30


def test_an_edition_costs_no_more_the_fourth_time_than_the_first() -> None:
    rng, sizes = Random(9), {f"q{number}": 5 for number in range(60)}
    rows = [[rng.randrange(5) for _ in sizes] for _person in range(500)]
    seconds = []
    for _ in range(4):
        begun = process_time()
        edition(rows, sizes, (), rng)
        seconds.append(process_time() - begun)
    assert seconds[-1] <= 3 * seconds[0] + 0.05
    assert max(seconds) <= 1
