"""Majorities and quorum, against arithmetic with fractions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.motion.voting_rules import Closure, Threshold, quorum_of

votes = st.integers(0, 70)


@given(votes_for=votes, votes_against=votes, more=st.integers(0, 70))
def test_each_majority_is_what_its_name_says(votes_for: int, votes_against: int, more: int) -> None:
    seats = votes_for + votes_against + more
    cast = votes_for + votes_against
    share = Fraction(votes_for, cast) if cast else Fraction(0)
    expected = {
        Threshold.SIMPLE: share > Fraction(1, 2),
        Threshold.ABSOLUTE: bool(seats) and Fraction(votes_for, seats) > Fraction(1, 2),
        Threshold.TWO_THIRDS: share >= Fraction(2, 3),
    }
    assert {one: one.is_met(votes_for, votes_against, seats=seats) for one in Threshold} == expected


@pytest.mark.parametrize(("seats", "parts", "needed"), [(66, 4, 17), (64, 4, 16), (66, 3, 22), (1, 4, 1), (66, 1, 66)])
def test_a_quorum_is_rounded_up(seats: int, parts: int, needed: int) -> None:
    assert quorum_of(seats, parts) == needed


def test_majorities_and_closures_have_words_of_their_own() -> None:
    assert len({str(one.label) for one in (*Threshold, *Closure)}) == len(Threshold) + len(Closure)
