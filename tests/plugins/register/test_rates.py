"""Rates stand with their intervals, and no case is not a rate of nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.register.rates import Rate


def test_the_interval_is_that_of_wilson() -> None:
    arrests = Rate(8, 144_366, 100_000)
    assert (round(arrests.value, 2), round(arrests.low, 2), round(arrests.high, 2)) == (5.54, 2.81, 10.94)
    assert arrests.in_words() == "5.54 (2.81 to 10.9)"


def test_no_case_ends_at_three_divided_by_the_number() -> None:
    none = Rate(0, 3_000, 1_000)
    assert (none.low, none.high, none.in_words()) == (0.0, 1.0, "None seen (at most 1)")


@pytest.mark.parametrize("rate", [Rate(0, 0, 1_000), Rate(3, 2, 1_000), Rate(-1, 2, 1_000)])
def test_what_has_no_number_beside_it_is_not_known(rate: Rate) -> None:
    assert rate.in_words() == "Not known"


@given(st.integers(1, 10**7), st.integers(0, 10**7))
def test_the_rate_lies_in_its_interval(of: int, cases: int) -> None:
    rate = Rate(min(cases, of), of, 1_000)
    assert 0 <= rate.low <= rate.value + 1e-9
    assert rate.value <= rate.high + 1e-9 <= 1_000 + 1e-6
