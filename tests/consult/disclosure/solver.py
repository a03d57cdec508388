"""Somebody with a solver, all tables of an edition, and the question what a small count behind them is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from scipy.optimize import linprog
from scipy.sparse import lil_matrix

from consult.disclosure.editions import Numbers, edition
from tests.consult.disclosure.people import some_people

SMALL = 4
Name = tuple[str, ...]


@dataclass(frozen=True)
class Published:
    """An edition with the exact counts behind it, which the attacker does not have."""

    numbers: Numbers
    exact: dict[Name, int]


def an_edition(rng: Random, people: int, sizes: dict[str, int], pairs: Sequence[tuple[str, str]]) -> Published:
    """Make an edition of invented people."""
    rows = some_people(rng, people, list(sizes.values()))
    places = {key: place for place, key in enumerate(sizes)}
    exact: Counter[Name] = Counter()
    for row in rows:
        exact.update((key, str(row[place])) for key, place in places.items())
        exact.update((a, str(row[places[a]]), b, str(row[places[b]])) for a, b in pairs)
    return Published(edition(rows, sizes, pairs, rng), dict(exact))


def possible_values(published: Published, *, window: int, most: int, rng: Random) -> list[int]:
    """Return of some small counts how many values each may have by all tables, with cells at most `window` away.

    One-way numbers are at most 4 away in any case. Where no counts at all fit, the attacker learns nothing.
    """
    numbers = published.numbers
    bounds: dict[Name, tuple[int, int]] = {}
    for key, counts in numbers.one_way.items():
        bounds |= {(key, str(place)): (max(0, count - 4), count + 4) for place, count in enumerate(counts)}
    for (a, b), table in numbers.cross.items():
        for row, cells in enumerate(table):
            for column, cell in enumerate(cells):
                bounds[a, str(row), b, str(column)] = (max(0, cell - window), cell + window)
    names = {name: place for place, name in enumerate(bounds)}
    sums = _sums(numbers)
    matrix = lil_matrix((len(sums), len(names)))
    for line, (terms, total) in enumerate(sums):
        for name in terms:
            matrix[line, names[name]] = 1
        if isinstance(total, tuple):
            matrix[line, names[total]] = -1
    right = [total if isinstance(total, int) else 0 for _terms, total in sums]
    small = [name for name, count in published.exact.items() if 0 < count <= SMALL and name in names]
    found = []
    for name in rng.sample(sorted(small), min(most, len(small))):
        ends = []
        for sign in (1, -1):
            costs = [0] * len(names)
            costs[names[name]] = sign
            solved = linprog(costs, A_eq=matrix.tocsr(), b_eq=right, bounds=list(bounds.values()), method="highs")
            ends.append(sign * solved.fun if solved.success else None)
        low, high = ends
        if low is not None and high is not None:
            found.append(int(high + 1e-6) - int(low - 1e-6 + 1) + 1)
    return found


def _sums(numbers: Numbers) -> list[tuple[list[Name], int | Name]]:
    sums: list[tuple[list[Name], int | Name]] = [
        ([(key, str(place)) for place in range(len(counts))], numbers.people) for key, counts in numbers.one_way.items()
    ]
    for (a, b), table in numbers.cross.items():
        rows, columns = range(len(table)), range(len(table[0]))
        sums += [([(a, str(row), b, str(column)) for column in columns], (a, str(row))) for row in rows]
        sums += [([(a, str(row), b, str(column)) for row in rows], (b, str(column))) for column in columns]
    return sums
