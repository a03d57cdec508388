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
Dimension = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Crossed:
    """The cross-tables of an edition with the words of their dimensions, to be written as a file."""

    activity: str
    edition: int
    dimensions: Mapping[str, Dimension]
    tables: Sequence[CrossTable]


def crossed_of(activity: Activity, edition: Edition) -> Crossed:
    """Return the cross-tables of an edition in the words that were published."""
    tables = edition.crossed["tables"] if edition.crossed is not None and edition.withdrawn_at is None else []
    return Crossed(activity.title, edition.number, _dimensions(edition), tables)


def crossed_rows(crossed: Crossed) -> Iterator[tuple[object, ...]]:
    """Yield one row for each number of the cross-tables of an edition."""
    for table in crossed.tables:
        question, answers = crossed.dimensions[table["rows"]]
        by_question, by_answers = crossed.dimensions[table["columns"]]
        for answer, row in zip(answers, table["people"], strict=True):
            for by_answer, people in zip(by_answers, row, strict=True):
                yield crossed.activity, crossed.edition, question, answer, by_question, by_answer, people


def _dimensions(edition: Edition) -> Mapping[str, Dimension]:
    """Return the words of each dimension by its name: of a question, or of one of its boxes."""
    found: dict[str, Dimension] = {}
    for table in edition.tables:
        lines = [line for line in table["lines"] if line["kind"] != Line.TOTAL]
        found[table["name"]] = (table["title"], tuple(line["label"] for line in lines))
        for line in lines:
            found[option_name(table["name"], line["code"])] = (_box(table, line["label"]), (CHOSEN, NOT_CHOSEN))
    return found


def _box(table: PublishedTable, label: str) -> str:
    return f"{table['title']}: {label}"
