"""The rows of the tables in a pack: what was published, and for auditors what it was counted from."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.comments.queries import all_texts, public_questions
from consult.consultations.models import Activity, Consultation
from consult.decisions.queries import newest_published
from consult.decisions.volume import table_of, volume_of
from consult.exports.code_book import code_book
from consult.exports.crossed import crossed_of
from consult.exports.edition_people import (
    AT_ONCE,
    Counted,
    Person,
    chosen_lines,
    counted_tables,
    option_name,
    people_of,
)
from consult.exports.editions import crossed_editions
from consult.exports.models import Edition, EditionMember, name_of_table
from consult.exports.responses import columns
from consult.kernel.clock import london

YES, NO, ANSWERED = "yes", "no", "answered"
Row = Sequence[object]
Published = Sequence[tuple[Activity, Edition]]


def edition_rows(published: Published) -> Iterator[Row]:
    """Yield one row for each edition."""
    for activity, edition in published:
        people = edition.people if edition.is_counted else None
        made_on = london(edition.made_at).date().isoformat()
        yield activity.id, activity.title, edition.number, str(edition.method), made_on, people, edition.total


def result_rows(session: Session, published: Published) -> Iterator[Row]:
    """Yield one row for each published number of the tables by one thing."""
    for activity, edition in published:
        boxes = {table.name for table in counted_tables(session, activity) if table.lines.overlapping}
        for table in edition.tables:
            name = name_of_table(table)
            adds_up = NO if name in boxes else YES
            begin = (activity.id, activity.title, edition.number, name, table["title"], table.get("asked_in", ""))
            for line in table["lines"]:
                yield (
                    *(*begin, adds_up, table.get("base"), line["code"], line["kind"], line["label"]),
                    *(line["people"], line["percent"], line["text"]),
                )


def crossed_rows(session: Session, published: Published) -> Iterator[Row]:
    """Yield one row for each number of the cross-tables."""
    for activity, _newest in published:
        for edition in crossed_editions(session, activity.id):
            crossed = crossed_of(activity, edition)
            for table in crossed.tables:
                rows, columns = crossed.sides[table["rows"]], crossed.sides[table["columns"]]
                for row, (label, line) in enumerate(zip(rows.labels, table["people"], strict=True)):
                    for column, (by_label, people) in enumerate(zip(columns.labels, line, strict=True)):
                        first = (activity.id, edition.number, table["rows"], row, rows.title, label)
                        yield (*first, table["columns"], column, columns.title, by_label, people)


def comment_rows(session: Session, consultation: Consultation) -> Iterator[Row]:
    """Yield every text that the public reads, in the order of references, which are drawn by chance."""
    for activity in consultation.activities:
        for question in public_questions(session, activity):
            for said in all_texts(session, activity.id, question.key):
                yield activity.id, question.key, said.reference, said.text, said.name, said.response


def issue_rows(session: Session, consultation: Consultation) -> Iterator[Row]:
    """Yield the record of consideration: each issue with its answer, and the points that may be quoted."""
    decision = newest_published(session, consultation.id)
    if decision is not None:
        yield from table_of(volume_of(session, decision))


def code_book_rows(session: Session, consultation: Consultation, *, is_sealed: bool) -> Iterator[Row]:
    """Yield what the columns and codes mean; of questions asked for the council alone only where it is sealed."""
    for activity in consultation.activities:
        shown = [column for column in columns(session, activity.id) if is_sealed or column.is_public]
        for *meaning, _number in code_book(shown):
            yield (activity.id, *meaning)


def dimensions_of(tables: Sequence[Counted], *, about_you: bool) -> list[str]:
    """Return the names of the dimensions by which people are counted: of what they said of themselves, or the rest."""
    return [key for table in tables if table.name.startswith("about:") is about_you for key in table.sizes]


def counted_rows(
    session: Session,
    activity: Activity,
    edition: Edition,
    tables: Sequence[Counted],
    about_you: Counter[tuple[str, ...]],
) -> Iterator[Row]:
    """Yield in which categories each person of an edition is, as far as nothing changed since.

    What people said about themselves goes into `about_you`, counted and joined to nothing else.
    """
    members = _Members(session, edition)
    apart = [table for table in tables if table.name.startswith("about:")]
    rest = [table for table in tables if table not in apart]
    words = {table.name: _words(table) for table in tables}
    seen: dict[int, int] = {}
    for person in people_of(session, activity, seen):
        number, revision = seen.popitem()
        if not members.has(number, revision):
            continue
        if apart:
            about_you[tuple(_said(apart, words, person))] += 1
        yield (activity.id, edition.number, *_said(rest, words, person))


class _Members:
    """Who is in an edition with which revision, in as little memory as there can be."""

    def __init__(self, session: Session, edition: Edition) -> None:
        self._numbers, self._revisions = array("q"), array("l")
        query = select(EditionMember.submission_id, EditionMember.revision)
        of_edition = query.where(EditionMember.edition_id == edition.id).order_by(EditionMember.submission_id)
        rows = session.connection().execute(of_edition, execution_options={"yield_per": AT_ONCE})
        for number, revision in rows:
            self._numbers.append(number)
            self._revisions.append(revision)

    def has(self, number: int, revision: int) -> bool:
        """Whether a response was counted as it is now."""
        place = bisect_left(self._numbers, number)
        return place < len(self._numbers) and (self._numbers[place], self._revisions[place]) == (number, revision)


def _said(tables: Sequence[Counted], words: Mapping[str, list[list[str]]], person: Person) -> Iterator[str]:
    for table in tables:
        for said, place in zip(words[table.name], table.places(person), strict=True):
            yield said[place]


def _words(table: Counted) -> list[list[str]]:
    """Return the words for each place of each dimension of a table."""
    if not table.lines.overlapping:
        return [list(table.lines.codes)]
    options = chosen_lines(table.lines)
    rest = [code for code in table.lines.codes if code not in options]
    return [[ANSWERED, *rest], *([YES, NO] for _option in options)]


def column_of(table: str, code: str) -> str:
    """Return the column of `counted.csv` that says whether an option of a table with boxes was chosen."""
    return option_name(table, code)
