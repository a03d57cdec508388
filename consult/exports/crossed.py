"""The cross-tables of an edition as one tidy file: what the two lines are, and how many people are in both."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from consult.consultations.models import Activity
from consult.contract.plugin import Column
from consult.disclosure.tables import Line
from consult.exports.edition_people import option_name
from consult.exports.models import CrossTable, Edition, PublishedTable

COLUMNS: tuple[Column, ...] = (
    Column(name="activity", label="Way of taking part"),
    Column(name="edition", label="Number of the edition that the table was made with", kind="number"),
    Column(name="question", label="Question or heading of the rows"),
    Column(name="answer", label="Answer or category of the row"),
    Column(name="by_question", label="Question or heading of the columns"),
    Column(name="by_answer", label="Answer or category of the column"),
    Column(name="people", label="How many, rounded up or down to a multiple of 5 by chance", kind="number"),
)
CHOSEN, NOT_CHOSEN = "Chosen", "Not chosen"


@dataclass(frozen=True)
class Side:
    """What stands in the rows or the columns of a cross-table: its words, and which of its lines are answers."""

    title: str
    labels: tuple[str, ...]
    codes: tuple[str, ...]
    is_answer: tuple[bool, ...]


@dataclass(frozen=True)
class Crossed:
    """The cross-tables of an edition with the words of their dimensions, to be written as a file."""

    activity: str
    edition: int
    sides: Mapping[str, Side]
    tables: Sequence[CrossTable]


def crossed_of(activity: Activity, edition: Edition) -> Crossed:
    """Return the cross-tables of an edition in the words that were published."""
    tables = edition.crossed["tables"] if edition.crossed is not None and edition.withdrawn_at is None else []
    return Crossed(activity.title, edition.number, sides_of(edition), tables)


def crossed_rows(crossed: Crossed) -> Iterator[tuple[object, ...]]:
    """Yield one row for each number of the cross-tables of an edition."""
    for table in crossed.tables:
        rows, columns = crossed.sides[table["rows"]], crossed.sides[table["columns"]]
        for answer, row in zip(rows.labels, table["people"], strict=True):
            for by_answer, people in zip(columns.labels, row, strict=True):
                yield crossed.activity, crossed.edition, rows.title, answer, columns.title, by_answer, people


def sides_of(edition: Edition) -> Mapping[str, Side]:
    """Return the words of each dimension by its name: of a question, or of one of its boxes."""
    found: dict[str, Side] = {}
    for table in edition.tables:
        lines = [line for line in table["lines"] if line["kind"] != Line.TOTAL]
        found[table["name"]] = Side(
            table["title"],
            tuple(line["label"] for line in lines),
            tuple(line["code"] for line in lines),
            tuple(line["kind"] == Line.ANSWER for line in lines),
        )
        for line in lines:
            box = Side(_box(table, line["label"]), (CHOSEN, NOT_CHOSEN), ("chosen", "not_chosen"), (True, True))
            found[option_name(table["name"], line["code"])] = box
    return found


def _box(table: PublishedTable, label: str) -> str:
    return f"{table['title']}: {label}"
