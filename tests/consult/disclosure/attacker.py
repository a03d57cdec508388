"""Somebody who wants to know how many people a hidden number stands for, and can do sums.

She sees everything that was published, knows every shown number exactly although it was rounded, and knows
the rules. She writes down one unknown for each group of people and one equation for each total, and tries
whether a small number could be anything else than it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from consult.disclosure.comparison import Number
from consult.disclosure.groups import Group, is_part_of
from consult.disclosure.release import Release

Name = tuple[str, int, object]
MAXIMUM = 250
PATIENCE = 3_000


class OutOfPatience(Exception):
    """The tables are too large for this attacker."""


@dataclass
class Sums:
    """Unknowns with what they may be, what they are, and sums that are zero."""

    lowest: dict[Name, int] = field(default_factory=dict)
    highest: dict[Name, int] = field(default_factory=dict)
    truth: dict[Name, int] = field(default_factory=dict)
    sums: list[list[tuple[Name, int]]] = field(default_factory=list)
    patience: int = PATIENCE

    def unknown(self, name: Name, truth: int, lowest: int = 0, highest: int = MAXIMUM) -> Name:
        """Note an unknown, or what more is known about one."""
        self.truth[name] = truth
        self.lowest[name] = max(lowest, self.lowest.get(name, 0))
        self.highest[name] = min(highest, self.highest.get(name, MAXIMUM))
        return name

    def could_differ(self, name: Name) -> bool:
        """Whether a number could be something else than it is, by all the sums."""
        truth = self.truth[name]
        others = sorted(
            (value for value in range(self.lowest[name], self.highest[name] + 1) if value != truth),
            key=lambda value: abs(value - truth),
        )
        return any(self._is_possible(name, value) for value in others[:12])

    def _is_possible(self, name: Name, value: int) -> bool:
        return self._search(self.lowest | {name: value}, self.highest | {name: value})

    def _search(self, lowest: dict[Name, int], highest: dict[Name, int]) -> bool:
        if not self._narrowed(lowest, highest):
            return False
        open_names = [name for name in lowest if lowest[name] < highest[name]]
        if not open_names:
            return True
        name = min(open_names, key=lambda name: highest[name] - lowest[name])
        values = sorted(range(lowest[name], highest[name] + 1), key=lambda value: abs(value - self.truth[name]))
        for value in values:
            self.patience -= 1
            if self.patience < 0:
                raise OutOfPatience
            if self._search(lowest | {name: value}, highest | {name: value}):
                return True
        return False

    def _narrowed(self, lowest: dict[Name, int], highest: dict[Name, int]) -> bool:
        changed = True
        while changed:
            changed = False
            for terms in self.sums:
                minimum = sum(sign * (lowest if sign > 0 else highest)[name] for name, sign in terms)
                maximum = sum(sign * (highest if sign > 0 else lowest)[name] for name, sign in terms)
                if minimum > 0 or maximum < 0:
                    return False
                for name, sign in terms:
                    low, high = lowest[name], highest[name]
                    rest_least = minimum - sign * (low if sign > 0 else high)
                    rest_most = maximum - sign * (high if sign > 0 else low)
                    bounds = (-rest_most, -rest_least) if sign > 0 else (rest_least, rest_most)
                    if bounds[0] > low or bounds[1] < high:
                        lowest[name], highest[name] = max(low, bounds[0]), min(high, bounds[1])
                        if lowest[name] > highest[name]:
                            return False
                        changed = True
        return True


def found_out(releases: Sequence[Release], *, moments: Sequence[int] | None = None) -> list[str]:
    """Return what an attacker finds out: small numbers, small rests and small changes that are certain.

    `moments` numbers the states of the data that the releases were counted from: equal ones mean that
    equal groups have equal numbers and that parts are not larger than their whole.
    """
    moments = moments or [0] * len(releases)
    sums = Sums()
    everything: list[tuple[int, Number, Release]] = []
    for moment, release in zip(moments, releases, strict=True):
        for number in release.numbers:
            limits = number.limits if number.is_hidden else (number.count, number.count)
            sums.unknown(("count", moment, number.group), number.count, limits[0], min(MAXIMUM, limits[1]))
            everything.append((moment, number, release))
        groups = {number.place: number.group for number in release.numbers}
        for total, line in _lines(release):
            sums.sums.append(
                [(("count", moment, groups[total]), -1), *((("count", moment, groups[p]), 1) for p in line)]
            )
    _note_rests(sums, everything)
    _note_changes(sums, everything)
    shown = {("count", moment, number.group) for moment, number, _ in everything if not number.is_hidden}
    limit = min(release.rules.threshold for release in releases)
    wanted = [name for name, truth in sums.truth.items() if 0 < abs(truth) < limit and name not in shown]
    return [f"{name} is {sums.truth[name]}" for name in wanted if not sums.could_differ(name)]


def _lines(release: Release) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
    table = release.table
    if table.people is None:
        yield from table.lines()
        if table.columns:
            height, width = table.shape
            yield (height, width), [(height, column) for column in range(width)]
            yield (height, width), [(row, width) for row in range(height)]


def _note_rests(sums: Sums, everything: Sequence[tuple[int, Number, Release]]) -> None:
    numbers = {(moment, number.group): number.count for moment, number, _ in everything}
    for (moment, smaller), part in numbers.items():
        for (other, larger), whole in numbers.items():
            if moment == other and is_part_of(smaller, larger):
                rest = sums.unknown(("rest", moment, (larger, smaller)), whole - part)
                terms = [(("count", moment, larger), -1), (("count", moment, smaller), 1), (rest, 1)]
                sums.sums.append(terms)
    _note_families(sums, numbers)


def _note_families(sums: Sums, numbers: dict[tuple[int, Group], int]) -> None:
    families: dict[tuple[int, Group, str], list[Group]] = {}
    for moment, group in numbers:
        for key, labels in group:
            parent = group - {(key, labels)}
            if len(labels) == 1 and (moment, parent) in numbers:
                families.setdefault((moment, parent, key), []).append(group)
    for (moment, parent, key), children in families.items():
        rest_count = numbers[moment, parent] - sum(numbers[moment, child] for child in children)
        if len(children) > 1 and rest_count >= 0:
            rest = sums.unknown(("rest", moment, (parent, key)), rest_count)
            parts = [(("count", moment, child), 1) for child in children]
            sums.sums.append([(("count", moment, parent), -1), (rest, 1), *parts])


def _note_changes(sums: Sums, everything: Sequence[tuple[int, Number, Release]]) -> None:
    states = sorted({moment for moment, _, _ in everything})
    counts = {(moment, number.group): number.count for moment, number, _ in everything}
    for before, after in pairwise(states):
        for (moment, group), count in counts.items():
            if moment == after and (before, group) in counts:
                change: Name = ("change", after, group)
                sums.truth[change] = count - counts[before, group]
                sums.lowest[change], sums.highest[change] = -MAXIMUM, MAXIMUM
                terms = [(("count", after, group), -1), (("count", before, group), 1), (change, 1)]
                sums.sums.append(terms)
