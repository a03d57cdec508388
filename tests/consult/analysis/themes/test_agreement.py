"""Kappa, F1 and the bound on numbers of textbooks, worked out by hand."""

from math import sqrt

import pytest

from consult.analysis.themes.agreement import Cells, cells_of, estimate, f1, highest_share, kappa


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # Agreement 0.7; by chance 0.5·0.6 + 0.5·0.4 = 0.5; (0.7 − 0.5) / 0.5
        (Cells(20, 5, 10, 15), 0.4),
        # The same agreement of 0.6 with other margins: (0.60 − 0.54) / 0.46 and (0.60 − 0.46) / 0.54
        (Cells(45, 15, 25, 15), 0.1304),
        (Cells(25, 35, 5, 35), 0.2593),
        (Cells(10, 0, 0, 10), 1.0),
        (Cells(0, 10, 10, 0), -1.0),
    ],
)
def test_kappa_is_that_of_the_textbook(cells: Cells, expected: float) -> None:
    found = kappa(cells)
    assert found is not None
    assert round(found, 4) == expected


@pytest.mark.parametrize("cells", [Cells(), Cells(neither=30), Cells(both=30)])
def test_there_is_no_kappa_where_chance_alone_agrees_always(cells: Cells) -> None:
    assert kappa(cells) is None


def test_f1_is_the_mean_of_precision_and_recall() -> None:
    # precision 20/25, recall 20/30: 2·0.8·0.6667 / 1.4667
    assert f1(Cells(20, 5, 10, 15)) == pytest.approx(2 * 0.8 * (20 / 30) / (0.8 + 20 / 30))
    assert f1(Cells(neither=5)) is None


def test_the_interval_agrees_with_the_large_sample_error_of_fleiss_cohen_and_everitt() -> None:
    table = Cells(20, 5, 10, 15)
    texts = [Cells(1)] * 20 + [Cells(0, 1)] * 5 + [Cells(0, 0, 1)] * 10 + [Cells(0, 0, 0, 1)] * 15
    found = estimate(texts, kappa)
    assert found is not None
    assert found.low is not None
    assert (found.value - found.low) / 1.959964 == pytest.approx(_error_of_1969(table), rel=0.04)


def _error_of_1969(cells: Cells) -> float:
    """Return the standard error of kappa after Fleiss, Cohen and Everitt (1969), formula 13."""
    n = cells.number
    p = [[cells.both / n, cells.first / n], [cells.second / n, cells.neither / n]]
    rows, columns = [sum(row) for row in p], [p[0][0] + p[1][0], p[0][1] + p[1][1]]
    seen, chance = p[0][0] + p[1][1], sum(rows[i] * columns[i] for i in (0, 1))
    k = (seen - chance) / (1 - chance)
    same = sum(p[i][i] * (1 - (rows[i] + columns[i]) * (1 - k)) ** 2 for i in (0, 1))
    other = (1 - k) ** 2 * (p[0][1] * (columns[0] + rows[1]) ** 2 + p[1][0] * (columns[1] + rows[0]) ** 2)
    return sqrt(same + other - (k - chance * (1 - k)) ** 2) / ((1 - chance) * sqrt(n))


def test_where_nobody_differs_there_is_no_interval() -> None:
    found = estimate([Cells(1)] * 10 + [Cells(0, 0, 0, 1)] * 10, kappa)
    assert found is not None
    assert (found.value, found.low, found.high) == (1.0, None, None)


def test_a_text_is_counted_by_who_saw_the_theme() -> None:
    assert cells_of("T1", ["T1"], ["T1", "T2"]) == Cells(both=1)
    assert cells_of("T2", ["T1"], ["T1", "T2"]) == Cells(second=1)
    assert cells_of("T3", ["T1"], ["T2"]) == Cells(neither=1)


@pytest.mark.parametrize(
    ("found", "read", "expected"),
    [
        (0, 300, 1.0),  # the rule of three: 3 in 300
        (0, 1, 95.0),
        (0, 59, 5.0),  # 0.95 to the power of 59 is below 0.05
        (1, 10, 39.5),  # Clopper and Pearson, tabled: 0.3942
        (5, 5, 100.0),
    ],
)
def test_the_bound_is_that_of_clopper_and_pearson(found: int, read: int, expected: float) -> None:
    assert highest_share(found, read) == expected
