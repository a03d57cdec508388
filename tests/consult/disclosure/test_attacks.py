"""Attackers who know the method and do all they can with what is published; each succeeds against weaker methods."""

from itertools import combinations
from random import Random

import pytest

from tests.consult.disclosure.insider import EDITIONS, EXACT, FIXED_KEYS, attack

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
