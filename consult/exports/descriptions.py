"""What published numbers are: where they come from, of when, by which rules they are shown, and whom to name."""

from collections.abc import Sequence
from datetime import date

from consult.config import Settings
from consult.consultations.models import Activity, Consultation
from consult.contract.plugin import Column
from consult.exports.models import Edition
from consult.exports.records import LINES
from consult.exports.result_charts import notes_of
from consult.exports.xlsx import Sheet
from consult.kernel.clock import london
from consult.kernel.messages import gettext as _
from consult.kernel.numbers import typed

COLUMNS: tuple[Column, ...] = (
    Column(name="activity", label="Way of taking part"),
    Column(name="question", label="Question or heading"),
    Column(name="answer", label="Answer or category"),
    Column(
        name="people",
        label="How many, rounded up or down to a multiple of 5 by chance; 0 can be up to 4 people",
        kind="number",
    ),
    Column(name="percent", label="Per cent of those who answered, from the rounded numbers", kind="number"),
    Column(name="mark", label="The number as the page shows it"),
    Column(name="published_on", label="Day of publication", kind="date"),
    Column(name="source", label="Who published this, about what, and where"),
    Column(name="attribution", label="Who is to be named for this data, and its licence"),
    Column(name="key", label="Key of the question or heading"),
    Column(name="code", label="Code of the answer or category"),
    Column(name="line", label="What the line is: " + "; ".join(f"{code} ({words})" for code, words in LINES.items())),
    Column(name="base", label="About how many people the percentage is of", kind="number"),
    Column(name="asked_in", label="What tells the question from another with the same words: its key and versions"),
    Column(name="edition", label="Number of the edition: all its tables are of the same people", kind="number"),
    Column(name="counted", label="Of how many people the tables of the edition are, exactly", kind="number"),
)
DATATYPES = {"number": "decimal", "date": "date"}
Published = Sequence[tuple[Activity, Edition]]


def address_of(settings: Settings, consultation: Consultation) -> str:
    """Return the address of the published results."""
    return f"{settings.base_url}/consultations/{consultation.slug}/results"


def result_rows(settings: Settings, consultation: Consultation, published: Published) -> list[tuple[object, ...]]:
    """Return one row for each published number; the last columns say where it is from, so that no copy loses it."""
    source = f"{settings.council.name}: {consultation.title}, {address_of(settings, consultation)}"
    return [
        (
            *(activity.title, table["title"], line["label"], line["people"], line["percent"], line["text"]),
            *(london(edition.made_at).date().isoformat(), source, consultation.attribution),
            *(table["key"], typed(line["code"]), line["kind"], None if line["percent"] is None else table.get("base")),
            *(table.get("asked_in", ""), edition.number, edition.people if edition.is_counted else None),
        )
        for activity, edition in published
        for table in edition.tables
        for line in table["lines"]
    ]


def result_sheets(rows: Sequence[tuple[object, ...]]) -> list[Sheet]:
    """Return the published numbers as a workbook: words beside codes, real dates, and what each column is."""
    dates = [column.kind == "date" for column in COLUMNS]
    dated = (
        [date.fromisoformat(str(cell)) if is_date and cell else cell for is_date, cell in zip(dates, row, strict=True)]
        for row in rows
    )
    return [
        Sheet(_("Results"), [column.name for column in COLUMNS], dated),
        Sheet(_("Columns"), [_("Column"), _("What it says")], [(column.name, column.label) for column in COLUMNS]),
    ]


def description(settings: Settings, consultation: Consultation, published: Published) -> dict[str, object]:
    """Return what the CSV file is, as programs look for it beside the file.

    Source: “Metadata Vocabulary for Tabular Data”, W3C Recommendation of 17 December 2015.
    """
    newest = max(edition.made_at for _activity, edition in published)
    notes = [note for _activity, edition in published for note in notes_of(edition)]
    rights = {"dc:rights": consultation.attribution} if consultation.attribution else {}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": "results.csv",
        "dc:title": f"Results: {consultation.title}",
        "dc:description": " ".join(dict.fromkeys(notes)),
        "dc:publisher": settings.council.name,
        "dc:source": address_of(settings, consultation),
        "dc:issued": london(newest).date().isoformat(),
        **rights,
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {
            "columns": [
                {"name": column.name, "titles": column.name, "dc:description": column.label}
                | {"datatype": DATATYPES.get(column.kind, "string")}
                for column in COLUMNS
            ]
        },
    }
