"""Checking the cross-tables of a pack: rows and columns add up to the published numbers by one thing (invariant I4)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from consult.disclosure.rounding import BASE
from consult.disclosure.tables import Line
from consult.exports.edition_people import option_name
from consult.kernel.messages import gettext as _
from consult.packs.totals import Numbers

Row = Mapping[str, str]
SIDES = (("rows", "row_number", "columns"), ("columns", "column_number", "rows"))


def wrongly_crossed(rows: Iterable[Row], tables: Mapping[str, Numbers]) -> Iterator[str]:
    """Yield which cross-tables do not fit the tables by one thing of the edition that they were made with."""
    sums: Counter[tuple[str, str, str, str, int]] = Counter()
    strange: set[tuple[str, str]] = set()
    for row in rows:
        people = int(row["people"])
        if people < 0 or people % BASE:
            strange.add((row["rows"], row["columns"]))
        for side, place, other in SIDES:
            sums[row["activity"], row["edition"], row[side], row[other], int(row[place])] += people
    for side, other in sorted(strange):
        yield _("The table %(rows)s by %(columns)s has a number that cannot be published.", rows=side, columns=other)
    lines = _published(tables)
    for (activity, edition, side, other, line), people in sums.items():
        expected = lines.get((activity, edition, side))
        if expected is not None and (line >= len(expected) or expected[line] != people):
            yield _(
                "%(side)s in the table by %(other)s does not add up to its published numbers.", side=side, other=other
            )


def _published(tables: Mapping[str, Numbers]) -> dict[tuple[str, str, str], list[int]]:
    """Return the numbers of each dimension: the lines of a table, or how many chose one of its boxes and did not."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for table in tables.values():
        begin, name = (table.activity, table.edition), table.name.partition("/")[2]
        lines = [line for line in table.lines if line["line"] != Line.TOTAL]
        if table.adds_up:
            found[*begin, name] = [int(line["people"]) for line in lines]
        else:
            total = table.people(Line.TOTAL)
            for line in lines:
                chosen = int(line["people"])
                found[*begin, option_name(name, line["code"])] = [chosen, total - chosen]
    return found
