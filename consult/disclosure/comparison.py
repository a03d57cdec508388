"""What the numbers of several tables tell together about the groups of people that they count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consult.disclosure.groups import Group, group_of, is_part_of
from consult.disclosure.network import UNBOUNDED
from consult.disclosure.protection import Outside, limits_of_mark
from consult.disclosure.rules import Rules
from consult.disclosure.tables import Place, Table


@dataclass(frozen=True, slots=True)
class Number:
    """One published or hidden number: whom it counts, how many they are, and where it stands.

    `limits` is the lowest and the highest number of people that its mark allows. `is_share` says that it
    counts people of an overlapping category.
    """

    group: Group
    count: int
    place: Place
    is_hidden: bool
    limits: tuple[int, int]
    threshold: int
    is_share: bool


def numbers_of(
    table: Table, rules: Rules, scope: Group, hidden: frozenset[Place], *, shows_threshold: bool
) -> list[Number]:
    """Return every number of a table with its group."""

    def number(place: Place) -> Number:
        count = table.count(place)
        return Number(
            group_of(table, place, scope),
            count,
            place,
            place in hidden,
            limits_of_mark(rules, count, shows_threshold=shows_threshold),
            rules.threshold,
            table.rows.overlapping and not table.is_total(place),
        )

    return [number(place) for place in table.places()]


def outside_of(table: Table, rules: Rules, scope: Group, before: Sequence[Sequence[Number]]) -> Outside:
    """Return what earlier releases mean for a table that is to be published after them."""
    wanted = numbers_of(table, rules, scope, frozenset(), shows_threshold=False)
    forced: set[Place] = set()
    known: set[Place] = set()
    limits: dict[Place, tuple[int, int]] = {}
    inside = {(number.group, number.count) for number in wanted}
    for old in (number for numbers in before for number in numbers):
        threshold = max(rules.threshold, old.threshold)
        for new in wanted:
            found = _told_of(new, old, threshold)
            # of another group, the sums of this table may say as much
            if found is None or (new.group != old.group and (old.group, old.count) in inside):
                continue
            lowest, highest = limits.get(new.place, (0, UNBOUNDED))
            limits[new.place] = max(lowest, found.limits[0]), min(highest, found.limits[1])
            if found.is_known:
                known.add(new.place)
            elif found.is_forced:
                forced.add(new.place)
    held = _held(table, wanted, before)
    lines = [(total, line) for total, line in _all_lines(table) if total in held]
    forced.update(place for _, line in lines for place in line)
    return Outside(
        forced=frozenset(forced - known),
        known=frozenset(known),
        limits=limits,
        shows_threshold=not held,
    )


@dataclass(frozen=True, slots=True)
class _Finding:
    limits: tuple[int, int]
    is_forced: bool = False
    is_known: bool = False


def _told_of(new: Number, old: Number, threshold: int) -> _Finding | None:
    # nothing moves further than that when a hidden number is protected
    if abs(new.count - old.count) >= 2 * threshold:
        return None
    return _same_group(new, old, threshold) if new.group == old.group else part_of(new, old, threshold)


def _same_group(new: Number, old: Number, threshold: int) -> _Finding | None:
    change = abs(new.count - old.count)
    if change >= threshold:
        return None
    if old.is_hidden:
        return _Finding(old.limits if change == 0 else (0, UNBOUNDED), is_forced=True)
    if change == 0:
        return _Finding((0, UNBOUNDED), is_known=True)
    return _Finding((old.count - threshold + 1, old.count + threshold - 1), is_forced=True)


def part_of(new: Number, old: Number, threshold: int) -> "_Finding | None":
    """What one number says of another whose group is a part of its own, or the other way round."""
    rest = abs(new.count - old.count)
    if is_part_of(new.group, old.group):
        limits = (0, old.count)
    elif is_part_of(old.group, new.group):
        limits = (old.count, UNBOUNDED)
    else:
        return None
    return _Finding(limits, is_forced=not old.is_hidden and 0 < rest < threshold)


def _held(table: Table, wanted: Sequence[Number], before: Sequence[Sequence[Number]]) -> set[Place]:
    """Numbers that are hidden in an earlier table which adds up otherwise than this one."""
    groups = {number.group: number.place for number in wanted}
    held: set[Place] = set()
    for numbers in before:
        theirs = {number.group for number in numbers}
        if not theirs <= groups.keys() and not groups.keys() <= theirs:
            held.update(groups[number.group] for number in numbers if number.is_hidden and number.group in groups)
    return held


def _all_lines(table: Table) -> Iterable[tuple[Place, list[Place]]]:
    yield from table.lines()
    if table.columns:
        height, width = table.shape
        yield (height, width), [(height, column) for column in range(width)]
