"""The numbers of an edition as tables: with their words, and with percentages where enough people are counted.

All of it follows from the published numbers: nothing here knows an exact count but that of the people.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

from consult.disclosure.editions import Numbers, Pair
from consult.disclosure.permission import LEAST_BARS, LEAST_PERCENT
from consult.disclosure.tables import Line
from consult.exports.edition_people import Counted, chosen_lines, option_name
from consult.exports.measures import median_line
from consult.exports.models import CrossTable, PublishedLine, PublishedTable
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

TOO_FEW = _l("Too few people answered to compare the answers.")
NO_MEAN = _l(
    "The mean and the exact median are not published: beside those of a later publication, they would tell "
    "what single people said."
)


def pairs_of(tables: Sequence[Counted]) -> list[Pair]:
    """Return which dimensions are crossed: questions with each other, with places, and with about-you answers."""
    crossed = [(table, key) for table in tables for key in table.crossed]
    return [
        (first, second)
        for (table, first), (other, second) in combinations(crossed, 2)
        if table is not other and (table.is_question or other.is_question)
    ]


def one_way_tables(tables: Sequence[Counted], numbers: Numbers) -> list[PublishedTable]:
    """Return each table of an edition with its published numbers; none where fewer than 10 people are counted."""
    return [_one_way(table, numbers) for table in tables] if numbers.one_way else []


def _one_way(table: Counted, numbers: Numbers) -> PublishedTable:
    shown = people_by_line(table, numbers)
    answered = _answered(table, shown, numbers.total)
    base = answered if numbers.people >= LEAST_PERCENT and answered >= LEAST_PERCENT else None
    kinds = dict(zip(table.lines.codes, table.lines.kinds, strict=True))
    labels = dict(zip(table.lines.codes, table.lines.labels, strict=True))
    lines: list[PublishedLine] = [
        {
            "code": code,
            "label": str(labels[code]),
            "kind": kinds[code],
            "people": people,
            "percent": whole_percent(people, base) if base and kinds[code] is Line.ANSWER else None,
            "text": f"{people:,}",
        }
        for code, people in shown.items()
    ]
    total: PublishedLine = {
        "code": "",
        "label": _("Total"),
        "kind": Line.TOTAL,
        "people": numbers.total,
        "percent": None,
        "text": f"{numbers.total:,}",
    }
    return {
        "name": table.name,
        "key": table.lines.key,
        "title": str(table.lines.title),
        "asked_in": table.note,
        "base": base,
        "lines": [*lines, total],
        "notes": [*table.notes, *_notes(table, shown, numbers.people)],
    }


def people_by_line(table: Counted, numbers: Numbers) -> Mapping[str, int]:
    """Return how many people are in each line of a table by its code, from the numbers of its dimensions."""
    counts = numbers.one_way[table.name]
    if not table.lines.overlapping:
        return dict(zip(table.lines.codes, counts, strict=True))
    options = chosen_lines(table.lines)
    rest = [code for code in table.lines.codes if code not in options]
    chosen = {code: numbers.one_way[option_name(table.name, code)][0] for code in options}
    return {**chosen, **dict(zip(rest, counts[1:], strict=True))}


def _answered(table: Counted, shown: Mapping[str, int], total: int) -> int:
    """Return how many answered, by the published numbers."""
    said = zip(shown.items(), table.lines.kinds, strict=True)
    if table.lines.overlapping:
        return max(0, total - sum(people for (_code, people), kind in said if kind is not Line.ANSWER))
    return sum(people for (_code, people), kind in said if kind is Line.ANSWER)


def whole_percent(people: int, base: int) -> int:
    """Return a share in whole per cent, halves up, of numbers that are published; never over 100."""
    return min(100, (200 * people + base) // (2 * base))


def _notes(table: Counted, shown: Mapping[str, int], people: int) -> list[str]:
    if people < LEAST_BARS:
        return [str(TOO_FEW)]
    if not table.is_number:
        return []
    labels = zip(table.lines.labels, table.lines.kinds, shown.values(), strict=True)
    band = median_line([(str(label), number) for label, kind, number in labels if kind is Line.ANSWER])
    return [*([_("The median is in the band “%(band)s”.", band=band)] if band else []), str(NO_MEAN)]


def cross_tables(numbers: Numbers) -> list[CrossTable]:
    """Return the published cross-tables, each by the names of its dimensions."""
    return [
        {"rows": first, "columns": second, "people": [list(row) for row in table]}
        for (first, second), table in numbers.cross.items()
    ]
