"""Groups with the parts that they fall into, put together from the numbers of several tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consult.disclosure.comparison import Number
from consult.disclosure.groups import Group, parents_of
from consult.disclosure.rules import Rules
from consult.disclosure.tables import Place


@dataclass(frozen=True, slots=True)
class Family:
    """A group and parts of it that do not overlap, each as the number that tells most of it."""

    key: str
    whole: Number
    parts: tuple[Number, ...]

    @property
    def rest(self) -> int:
        """How many people of the whole are in none of the parts."""
        return self.whole.count - sum(part.count for part in self.parts)

    @property
    def unknown(self) -> list[Number]:
        """The numbers of the family that are hidden."""
        return [number for number in (self.whole, *self.parts) if number.is_hidden]


def families_of(tables: Sequence[Sequence[Number]]) -> Iterator[Family]:
    """Yield each group of people with its parts along one dimension, over all tables."""
    numbers = [number for table in tables for number in table]
    best = _best_known(numbers)
    overlapping = {number.group for number in numbers if number.is_share}
    children: dict[tuple[Group, str], list[Group]] = {}
    for group in best.keys() - overlapping:
        for key, parent in parents_of(group).items():
            if parent in best:
                children.setdefault((parent, key), []).append(group)
    for (parent, key), groups in children.items():
        yield Family(key, best[parent], tuple(_disjoint(groups, key, best)))


def _disjoint(groups: Sequence[Group], key: str, best: dict[Group, Number]) -> Iterator[Number]:
    seen: frozenset[str] = frozenset()
    for group in sorted(groups, key=lambda group: (len(dict(group)[key]), sorted(dict(group)[key]))):
        labels = dict(group)[key]
        if not labels & seen:
            seen |= labels
            yield best[group]


def _best_known(numbers: Sequence[Number]) -> dict[Group, Number]:
    """Return for each group the newest number that is shown, or, where none is, the newest that is hidden."""
    best: dict[Group, Number] = {}
    for number in numbers:
        found = best.get(number.group)
        if found is None or not number.is_hidden or found.is_hidden:
            best[number.group] = number
    return best


def told_by_families(
    new: Sequence[Number], before: Sequence[Sequence[Number]], rules: Rules, known: frozenset[Place]
) -> frozenset[Place]:
    """Return numbers of a new table that, with others of the same family, tell a small rest or a hidden part."""
    mine = _shown_anew(new, known)
    told: set[Place] = set()
    for family in families_of([*before, new]):
        members = [mine[each.group] for each in (*family.parts, family.whole) if each.group in mine]
        if members and _tells(family, rules):
            told.add(_smallest_part(members, family).place)
    return frozenset(told)


def _shown_anew(new: Sequence[Number], known: frozenset[Place]) -> dict[Group, Number]:
    shown = [number for number in new if number.count and not number.is_hidden]
    return {number.group: number for number in shown if number.place not in known}


def _smallest_part(members: Sequence[Number], family: Family) -> Number:
    return min(members, key=lambda member: (member.group == family.whole.group, member.count))


def _tells(family: Family, rules: Rules) -> bool:
    if family.rest == 0 and len(family.unknown) == 1:
        return True
    shown = sum(part.count for part in family.parts if not part.is_hidden)
    threshold = max(rules.threshold, family.whole.threshold)
    return not family.whole.is_hidden and 0 < family.whole.count - shown < threshold
