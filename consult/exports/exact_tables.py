"""Published exact counts as everybody reads them: tables with the words of the edition, and why, and who signed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.config import Settings
from consult.consultations.models import Activity
from consult.contract.plugin import Column
from consult.disclosure.tables import Line
from consult.exports.models import Edition, PublishedTable
from consult.exports.xlsx import Sheet
from consult.kernel.clock import london
from consult.kernel.formats import number
from consult.kernel.messages import gettext as _
from consult.kernel.numbers import typed

COLUMNS: tuple[Column, ...] = (
    Column(name="activity", label="Way of taking part"),
    Column(name="question", label="Question"),
    Column(name="answer", label="Answer"),
    Column(name="people", label="How many, exactly", kind="number"),
    Column(name="published_on", label="Day of publication", kind="date"),
    Column(name="source", label="Who published this, about what, and where"),
    Column(name="attribution", label="Who is to be named for this data, and its licence"),
    Column(name="key", label="Key of the question"),
    Column(name="code", label="Code of the answer"),
    Column(name="line", label="What the line is: an answer, why there is none, or the total"),
    Column(name="edition", label="Number of the edition whose people these are", kind="number"),
)


@dataclass(frozen=True)
class ExactTable:
    """The exact counts of one question: a code, words and a kind for each line, and how many people."""

    key: str
    title: str
    note: str
    lines: Sequence[tuple[str, str, str, int]]

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The lines as a page shows them."""
        return [(label, number(people)) for _code, label, _kind, people in self.lines]


@dataclass(frozen=True)
class Shown:
    """What everybody reads of exact counts: the tables, the reason, and who asked and signed, and when."""

    tables: Sequence[ExactTable]
    because: str
    asked_by: str
    asked_at: datetime
    signed_by: str
    signed_at: datetime


def shown_exact_counts(session: Session, edition: Edition) -> Shown | None:
    """Return the exact counts that stand with an edition; none while it is withdrawn."""
    kept = edition.exact
    if kept is None or edition.withdrawn_at is not None:
        return None
    names = _names(session, {kept.asked_by_id, kept.signed_by_id})
    return Shown(
        tables=[
            _table(table, kept.counts[table["name"]], edition.people)
            for table in edition.tables
            if table.get("name") in kept.counts
        ],
        because=kept.because,
        asked_by=names.get(kept.asked_by_id) or _("An officer"),
        asked_at=kept.asked_at,
        signed_by=names.get(kept.signed_by_id) or _("An officer"),
        signed_at=kept.signed_at,
    )


def _names(session: Session, numbers: Collection[int | None]) -> Mapping[int | None, str]:
    found = session.execute(select(Person.id, Person.name).where(Person.id.in_(numbers)))
    return {person: name for person, name in found}  # noqa: C416 (rows are no pairs to mypy)


def _table(table: PublishedTable, counts: Mapping[str, int], people: int) -> ExactTable:
    lines = [
        (line["code"], line["label"], line["kind"], people if line["kind"] == Line.TOTAL else counts[line["code"]])
        for line in table["lines"]
    ]
    return ExactTable(table["key"], table["title"], table.get("asked_in", ""), lines)


def exact_rows(settings: Settings, activity: Activity, edition: Edition, shown: Shown) -> list[tuple[object, ...]]:
    """Return one row for each exact count, which says where it is from."""
    consultation = activity.consultation
    page = f"{settings.base_url}/consultations/{consultation.slug}/results/{activity.id}/exact-counts"
    source = f"{settings.council.name}: {consultation.title}, {page}"
    day = london(shown.signed_at).date()
    return [
        (
            *(activity.title, table.title, label, people, day.isoformat(), source, consultation.attribution),
            *(table.key, typed(code), kind, edition.number),
        )
        for table in shown.tables
        for code, label, kind, people in table.lines
    ]


def exact_sheets(rows: Sequence[tuple[object, ...]]) -> list[Sheet]:
    """Return the exact counts as a workbook, with what each column is."""
    return [
        Sheet(_("Exact counts"), [column.name for column in COLUMNS], rows),
        Sheet(_("Columns"), [_("Column"), _("What it says")], [(column.name, column.label) for column in COLUMNS]),
    ]
