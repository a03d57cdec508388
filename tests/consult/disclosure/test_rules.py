"""Thresholds, rounding and percentages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.disclosure.rules import ORDINARY, RESPONSES, SENSITIVE, Rules


def test_the_two_sets_of_rules_have_the_published_limits() -> None:
    assert (SENSITIVE.threshold, SENSITIVE.rounding, SENSITIVE.percentage_base) == (10, 5, 25)
    assert (ORDINARY.threshold, ORDINARY.rounding, ORDINARY.percentage_base) == (5, 5, 25)


@pytest.mark.parametrize(
    ("count", "shown"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (12, 10), (13, 15), (144_366, 144_365)]
)
def test_counts_are_rounded_to_the_nearest_five(count: int, shown: int) -> None:
    assert ORDINARY.rounded(count) == shown


def test_halves_are_rounded_up() -> None:
    assert Rules(threshold=5, rounding=10).rounded(5) == 10
    assert ORDINARY.percentage(1, 2000) == 0.1
    assert ORDINARY.percentage(13, 80) == 16.3


@given(st.integers(0, 10**6))
def test_rounding_moves_a_count_by_two_at_most_and_shows_nobody_as_zero(count: int) -> None:
    assert abs(ORDINARY.rounded(count) - count) <= 2
    assert ORDINARY.is_small(count) or (ORDINARY.rounded(count) == 0) is (count == 0)


@pytest.mark.parametrize(("count", "said"), [
    (0, "no responses"), (1, "fewer than 5 responses"), (4, "fewer than 5 responses"), (5, "about 5 responses"),
    (24, "about 25 responses"), (1204, "about 1,205 responses"),
])  # fmt: skip
def test_the_public_is_told_a_count_in_words_that_do_not_promise_more(count: int, said: str) -> None:
    assert ORDINARY.about(count, RESPONSES) == said


def test_a_percentage_needs_twenty_five_people() -> None:
    assert ORDINARY.percentage(12, 24) is None
    assert ORDINARY.percentage(12, 25) == 48.0
    assert ORDINARY.percentage(0, 0) is None


def test_zero_is_not_small_and_the_threshold_is_not_either() -> None:
    assert [ORDINARY.is_small(count) for count in (0, 1, 4, 5)] == [False, True, True, False]


@pytest.mark.parametrize(("limits", "sentence"), [
    ({"threshold": 2}, "threshold must be 3"),
    ({"threshold": 5, "rounding": 0}, "base must be 1"),
    ({"threshold": 5, "rounding": 11}, "twice the threshold"),
    ({"threshold": 5, "percentage_base": 4}, "below the threshold"),
])  # fmt: skip
def test_limits_that_make_no_sense_are_refused(limits: dict[str, int], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Rules(**limits)  # type: ignore[arg-type]  # the flag is not among them


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        ORDINARY.rounded(-1)
