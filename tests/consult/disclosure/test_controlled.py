"""Tests of rounding a table of two dimensions to published totals."""

from collections import Counter
from itertools import chain
from random import Random

import pytest

from consult.disclosure.controlled import rounded_table
from consult.disclosure.raking import raked
from consult.disclosure.rounding import rounded_counts, rounded_total
from tests.consult.disclosure.people import some_cells

TABLES = 4_000
DRAWS = 20_000
LEAST_CROSSED = 100


def published(cells: list[list[int]], rng: Random) -> tuple[list[int], list[int]]:
    """Return rounded totals of the rows and of the columns."""
    total = rounded_total(sum(map(sum, cells)), rng)
    down = [sum(column) for column in zip(*cells, strict=True)]
    return rounded_counts([sum(row) for row in cells], total, rng), rounded_counts(down, total, rng)


def test_thousands_of_tables_add_up_to_the_published_totals_and_hardly_move() -> None:
    rng, near, cells_of_all, raised = Random(17), 0, 0, 0
    for _ in range(TABLES):
        people = rng.choice([10, 24, 25, 60, 99, 100, 400, 2_000])
        cells = some_cells(rng, people, rng.randint(2, 8), rng.randint(2, 6))
        rows, columns = published(cells, rng)
        table = rounded_table(cells, rows, columns, rng)
        assert [sum(row) for row in table] == rows
        assert [sum(column) for column in zip(*table, strict=True)] == columns
        assert all(number >= 0 and number % 5 == 0 for row in table for number in row)
        pairs = list(zip(chain(*table), chain(*cells), strict=True))
        if people >= LEAST_CROSSED:
            near += sum(abs(number - count) <= 4 for number, count in pairs)
            cells_of_all += len(pairs)
        _fitted, is_raised = raked(
            [[cell / 5 for cell in row] for row in cells], [row // 5 for row in rows], [one // 5 for one in columns]
        )
        raised += is_raised
        assert is_raised or all(number == 0 for number, count in pairs if count == 0)
    assert near / cells_of_all >= 0.96
    assert 0 < raised < TABLES / 2


def test_a_large_sparse_table_adds_up_and_hardly_moves() -> None:
    rng, near = Random(19), 0
    for _ in range(20):
        cells = some_cells(rng, 150, 24, 19)
        rows, columns = published(cells, rng)
        table = rounded_table(cells, rows, columns, rng)
        assert [sum(row) for row in table] == rows
        assert [sum(column) for column in zip(*table, strict=True)] == columns
        near += sum(abs(one - two) <= 4 for one, two in zip(chain(*table), chain(*cells), strict=True))
    assert near / (20 * 24 * 19) >= 0.98


def test_cells_are_fair_where_the_totals_are_exact() -> None:
    rng, cells = Random(23), [[12, 8, 5], [3, 17, 10], [0, 5, 20]]
    sums: Counter[tuple[int, int]] = Counter()
    for _ in range(DRAWS):
        table = rounded_table(cells, [25, 30, 25], [15, 30, 35], rng)
        sums.update({(row, column): table[row][column] for row in range(3) for column in range(3)})
    for row in range(3):
        for column in range(3):
            assert abs(sums[row, column] / DRAWS - cells[row][column]) <= 0.1


def test_a_table_whose_totals_do_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="multiples of 5"):
        rounded_table([[3, 3]], [10], [5, 10], Random(1))
    with pytest.raises(ValueError, match="multiples of 5"):
        rounded_table([[3, 3]], [6], [3, 3], Random(1))
