"""A scale as one bar around its middle: the parts touch, add up, and the net share is what a reader would work out."""

from itertools import pairwise
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.exports.diverging import Step, diverging


@given(people=st.lists(st.integers(0, 1_000), min_size=3, max_size=7).filter(any))
def test_the_parts_touch_and_the_middle_of_the_scale_is_the_middle_of_the_bar(people: list[int]) -> None:
    found = diverging([Step(str(value), value, many) for value, many in enumerate(people)])
    assert found is not None
    assert all(isclose(one.left + one.width, other.left, abs_tol=0.02) for one, other in pairwise(found.parts))
    assert isclose(sum(part.width for part in found.parts), 50, abs_tol=0.05)
    middle = (len(people) - 1) / 2
    below = sum(many for value, many in enumerate(people) if value < middle)
    above = sum(many for value, many in enumerate(people) if value > middle)
    assert found.net == round(100 * (above - below) / sum(people))
    level = sum(people) - below - above
    assert isclose(found.parts[0].left, 50 - 50 * (below + level / 2) / sum(people), abs_tol=0.02)


def test_each_part_is_drawn_by_its_place_in_the_scale() -> None:
    found = diverging([Step("e", 5, 1), Step("d", 4, 1), Step("c", 3, 1), Step("b", 2, 1), Step("a", 1, 1)])
    assert found is not None
    assert found.fills == {"a": "far-below", "b": "below", "c": "middle", "d": "above", "e": "far-above"}
    assert "Net: 0 percentage points" in found.sentence


def test_the_sign_of_the_net_share_is_said() -> None:
    against, in_favour = (
        diverging([Step("a", 1, 3), Step("b", 2, 0), Step("c", 3, 1)]),
        diverging([Step("a", 1, 1), Step("b", 2, 0), Step("c", 3, 3)]),
    )
    assert against is not None
    assert in_favour is not None
    assert "Net: −50 percentage points" in against.sentence
    assert "Net: +50 percentage points" in in_favour.sentence


@pytest.mark.parametrize(
    "steps", [[], [Step("a", 1, 5), Step("b", 2, 5)], [Step(c, i, 0) for i, c in enumerate("abc")]]
)
def test_what_is_no_scale_or_was_not_answered_is_not_drawn(steps: list[Step]) -> None:
    assert diverging(steps) is None
