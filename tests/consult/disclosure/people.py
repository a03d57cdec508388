"""Invented people for the tests of editions: skewed answers, and tables of all shapes."""

from collections.abc import Sequence
from random import Random


def skewed_shares(rng: Random, categories: int) -> list[float]:
    """Return the shares of some categories, a few large and the others small."""
    weights = [rng.random() ** 3 + 0.01 for _ in range(categories)]
    return [weight / sum(weights) for weight in weights]


def some_cells(rng: Random, people: int, height: int, width: int) -> list[list[int]]:
    """Return people spread over a table, most of its cells small or empty when they are few."""
    cells = [[0] * width for _ in range(height)]
    shares = skewed_shares(rng, height * width)
    for place in rng.choices(range(height * width), shares, k=people):
        cells[place // width][place % width] += 1
    return cells


def some_people(rng: Random, people: int, sizes: Sequence[int]) -> list[tuple[int, ...]]:
    """Return people with a category in each dimension of these sizes, whose answers hang together a little."""
    kinds = [[skewed_shares(rng, size) for size in sizes] for _ in range(3)]
    return [
        tuple(rng.choices(range(len(shares)), shares)[0] for shares in kinds[rng.randrange(3)]) for _ in range(people)
    ]
