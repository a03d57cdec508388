"""Rounding counts by chance to multiples of 5, fairly, and so that a table adds up to a total that is rounded too."""

from collections.abc import Sequence
from random import Random
from typing import Final

BASE: Final = 5


def rounded_total(people: int, rng: Random) -> int:
    """Return a number of people rounded down, or up with the probability of what is over."""
    rest = people % BASE
    return people - rest + (BASE if rng.randrange(BASE) < rest else 0)


def rounded_counts(counts: Sequence[int], total: int, rng: Random) -> list[int]:
    """Return counts rounded down or up so that they add up to `total`, their own sum rounded down or up.

    Each goes up with the probability of what it is over a multiple of 5: by systematic sampling in an order drawn by
    chance, so that all that is known of two of them together is that they add up. Raises `ValueError` for any other
    total.
    """
    people = sum(counts)
    rest = people % BASE
    if total not in {people - rest, people + (-people) % BASE}:
        raise ValueError("The total must be the sum of the counts, rounded down or up.")
    is_up = total > people
    # What is over is laid end to end in fifths; whoever covers the start, or a multiple of 5 after it, goes up.
    start = rng.randrange(rest) if is_up else rng.randrange(rest, BASE)
    order = list(range(len(counts)))
    rng.shuffle(order)
    rounded = [count - count % BASE for count in counts]
    passed = 0
    for place in order:
        over = counts[place] % BASE
        if (start - passed) % BASE < over:
            rounded[place] += BASE
        passed += over
    return rounded
