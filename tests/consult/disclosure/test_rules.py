"""Thresholds and rounding of numbers that are told on their own, and percentages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.disclosure.rules import ORDINARY, RESPONSES, Rules, published_in_words, share_in_steps


def test_the_rules_have_the_published_limits() -> None:
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


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        ORDINARY.rounded(-1)


@pytest.mark.parametrize(
    ("people", "said"),
    [(0, "fewer than 10 responses"), (9, "fewer than 10 responses"), (10, "10 responses"), (1204, "1,204 responses")],
)
def test_of_how_many_people_numbers_are_is_told_exactly_from_ten_on(people: int, said: str) -> None:
    assert published_in_words(people) == said


@pytest.mark.parametrize(("number", "words"), [(0, "fewer than 5 responses"), (1_005, "about 1,005 responses")])
def test_a_number_that_was_drawn_is_told_in_words(number: int, words: str) -> None:
    assert RESPONSES.drawn(number) == words


@pytest.mark.parametrize(("share", "told"), [(0, 0), (4.9, 0), (71.4, 70), (99.9, 95), (100.0, 100)])
def test_a_share_is_told_in_steps_and_is_all_only_where_nothing_is_left(share: float, told: int) -> None:
    assert share_in_steps(share) == told
