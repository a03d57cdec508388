"""Who took part: totals of the about-you answers, for officers too only as they stand in an edition."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation
from consult.contract.plugin import Audience, Column, Export
from consult.exports.editions import newest_edition
from consult.exports.models import PublishedTable
from consult.exports.running import StillOpen, is_running
from consult.exports.summary import about_you_dimensions
from consult.kernel.clock import london
from consult.kernel.numbers import typed

WITHDRAWN = "The published results were withdrawn, and these totals with them"
NOT_YET = "There are no totals of what people said about themselves before the results are published"

COLUMNS: tuple[Column, ...] = (
    Column(name="question", label="Question about the person"),
    Column(name="answer", label="Answer"),
    Column(name="people", label="How many, rounded by chance to a multiple of 5", kind="number"),
    Column(
        name="percent", label="Per cent of those who answered the question, from the rounded numbers", kind="number"
    ),
    Column(name="mark", label="Why a number is not shown"),
    Column(name="counted_on", label="Day on which the edition was made that the number is from", kind="date"),
    Column(name="code", label="Code of the answer"),
    Column(name="line", label="What the line is: an answer, why there is none, or the total"),
)


def about_you_published(session: Session, activity_id: int) -> list[PublishedTable]:
    """Return the about-you tables of the edition that stands; none before there is one, or while it is withdrawn."""
    edition = newest_edition(session, activity_id)
    keys = {lines.key for lines in about_you_dimensions()}
    return [table for table in edition.tables if is_about_you(table, keys)] if edition else []


def is_about_you(table: PublishedTable, keys: set[str]) -> bool:
    """Whether a published table is of an about-you question."""
    name = table.get("name")
    return table["key"] in keys if name is None else name.startswith("about:")


def _columns(session: Session, activity_id: int) -> Sequence[Column]:
    activity = session.get_one(Activity, activity_id)
    if is_running(session, session.get_one(Consultation, activity.consultation_id)):
        raise StillOpen
    return COLUMNS


def _rows(session: Session, activity_id: int, names: Sequence[str], audience: Audience) -> Iterator[tuple[object, ...]]:
    places = [place for place, column in enumerate(COLUMNS) if column.name in names]
    edition = newest_edition(session, activity_id)
    day = london(edition.made_at).date().isoformat() if edition else ""
    tables = about_you_published(session, activity_id)
    if not tables:
        why = WITHDRAWN if edition is not None and edition.withdrawn_at is not None else NOT_YET
        yield tuple(("", "", None, None, why, "", "", "")[place] for place in places)
    for table in tables:
        for line in table["lines"]:
            mark = "" if line["people"] is not None else line["text"]
            cells = (
                *(table["title"], line["label"], line["people"], line["percent"], mark, day),
                *(typed(line["code"]), line["kind"]),
            )
            yield tuple(cells[place] for place in places)


ABOUT_YOU = Export(
    name="about_you",
    title="About-you totals, as they were published",
    permission="exports.take",
    columns=_columns,
    rows=_rows,
)
