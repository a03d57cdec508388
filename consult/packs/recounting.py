"""Checking the numbers of an edition against the rows that they were counted from, in a sealed pack."""

from collections import Counter
from collections.abc import Iterator, Mapping

from consult.disclosure.rounding import BASE
from consult.disclosure.tables import Line
from consult.exports.models import Method
from consult.kernel.messages import gettext as _
from consult.packs.columns import ABOUT_YOU, COUNTED
from consult.packs.reading import OpenPack
from consult.packs.tables import YES, column_of
from consult.packs.totals import Numbers

Counts = dict[str, Counter[str]]


def recounted(
    pack: OpenPack, editions: Mapping[tuple[str, str], Mapping[str, str]], tables: Mapping[str, Numbers]
) -> Iterator[str]:
    """Yield each number of an edition that is further from the exact count than the rounding allows.

    Who was erased, or has changed an answer since, is in no row: a count may be lower by as many.
    """
    for (activity, number), edition in editions.items():
        if edition["method"] != Method.CONTROLLED_ROUNDING or not edition["people"]:
            continue
        found, people = _counted(pack, activity)
        gone = int(edition["people"]) - people
        if gone < 0:
            yield _("There are more rows than people in edition %(number)s.", number=number)
        for table in tables.values():
            if (table.activity, table.edition) == (activity, number):
                yield from _of_table(table, found, people, gone)


def _counted(pack: OpenPack, activity: str) -> tuple[Counts, int]:
    found: Counts = {}
    people = 0
    for name in (f"{activity}_{COUNTED}", f"{activity}_{ABOUT_YOU}"):
        if name in pack.names:
            people = max(people, _add(pack, name, found))
    return found, people


def _add(pack: OpenPack, name: str, found: Counts) -> int:
    number = 0
    for row in pack.rows(name):
        number += 1
        for column, value in row.items():
            found.setdefault(column, Counter())[value] += 1
    return number


def _of_table(table: Numbers, found: Counts, people: int, gone: int) -> Iterator[str]:
    name = table.name.partition("/")[2]
    for line in table.lines:
        exact = people if line["line"] == Line.TOTAL else _exact(table, name, line, found)
        shown = int(line["people"])
        # Of those who are gone, from none to all were in this line.
        if not exact - BASE < shown < exact + gone + BASE:
            yield _(
                "“%(label)s” of %(name)s says %(shown)s, and the rows have %(exact)s.",
                label=line["label"],
                name=table.name,
                shown=shown,
                exact=exact,
            )


def _exact(table: Numbers, name: str, line: Mapping[str, str], found: Counts) -> int:
    chosen = found.get(column_of(name, line["code"]))
    if not table.adds_up and chosen is not None:
        return chosen[YES]
    return found.get(name, Counter())[line["code"]]
