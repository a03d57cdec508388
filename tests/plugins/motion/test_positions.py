"""Positions between which there is always room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.motion.positions import between, evenly


@given(st.lists(st.integers(min_value=0, max_value=1_000), max_size=80))
def test_inserting_anywhere_any_number_of_times_keeps_the_order(places: list[int]) -> None:
    order: list[str] = []
    for place in places:
        at = place % (len(order) + 1)
        before = order[at - 1] if at else ""
        after = order[at] if at < len(order) else ""
        fresh = between(before, after)
        assert before < fresh
        assert not after or fresh < after
        assert not fresh.endswith("0")
        order.insert(at, fresh)
    assert order == sorted(set(order))


@pytest.mark.parametrize(("before", "after"), [("b", "a"), ("a", "a"), ("ab", "a")])
def test_there_is_no_position_between_texts_in_the_wrong_order(before: str, after: str) -> None:
    with pytest.raises(ValueError, match="no position"):
        between(before, after)


@given(st.integers(min_value=0, max_value=200))
def test_even_positions_are_in_order_and_short(count: int) -> None:
    positions = evenly(count)
    assert len(positions) == count
    assert positions == sorted(set(positions))
    assert all(len(position) <= 1 + count // 5 for position in positions)
