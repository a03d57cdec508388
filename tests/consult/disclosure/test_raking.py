"""Tests of fitting a table to published totals."""

from itertools import chain
from random import Random

import pytest

from consult.disclosure.raking import raked
from consult.disclosure.rounding import rounded_counts, rounded_total
from tests.consult.disclosure.people import some_cells


def sums(cells: list[list[float]]) -> tuple[list[float], list[float]]:
    return [sum(row) for row in cells], [sum(column) for column in zip(*cells, strict=True)]


def test_a_table_that_fits_stays_as_it_is() -> None:
    assert raked([[1, 2], [3, 4]], [3, 7], [4, 6]) == ([[1, 2], [3, 4]], False)


def test_cells_keep_their_proportions_as_far_as_the_totals_allow() -> None:
    fitted, is_raised = raked([[1, 1], [1, 1]], [3, 1], [2, 2])
    assert not is_raised
    assert fitted == [[pytest.approx(1.5), pytest.approx(1.5)], [pytest.approx(0.5), pytest.approx(0.5)]]


def test_a_zero_gives_way_only_where_the_totals_cannot_be_reached() -> None:
    fitted, is_raised = raked([[0.4, 0], [0, 0.6]], [1, 0], [0, 1])
    assert is_raised
    assert fitted[0][1] == pytest.approx(1)


def test_all_tables_fit_their_totals_and_zeros_stay() -> None:
    rng, was_raised = Random(3), set()
    for _ in range(300):
        cells = some_cells(rng, rng.choice([10, 25, 60, 400]), rng.randint(2, 20), rng.randint(2, 9))
        total = rounded_total(sum(map(sum, cells)), rng)
        rows = [number // 5 for number in rounded_counts([sum(row) for row in cells], total, rng)]
        down = [sum(column) for column in zip(*cells, strict=True)]
        columns = [number // 5 for number in rounded_counts(down, total, rng)]
        fitted, is_raised = raked([[cell / 5 for cell in row] for row in cells], rows, columns)
        was_raised.add(is_raised)
        across, along = sums(fitted)
        assert across == pytest.approx(rows, abs=1e-6)
        assert along == pytest.approx(columns, abs=1e-6)
        assert all(cell > -1e-9 for row in fitted for cell in row)
        if not is_raised:
            pairs = zip(chain(*fitted), chain(*cells), strict=True)
            assert all(cell == 0 for cell, count in pairs if count == 0)
    assert was_raised == {True, False}
