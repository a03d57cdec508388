"""One cross-table of an edition, looked up in its stored numbers: nothing is counted and nothing is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from consult.disclosure.permission import LEAST_PERCENT
from consult.exports.crossed import Side, sides_of
from consult.exports.edition_tables import whole_percent
from consult.exports.models import Edition
from consult.kernel.formats import number
from consult.kernel.messages import gettext as _


@dataclass(frozen=True)
class LookedUp:
    """A published cross-table, the way round that a reader asked for."""

    rows: Side
    columns: Side
    people: Sequence[Sequence[int]]


@dataclass(frozen=True)
class ShownTable:
    """A table as a page shows it; `only` names the column that alone is shown, if one is."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    only: str = ""


def partners_of(edition: Edition) -> dict[str, list[str]]:
    """Return, by the name of each dimension that has cross-tables, what it is crossed with, in order."""
    found: dict[str, list[str]] = {}
    for table in edition.crossed["tables"] if edition.crossed else []:
        found.setdefault(table["rows"], []).append(table["columns"])
        found.setdefault(table["columns"], []).append(table["rows"])
    return found


def look_up(edition: Edition, rows: str, columns: str) -> LookedUp | None:
    """Return the cross-table of two dimensions, by their names; nothing where none was made."""
    sides = sides_of(edition)
    for table in edition.crossed["tables"] if edition.crossed else []:
        if (table["rows"], table["columns"]) == (rows, columns):
            return LookedUp(sides[rows], sides[columns], table["people"])
        if (table["rows"], table["columns"]) == (columns, rows):
            turned = [list(column) for column in zip(*table["people"], strict=True)]
            return LookedUp(sides[rows], sides[columns], turned)
    return None


def shown_whole(found: LookedUp) -> ShownTable:
    """Return a table with a line for each row, and percentages where the row shows 100 people or more."""
    return ShownTable(
        caption=_("“%(rows)s” by “%(columns)s”", rows=found.rows.title, columns=found.columns.title),
        head=[found.rows.title, *found.columns.labels, _("Total")],
        rows=[
            [label, *_cells(line, found.columns.is_answer), number(sum(line))]
            for label, line in zip((*found.rows.labels, _("Total")), [*found.people, _down(found.people)], strict=True)
        ],
    )


def shown_only(found: LookedUp, code: str) -> ShownTable | None:
    """Return what those in one column said: a filter by one condition, as it stands in the table."""
    if code not in found.columns.codes:
        return None
    place = found.columns.codes.index(code)
    cells = _cells([line[place] for line in found.people], found.rows.is_answer)
    label = found.columns.labels[place]
    return ShownTable(
        caption=_(
            "“%(rows)s”, only where “%(columns)s” is “%(label)s”",
            rows=found.rows.title,
            columns=found.columns.title,
            label=label,
        ),
        head=[found.rows.title, _("People")],
        rows=[list(pair) for pair in zip(found.rows.labels, cells, strict=True)],
        only=label,
    )


def _down(people: Sequence[Sequence[int]]) -> list[int]:
    """Return the sum of each column: the published numbers of what stands in the columns."""
    return [sum(column) for column in zip(*people, strict=True)]


def _cells(people: Sequence[int], is_answer: Sequence[bool]) -> list[str]:
    base = sum(count for count, counts in zip(people, is_answer, strict=True) if counts)
    if base < LEAST_PERCENT:
        return [number(count) for count in people]
    return [
        _("%(people)s (%(per_cent)s%%)", people=number(count), per_cent=whole_percent(count, base))
        if counts
        else number(count)
        for count, counts in zip(people, is_answer, strict=True)
    ]
