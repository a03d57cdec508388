"""Somebody who knows all that one newcomer answered but for one question, with an edition before and one after her.

Of the edition before she has the cross-tables too. She is trained: how far to trust cross-tables, and the change of the
one-way numbers, is learnt on half of the cases, where the truth is known. What she may know without the second edition,
and is compared with, is the share among people like the newcomer by the first edition alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import log
from random import Random

from consult.disclosure.editions import Numbers, edition
from tests.consult.disclosure.insider import EDITIONS, EXACT, Method
from tests.consult.disclosure.people import some_people

Scores = list[float]
Publish = Callable[[Sequence[Sequence[int]], dict[str, int], list[tuple[str, str]], Random], Numbers]
WEIGHTS = (0.0, 0.25, 0.5, 1.0, 2.0)


@dataclass(frozen=True)
class Known:
    """What she works with in one case: how likely each answer is by the first edition, and by the change; the truth."""

    before: Scores
    change: Scores
    truth: int


def exact_numbers(
    rows: Sequence[Sequence[int]], sizes: dict[str, int], pairs: list[tuple[str, str]], _rng: Random
) -> Numbers:
    """Return the numbers as they are, rounded by nothing."""
    names = list(sizes)
    one_way = {
        key: [sum(row[place] == code for row in rows) for code in range(sizes[key])] for place, key in enumerate(names)
    }
    cross = {
        (first, second): [
            [
                sum(row[names.index(first)] == one and row[names.index(second)] == two for row in rows)
                for two in range(sizes[second])
            ]
            for one in range(sizes[first])
        ]
        for first, second in pairs
    }
    return Numbers(len(rows), len(rows), one_way, cross)


def cases(publish: Publish, method: Method, rng: Random, *, number: int, sizes: dict[str, int]) -> list[Known]:
    """Return what she knows in many cases: ten people come between two editions, and nine of them she knows."""
    found = []
    for _ in range(number):
        rows = some_people(rng, rng.randint(110, 250), list(sizes.values()))
        first = publish(rows[:-10], sizes, list(combinations(sizes, 2)), rng)
        second = publish(rows, sizes, [], rng)
        found.append(_known(first, second, rows[-10:], sizes, method))
    return found


def _known(
    first: Numbers, second: Numbers, came: Sequence[Sequence[int]], sizes: dict[str, int], method: Method
) -> Known:
    target, *others = sizes
    her = came[-1]
    like_her = [log(count + 0.5) for count in first.one_way[target]]
    for place, other in enumerate(others, 1):
        table = first.cross[target, other]
        for code in range(sizes[target]):
            like_her[code] += log((table[code][her[place]] + 0.5) / (sum(table[code]) + 0.5 * sizes[other]))
    change = []
    for guess in range(sizes[target]):
        likely = 1.0
        for code in range(sizes[target]):
            arrived = sum(one[0] == code for one in came[:-1]) + (code == guess)
            likely *= method.likelihood((first.one_way[target][code], second.one_way[target][code], arrived))
        change.append(log(likely) if likely else -1e9)
    return Known(like_her, change, her[0])


def _right(some: Sequence[Known], weight: float, weight_of_change: float) -> float:
    hits = 0
    for known in some:
        scores = [weight * one + weight_of_change * two for one, two in zip(known.before, known.change, strict=True)]
        hits += max(range(len(scores)), key=scores.__getitem__) == known.truth
    return hits / len(some)


def gain_of(some: Sequence[Known]) -> float:
    """Return by how much the change between both editions betters her guesses, on the half she was not trained on."""
    half = len(some) // 2
    training, rest = some[:half], some[half:]
    best = max(product(WEIGHTS[1:], WEIGHTS), key=lambda weights: _right(training, *weights))
    return _right(rest, *best) - _right(rest, 1.0, 0.0)


def gain_with_editions(rng: Random, *, number: int, sizes: dict[str, int]) -> float:
    """Return what a second edition tells her."""
    return gain_of(cases(edition, EDITIONS, rng, number=number, sizes=sizes))


def gain_with_exact_numbers(rng: Random, *, number: int, sizes: dict[str, int]) -> float:
    """Return what it would tell her if numbers were exact."""
    return gain_of(cases(exact_numbers, EXACT, rng, number=number, sizes=sizes))
