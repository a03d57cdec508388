"""Groups of people as a table's filter, row and column name them."""

from collections.abc import Mapping
from typing import Final

from consult.disclosure.tables import Place, Table

Group = frozenset[tuple[str, frozenset[str]]]
"""Conditions that must all hold: a dimension's key and the codes that count."""

EVERYBODY: Final[Group] = frozenset()
"""The scope of a table without a filter."""


def group(conditions: Mapping[str, frozenset[str] | set[str] | str] | None = None) -> Group:
    """Return the group of the people for whom all conditions hold: a label, or one of several, for each key."""
    return frozenset(
        (key, frozenset((labels,)) if isinstance(labels, str) else frozenset(labels))
        for key, labels in (conditions or {}).items()
    )


def group_of(table: Table, place: Place, scope: Group) -> Group:
    """Return the group of the people whom a number of a table counts."""
    height, width = table.shape
    conditions = dict(scope)
    for dimension, at, size in ((table.rows, place[0], height), (table.columns, place[1], width)):
        if dimension is None:
            continue
        if at < size:
            conditions[dimension.key] = frozenset((dimension.codes[at],))
        elif not dimension.is_complete:
            conditions.setdefault(dimension.key, frozenset(dimension.codes))
    return frozenset(conditions.items())


def is_part_of(smaller: Group, larger: Group) -> bool:
    """Whether everybody in the first group is in the second by the words of their conditions, and not equal."""
    if smaller == larger:
        return False
    conditions = dict(smaller)
    return all(key in conditions and conditions[key] <= labels for key, labels in larger)


def parents_of(child: Group) -> dict[str, Group]:
    """The groups that one condition less makes of a group, by the key of that condition."""
    return {key: child - {(key, labels)} for key, labels in child}
