"""The numbers of an edition: every count of one set of people, each drawn once, in tables that add up to one total."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from consult.disclosure.controlled import rounded_table
from consult.disclosure.rounding import rounded_counts, rounded_total

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Numbers:
    """What may be published of a set of people: how many they are exactly, and all else rounded by chance to 5.

    `one_way` has the numbers of each dimension, in the order of its categories; `cross` those of each pair of
    dimensions, with a row for each category of the first. All of them add up to `total`.
    """

    people: int
    total: int
    one_way: Mapping[str, Sequence[int]] = field(default_factory=dict)
    cross: Mapping[Pair, Sequence[Sequence[int]]] = field(default_factory=dict)


def edition(
    rows: Iterable[Sequence[int]],
    dimensions: Mapping[str, int],
    pairs: Iterable[Pair],
    rng: Random,
    *,
    progress: Callable[[int], None] | None = None,
) -> Numbers:
    """Return the numbers of an edition, drawn by chance.

    `dimensions` says how many categories each has, and everybody is in exactly one: `rows` has for each person the
    place of her category in each dimension, in the same order. `pairs` are the dimensions to be crossed; `progress`
    is told how many are done. Raises `ValueError` for a row that does not fit.
    """
    people, members = _members(rows, dimensions)
    total = rounded_total(people, rng)
    one_way = {key: rounded_counts([mask.bit_count() for mask in masks], total, rng) for key, masks in members.items()}
    cross: dict[Pair, list[list[int]]] = {}
    for pair in pairs:
        cross[pair] = _crossed(members, one_way, pair, rng)
        if progress is not None:
            progress(len(cross))
    return Numbers(people, total, one_way, cross)


def _crossed(
    members: Mapping[str, Sequence[int]], one_way: Mapping[str, Sequence[int]], pair: Pair, rng: Random
) -> list[list[int]]:
    first, second = pair
    cells = [[(mask & other).bit_count() for other in members[second]] for mask in members[first]]
    return rounded_table(cells, one_way[first], one_way[second], rng)


def _members(rows: Iterable[Sequence[int]], dimensions: Mapping[str, int]) -> tuple[int, dict[str, list[int]]]:
    """Return how many people there are, and who is in each category: one bit for each person."""
    columns = [array("H") for _ in dimensions]
    people = 0
    for row in rows:
        people += 1
        for column, place in zip(columns, row, strict=True):
            column.append(place)
    sizes = dimensions.items()
    return people, {key: list(_bits(column, size)) for (key, size), column in zip(sizes, columns, strict=True)}


def _bits(column: Sequence[int], size: int) -> Iterator[int]:
    marks = [bytearray(b"0" * (len(column) + 1)) for _ in range(size)]
    try:
        for person, place in enumerate(column):
            marks[place][person] = ord("1")
    except IndexError as error:
        raise ValueError("Somebody is in a category that there is not.") from error
    return (int(mark, 2) for mark in marks)
