"""The published numbers of a pack, table by table: whether totals, bases and percentages follow from each other."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from consult.disclosure.permission import LEAST_PERCENT
from consult.disclosure.rounding import BASE
from consult.disclosure.tables import Line
from consult.exports.edition_tables import whole_percent
from consult.exports.models import Method
from consult.kernel.messages import gettext as _
from consult.packs.tables import YES


@dataclass
class Numbers:
    """A published table: of which edition it is, and its lines in order."""

    name: str
    activity: str
    edition: str
    lines: list[Mapping[str, str]] = field(default_factory=list)

    @property
    def adds_up(self) -> bool:
        """Whether everybody is in one line only."""
        return self.lines[0]["adds_up"] == YES

    def people(self, *kinds: Line) -> int:
        """Return how many people are in lines of these kinds."""
        return sum(int(line["people"]) for line in self.lines if line["line"] in kinds)


def numbers_of(rows: Iterable[Mapping[str, str]]) -> dict[str, Numbers]:
    """Return the published tables by their names in a report."""
    found: dict[str, Numbers] = {}
    for row in rows:
        name = f"{row['activity']}/{row['table']}"
        found.setdefault(name, Numbers(name, row["activity"], row["edition"])).lines.append(row)
    return found


def wrong_numbers(
    editions: Mapping[tuple[str, str], Mapping[str, str]], tables: Mapping[str, Numbers]
) -> Iterator[str]:
    """Yield what does not follow from the numbers; those of an earlier method hide some, and are left as they are."""
    for table in tables.values():
        edition = editions.get((table.activity, table.edition))
        if edition is None:
            yield _("%(name)s is of an edition that is not in editions.csv.", name=table.name)
        elif edition["method"] == Method.CONTROLLED_ROUNDING:
            yield from _of_table(table, edition)


def _of_table(table: Numbers, edition: Mapping[str, str]) -> Iterator[str]:
    total = table.people(Line.TOTAL)
    if total != int(edition["total"]):
        yield _(
            "%(name)s has the total %(said)s, and its edition %(total)s.",
            name=table.name,
            said=total,
            total=edition["total"],
        )
    if edition["people"] and abs(total - int(edition["people"])) >= BASE:
        yield _("The total of %(name)s is 5 or more away from the people of its edition.", name=table.name)
    every = table.people(*(kind for kind in Line if kind is not Line.TOTAL))
    if table.adds_up and every != total:
        yield _(
            "The lines of %(name)s add up to %(every)s and not to %(total)s.", name=table.name, every=every, total=total
        )
    for line in table.lines:
        yield from _of_line(table, line, total)
    yield from _of_base(table, edition, total)


def _of_line(table: Numbers, line: Mapping[str, str], total: int) -> Iterator[str]:
    people = int(line["people"])
    if people % BASE or not 0 <= people <= total or line["text"] != f"{people:,}":
        yield _(
            "The line “%(label)s” of %(name)s has no number that can be published.",
            label=line["label"],
            name=table.name,
        )
    expected = whole_percent(people, int(line["base"])) if line["base"] and line["line"] == Line.ANSWER else None
    if line["percent"] != ("" if expected is None else str(expected)):
        yield _(
            "The line “%(label)s” of %(name)s says %(said)s per cent, and it is %(expected)s.",
            label=line["label"],
            name=table.name,
            said=line["percent"] or "–",
            expected="–" if expected is None else expected,
        )


def _of_base(table: Numbers, edition: Mapping[str, str], total: int) -> Iterator[str]:
    rest = table.people(Line.PREFERRED_NOT_TO_SAY, Line.NO_ANSWER, Line.NOT_ASKED)
    answered = table.people(Line.ANSWER) if table.adds_up else max(0, total - rest)
    is_shown = bool(edition["people"]) and int(edition["people"]) >= LEAST_PERCENT and answered >= LEAST_PERCENT
    if table.lines[0]["base"] != (str(answered) if is_shown else ""):
        yield _("The base of %(name)s does not follow from its lines.", name=table.name)
