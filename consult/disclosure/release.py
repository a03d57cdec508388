"""Publishing tables one after another so that no two of them give away a small number by subtraction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from consult.disclosure.comparison import Number, numbers_of, outside_of
from consult.disclosure.families import told_by_families
from consult.disclosure.groups import EVERYBODY, Group
from consult.disclosure.joint import Facts, certain_numbers
from consult.disclosure.network import Stuck
from consult.disclosure.protection import Outside, Pattern, hiding, hiding_everything
from consult.disclosure.rules import Rules
from consult.disclosure.tables import Dimension, Line, PercentOf, Place, ProtectedTable, Table, one_way, shown_table
from consult.kernel.errors import Conflict
from consult.kernel.messages import lazy_gettext as _l


class StillOpen(Conflict):
    """Numbers of an activity are wanted while people can still take part."""

    default = _l(
        "Results cannot be published while people can still take part, because the change from day to day "
        "would show what single people said. Publish them after the closing date."
    )


class WouldReveal(Conflict):
    """A table, beside those that are published already, would give away a small number."""

    default = _l(
        "This table cannot be published: together with a table that is published already, it would show "
        "what a few people said. Publish it without the filter, or combine some of its categories."
    )


@dataclass(frozen=True, slots=True)
class Release:
    """A table of an activity as it was published, with the exact counts behind it: keep it sealed.

    `scope` is the filter under which the table was counted; `shown` is what readers get.
    """

    activity: str
    table: Table
    rules: Rules
    hidden: frozenset[Place]
    shows_threshold: bool
    scope: Group = EVERYBODY
    percent_of: PercentOf = "row"

    @property
    def shown(self) -> ProtectedTable:
        """The table as it may be published."""
        return shown_table(
            self.table, self.rules, self.hidden, shows_threshold=self.shows_threshold, percent_of=self.percent_of
        )

    @property
    def facts(self) -> Facts:
        """What can be said of the table and its hidden numbers, for comparing it with others."""
        return Facts(self.table, self.rules, self.hidden, self.shows_threshold, tuple(self.numbers))

    @property
    def numbers(self) -> list[Number]:
        """Each number of the table with the group of people that it counts."""
        return numbers_of(self.table, self.rules, self.scope, self.hidden, shows_threshold=self.shows_threshold)

    def sealed(self) -> dict[str, object]:
        """Return everything as plain values that JSON can hold; they include the exact counts."""
        table = self.table
        return {
            "activity": self.activity,
            "name": table.name,
            "dimensions": [_plain(dimension) for dimension in (table.rows, table.columns) if dimension],
            "counts": [list(row) for row in table.counts],
            "people": table.people,
            "rules": {
                "threshold": self.rules.threshold,
                "rounding": self.rules.rounding,
                "percentage_base": self.rules.percentage_base,
                "guards_whole_table": self.rules.guards_whole_table,
                "hides_zero": self.rules.hides_zero,
            },
            "hidden": sorted(list(place) for place in self.hidden),
            "says_fewer": self.shows_threshold,
            "scope": sorted([key, sorted(labels)] for key, labels in self.scope),
            "percent_of": self.percent_of,
        }

    @classmethod
    def unsealed(cls, stored: dict[str, Any]) -> Self:
        """Return the release that `sealed` made plain. Raises KeyError or ValueError for anything else."""
        dimensions = [
            Dimension(
                each["key"],
                each["title"],
                tuple(each["codes"]),
                tuple(each["labels"]),
                each["overlapping"],
                each["is_complete"],
                tuple(Line(kind) for kind in each["kinds"]),
            )
            for each in stored["dimensions"]
        ]
        table = Table(
            stored["name"],
            dimensions[0],
            tuple(tuple(row) for row in stored["counts"]),
            dimensions[1] if len(dimensions) > 1 else None,
            stored["people"],
        )
        return cls(
            stored["activity"],
            table,
            Rules(**stored["rules"]),
            frozenset((row, column) for row, column in stored["hidden"]),
            stored["says_fewer"],
            frozenset((key, frozenset(labels)) for key, labels in stored["scope"]),
            stored["percent_of"],
        )


def _plain(dimension: Dimension) -> dict[str, object]:
    return {
        "key": dimension.key,
        "title": dimension.title,
        "codes": list(dimension.codes),
        "labels": list(dimension.labels),
        "kinds": list(dimension.kinds),
        "overlapping": dimension.overlapping,
        "is_complete": dimension.is_complete,
    }


def told_in_words(count: int, rules: Rules, *, activity: str) -> Release:
    """Return the sentence “about 25 responses” as a release, to be compared with tables like any other.

    A reader knows from it between what limits the number lies; as everywhere, she is taken to know it exactly.
    """
    table = one_way("", Dimension("told", "Told in words", ("Everybody",)), {"Everybody": count})
    hidden = frozenset(table.places()) if rules.is_small(count) else frozenset[Place]()
    return Release(activity, table, rules, hidden, shows_threshold=True)


def _same_again(table: Table, rules: Rules, scope: Group, earlier: Sequence[Release]) -> Release | None:
    for old in earlier:
        if (old.table, old.rules, old.scope) == (replace(table, name=old.table.name), rules, scope):
            return old
    return None


def publish(
    table: Table,
    rules: Rules,
    *,
    activity: str,
    is_open: bool,
    scope: Group = EVERYBODY,
    earlier: Sequence[Release] = (),
    percent_of: PercentOf = "row",
) -> Release:
    """Return a table of an activity as it may be published beside the earlier releases of that activity.

    `table` holds exact counts of people under the filter `scope`; `earlier` is every release of the
    activity so far, in any order. Beyond what `consult.disclosure.protection.protect` hides, a number is hidden when

    - it differs by 1 to threshold - 1 people from what an earlier release shows for the same group;
    - the same holds for a larger or smaller group, so that the rest of the larger one would be told;
    - an earlier release hid it, and it has changed by fewer people than the threshold since;
    - it would complete a larger group all but a small rest.

    The same table again, unchanged, comes out as it did before.

    Raises StillOpen while people can take part, WouldReveal when hiding numbers of this table is not enough,
    ValueError when a release belongs to another activity. Source: the differencing attack as in UK LLC's
    guidance on statistical disclosure control.
    """
    if is_open:
        raise StillOpen
    if {release.activity for release in earlier} - {activity}:
        raise ValueError("Earlier releases must be of the same activity.")
    same = _same_again(table, rules, scope, earlier)
    if same is not None:
        return replace(same, table=table, percent_of=percent_of)
    before = [release.facts for release in earlier]
    try:
        outside = outside_of(table, rules, scope, [facts.numbers for facts in before])
        for find in (hiding, hiding_everything):
            release = _beside(
                before, outside, Release(activity, table, rules, frozenset(), True, scope, percent_of), find
            )
            if not any(certain_numbers([*before, release.facts])):
                return release
    except Stuck:
        pass
    raise WouldReveal


def _beside(
    before: Sequence[Facts], outside: Outside, release: Release, find: Callable[[Table, Rules, Outside], Pattern]
) -> Release:
    """Hide numbers until the table completes no larger group but for a small rest."""
    while True:
        pattern = find(release.table, release.rules, outside)
        release = replace(release, hidden=pattern.hidden, shows_threshold=pattern.shows_threshold)
        told = told_by_families(release.numbers, [facts.numbers for facts in before], release.rules, outside.known)
        if not told:
            return release
        outside = replace(outside, forced=outside.forced | told)
