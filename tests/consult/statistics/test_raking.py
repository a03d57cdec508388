"""Weights meet every margin, multiply out by category, and keep under the cap or say that they could not."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.statistics.raking import Margin, rake

TABLE = st.lists(st.integers(1, 60), min_size=6, max_size=6)
SHARES = st.lists(st.integers(1, 20), min_size=2, max_size=3)
ROWS, COLUMNS = (0, 0, 0, 1, 1, 1), (0, 1, 2, 0, 1, 2)


def _margins(rows: list[int], columns: list[int]) -> list[Margin]:
    return [
        Margin(ROWS, [one / sum(rows) for one in rows]),
        Margin(COLUMNS, [one / sum(columns) for one in columns]),
    ]


@given(
    people=TABLE,
    rows=st.lists(st.integers(1, 20), min_size=2, max_size=2),
    columns=st.lists(st.integers(1, 20), min_size=3, max_size=3),
)
def test_a_full_table_is_raked_to_both_margins(people: list[int], rows: list[int], columns: list[int]) -> None:
    margins = _margins(rows, columns)
    raked = rake(people, margins, cap=1_000, tolerance=1e-9)
    assert raked.is_reached
    total = sum(people)
    for margin in margins:
        for place, share in enumerate(margin.shares):
            weighted = sum(
                weight * many
                for weight, many, here in zip(raked.weights, people, margin.places, strict=True)
                if here == place
            )
            assert isclose(weighted / total, share, abs_tol=1e-8)
    # A weight is one factor for the row by one for the column: of all weights that meet the margins, only these are so.
    first, second = raked.weights[:3], raked.weights[3:]
    for left in range(3):
        assert isclose(first[left] * second[0], first[0] * second[left], rel_tol=1e-6)
    assert raked.design_effect + 1e-9 >= 1
    assert isclose(raked.effective * raked.design_effect, total, rel_tol=1e-9)


@given(
    people=TABLE,
    rows=st.lists(st.integers(1, 20), min_size=2, max_size=2),
    columns=st.lists(st.integers(1, 20), min_size=3, max_size=3),
    cap=st.floats(1.1, 4),
)
def test_no_weight_is_over_the_cap_and_a_margin_that_was_missed_is_told(
    people: list[int], rows: list[int], columns: list[int], cap: float
) -> None:
    raked = rake(people, _margins(rows, columns), cap=cap, tolerance=1e-6)
    assert max(raked.weights) <= cap * 1.0001
    assert isclose(sum(weight * many for weight, many in zip(raked.weights, people, strict=True)), sum(people))
    assert raked.is_reached is (raked.largest_error <= 1e-6)


def test_people_who_are_as_the_population_keep_the_weight_of_one() -> None:
    raked = rake([30, 70], [Margin((0, 1), (0.3, 0.7))], cap=5, tolerance=1e-9)
    assert raked.weights == [1.0, 1.0]
    assert (raked.design_effect, raked.effective, raked.rounds) == (1.0, 100.0, 1)


def test_one_margin_is_worked_out_by_hand() -> None:
    raked = rake([80, 20], [Margin((0, 1), (0.5, 0.5))], cap=5, tolerance=1e-9)
    assert raked.weights == pytest.approx([0.625, 2.5])
    assert raked.design_effect == pytest.approx(100 * (80 * 0.625**2 + 20 * 2.5**2) / 100**2)
    assert raked.effective == pytest.approx(64)


def test_a_cap_that_is_too_low_is_told() -> None:
    raked = rake([90, 10], [Margin((0, 1), (0.5, 0.5))], cap=2, tolerance=0.001)
    assert not raked.is_reached
    assert raked.weights == pytest.approx([80 / 90, 2])
    assert raked.largest_error == pytest.approx(0.3)


def test_nobody_can_stand_for_a_category_without_people() -> None:
    with pytest.raises(ValueError, match="has none"):
        rake([10, 10], [Margin((0, 0), (0.5, 0.5))], cap=5, tolerance=0.001)
