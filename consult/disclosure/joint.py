"""Whether several tables together leave a second possible value for each hidden small number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consult.disclosure.comparison import Number, part_of
from consult.disclosure.families import families_of
from consult.disclosure.groups import Group, is_part_of
from consult.disclosure.network import UNBOUNDED, Network
from consult.disclosure.protection import Outside, network_of
from consult.disclosure.rules import ORDINARY, Rules
from consult.disclosure.tables import Dimension, Place, Table


@dataclass(frozen=True, slots=True)
class Facts:
    """A published table, what is hidden in it, and its numbers with their groups."""

    table: Table
    rules: Rules
    hidden: frozenset[Place]
    shows_threshold: bool
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    network: Network
    facts: Facts
    held: frozenset[Place]
    groups: dict[Place, Group]


@dataclass(frozen=True, slots=True)
class _Aim:
    """Something small that must stay uncertain: a number must be able to move, apart from another group."""

    number: Number
    table: int
    apart: Group | None = None


def certain_numbers(tables: Sequence[Facts]) -> Iterator[Number]:
    """Yield a number for each small number, rest or change for which no other value is found.

    Another value is a loop of hidden numbers that changes by one person in one table; where a number on
    the loop is hidden in further tables too, they must be able to follow; so must every group whose parts
    stand in several tables.
    """
    whole = [*tables, *_families_as_tables(tables)]
    shared = _shared_groups(whole)
    parts = [_part_of_all(facts, whole, shared) for facts in whole]
    for aims in _aims(tables):
        if not any(_can_move(parts, aim) for aim in aims):
            yield aims[0].number


def _families_as_tables(tables: Sequence[Facts]) -> Iterator[Facts]:
    """Yield a table for each group that falls into parts of different tables without a rest."""
    numbers = [facts.numbers for facts in tables]
    groups = [{number.group for number in each} for each in numbers]
    for family in families_of(numbers):
        members = (*family.parts, family.whole)
        if family.rest or not family.unknown or any(all(each.group in found for each in members) for found in groups):
            continue
        labels = tuple(str(place) for place in range(len(family.parts)))
        table = Table("", Dimension(family.key, "", labels), tuple((part.count,) for part in family.parts))
        placed = tuple(replace(each, place=(place, 0)) for place, each in enumerate(members))
        hidden = frozenset(each.place for each in placed if each.is_hidden)
        yield Facts(table, ORDINARY, hidden, shows_threshold=False, numbers=placed)


def _aims(tables: Sequence[Facts]) -> Iterator[list[_Aim]]:
    """Alternatives, one of which must be possible, for each thing that must stay uncertain."""
    everything: list[_Aim] = []
    for index, facts in enumerate(tables):
        for number in facts.numbers:
            everything.append(_Aim(number, index))
            if number.is_hidden and 0 < number.count < number.threshold:
                yield [everything[-1]]
    everything = [aim for aim in everything if aim.number.count or aim.number.is_hidden]
    everything.sort(key=lambda aim: aim.number.count)
    yield from _aims_of_pairs(everything)


def _aims_of_pairs(everything: Sequence[_Aim]) -> Iterator[list[_Aim]]:
    """Alternatives for each pair whose difference must stay uncertain, of numbers in order of their size."""
    for at, smaller in enumerate(everything):
        for larger in everything[at + 1 :]:
            rest = larger.number.count - smaller.number.count
            if rest >= max(smaller.number.threshold, larger.number.threshold):
                break
            if rest and (smaller.number.is_hidden or larger.number.is_hidden) and _are_related(smaller, larger):
                yield [
                    _Aim(one.number, one.table, other.number.group)
                    for one, other in ((smaller, larger), (larger, smaller))
                    if one.number.is_hidden
                ]


def _are_related(smaller: _Aim, larger: _Aim) -> bool:
    if smaller.number.group == larger.number.group:
        return smaller.table != larger.table
    return is_part_of(smaller.number.group, larger.number.group)


def _can_move(parts: "Sequence[_Part]", aim: _Aim) -> bool:
    part = parts[aim.table]
    if part.facts.table.people is not None:
        lowest, highest = part.network.edges[aim.number.place].room
        return lowest + highest > 0
    others = [other for other in parts if other is not part]
    return any(
        _all_follow(others, part, loop)
        for loop in part.network.loops(aim.number.place, part.held)
        if aim.apart is None
        or not any(part.groups[place] == aim.apart for place in loop)
        or aim.apart == aim.number.group
    )


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
    network = network_of(facts.table, facts.rules, Outside(limits=limits), shows_threshold=facts.shows_threshold)
    network.hidden.update(facts.hidden)
    held = frozenset(
        number.place for number in facts.numbers if number.is_hidden and shared[number.group, number.count] > 1
    )
    return _Part(network, facts, held, {number.place: number.group for number in facts.numbers})


def _narrow(limits: dict[Place, tuple[int, int]], facts: Facts, other: Facts) -> None:
    inside = {(number.group, number.count) for number in facts.numbers}
    for mine in facts.numbers:
        if not mine.is_hidden:
            continue
        for theirs in other.numbers:
            seen = _limits_seen(mine, theirs, inside)
            if seen is not None:
                lowest, highest = limits.get(mine.place, (0, UNBOUNDED))
                limits[mine.place] = max(lowest, seen[0]), min(highest, seen[1])


def _limits_seen(mine: Number, theirs: Number, inside: set[tuple[Group, int]]) -> tuple[int, int] | None:
    """Return between what a hidden number must lie by a number of another table, or None where that says nothing."""
    if abs(mine.count - theirs.count) > 1:
        return None
    if mine.group == theirs.group:
        if mine.count != theirs.count:
            return None
        return theirs.limits if theirs.is_hidden else (mine.count, mine.count)
    found = None if (theirs.group, theirs.count) in inside else part_of(mine, theirs, 2)
    return None if found is None else found.limits


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
        if changes and not (
            other.facts.table.people is not None or other.network.answer_to(changes, other.held) is not None
        ):
            return False
    return True
