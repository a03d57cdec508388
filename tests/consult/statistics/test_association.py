"""Tests of independence, beside figures that others published."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consult.statistics.association import Association, associate, correct


def test_a_large_table_is_tested_by_chi_square() -> None:
    # Agresti, Categorical Data Analysis: gender and party, chi-square 30.1 with 2 degrees of freedom.
    found = associate([[762, 327, 468], [484, 239, 477]])
    assert found is not None
    assert found.statistic == pytest.approx(30.07, abs=0.01)
    assert found.degrees == 2
    assert found.probability < 1e-6
    assert found.people == 2757
    assert found.strength == pytest.approx(0.101, abs=0.001)


def test_a_small_table_of_four_cells_is_tested_exactly() -> None:
    # Fisher's tea: 3 of 4 right, probability 0.486.
    found = associate([[3, 1], [1, 3]])
    assert found is not None
    assert found.probability == pytest.approx(0.4857, abs=0.0001)
    assert found.statistic is None
    assert not found.is_drawn


def test_a_small_table_of_more_cells_is_tested_by_tables_with_the_same_totals() -> None:
    # Job satisfaction, from the help of fisher.test in R: exact probability 0.7827.
    counts = [[1, 2, 1, 0], [3, 3, 6, 1], [10, 10, 14, 9], [6, 7, 12, 11]]
    found = associate(counts)
    assert found is not None
    assert found.is_drawn
    assert found.probability == pytest.approx(0.7827, abs=0.015)
    assert associate(counts) == found


@pytest.mark.parametrize("counts", [[], [[0, 0], [0, 0]], [[3, 4]], [[3, 4], [0, 0]], [[3, 0], [9, 0]]])
def test_one_row_or_column_tests_nothing(counts: list[list[int]]) -> None:
    assert associate(counts) is None


def test_one_follows_from_the_other() -> None:
    found = associate([[40, 0], [0, 60]])
    assert found is not None
    assert found.strength == pytest.approx(1.0)


tables = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 60), min_size=width, max_size=width), min_size=2, max_size=4)
)


@given(tables)
@example([[0, 0, 1], [1, 1, 0]])
def test_rows_and_columns_may_change_places(counts: list[list[int]]) -> None:
    found = associate(counts)
    turned = associate([list(column) for column in zip(*counts, strict=True)])
    assert (found is None) == (turned is None)
    if found is None or turned is None:
        return
    assert 0 <= found.strength <= 1
    assert 0 <= found.probability <= 1
    assert found.strength == pytest.approx(turned.strength)
    assert found.probability == pytest.approx(turned.probability, abs=0.03)


def test_many_tests_together_are_corrected() -> None:
    alone = [Association(people=100, strength=0.1, probability=p, adjusted=p) for p in (0.001, 0.02, 0.04, 0.5)]
    corrected = correct(alone)
    # 0.001 × 4 × (1 + 1/2 + 1/3 + 1/4)
    assert corrected[0].adjusted == pytest.approx(0.00833, abs=0.0001)
    assert all(one.adjusted >= one.probability for one in corrected)
    assert correct(alone[:1]) == alone[:1]
    assert correct([]) == []
