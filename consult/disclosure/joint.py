"""Whether several tables together leave a second possible value for each hidden small number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consult.disclosure.comparison import Number, part_of
from consult.disclosure.groups import Group
from consult.disclosure.network import UNBOUNDED, Network
from consult.disclosure.protection import Outside, network_of
from consult.disclosure.rules import Rules
from consult.disclosure.tables import Place, Table


@dataclass(frozen=True, slots=True)
class Facts:
    """A published table, what is hidden in it, and its numbers with their groups."""

    table: Table
    rules: Rules
    hidden: frozenset[Place]
    says_fewer: bool
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    network: Network
    facts: Facts
    held: frozenset[Place]
    groups: dict[Place, Group]


def certain_numbers(tables: Sequence[Facts]) -> Iterator[Number]:
    """Yield the hidden small numbers for which no other value is found that all tables allow.

    Another value is a loop of hidden numbers that changes by one person in one table; where a number on
    the loop is hidden in further tables too, they must be able to follow.
    """
    shared = _shared_groups(tables)
    parts = [_part_of_all(facts, tables, shared) for facts in tables]
    for index, part in enumerate(parts):
        for number in part.facts.numbers:
            if number.is_hidden and part.facts.rules.is_small(number.count) and part.facts.table.people is None:
                others = [other for at, other in enumerate(parts) if at != index]
                if not any(_all_follow(others, part, loop) for loop in part.network.loops(number.place, part.held)):
                    yield number


def _shared_groups(tables: Sequence[Facts]) -> dict[tuple[Group, int], int]:
    """How many tables hide each group, by the group and its number."""
    shared: dict[tuple[Group, int], int] = {}
    for facts in tables:
        for number in facts.numbers:
            if number.is_hidden:
                shared[number.group, number.count] = shared.get((number.group, number.count), 0) + 1
    return shared


def _part_of_all(facts: Facts, tables: Sequence[Facts], shared: dict[tuple[Group, int], int]) -> _Part:
    limits: dict[Place, tuple[int, int]] = {}
    for other in tables:
        if other is not facts:
            _narrow(limits, facts, other)
    network = network_of(facts.table, facts.rules, Outside(limits=limits), says_fewer=facts.says_fewer)
    network.hidden.update(facts.hidden)
    held = frozenset(
        number.place for number in facts.numbers if number.is_hidden and shared[number.group, number.count] > 1
    )
    return _Part(network, facts, held, {number.place: number.group for number in facts.numbers})


def _narrow(limits: dict[Place, tuple[int, int]], facts: Facts, other: Facts) -> None:
    for mine in facts.numbers:
        if not mine.is_hidden:
            continue
        for theirs in other.numbers:
            if abs(mine.count - theirs.count) > 1:
                continue
            lowest, highest = limits.get(mine.place, (0, UNBOUNDED))
            if mine.group == theirs.group:
                if mine.count == theirs.count:
                    seen = theirs.limits if theirs.is_hidden else (mine.count, mine.count)
                    limits[mine.place] = max(lowest, seen[0]), min(highest, seen[1])
            elif (found := part_of(mine, theirs, 2)) is not None:
                limits[mine.place] = max(lowest, found.limits[0]), min(highest, found.limits[1])


def _all_follow(others: Sequence[_Part], part: _Part, loop: dict[Place, int]) -> bool:
    asked = {
        (part.groups[place], part.network.edges[place].count): change
        for place, change in loop.items()
        if place in part.held
    }
    for other in others:
        changes = {
            place: asked[group, other.network.edges[place].count]
            for place, group in other.groups.items()
            if place in other.held and (group, other.network.edges[place].count) in asked
        }
        if changes and not (other.facts.table.people is not None or other.network.can_follow(changes, other.held)):
            return False
    return True
