"""Making a pack: everybody's holds what was published; a sealed one the rows too, and is for auditors and officers."""

from collections import Counter
from collections.abc import Iterator
from typing import IO

import orjson
from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.contract.plugin import Audience
from consult.exports.edition_people import counted_tables
from consult.exports.editions import published_editions
from consult.exports.export_files import asking_activities
from consult.exports.responses import RESPONSES as RESPONSE_ROWS
from consult.kernel.clock import london
from consult.kernel.db import database_now
from consult.packs.archive import PackWriter
from consult.packs.columns import (
    ABOUT_YOU,
    CODE_BOOK,
    COLUMNS,
    COMMENTS,
    COUNTED,
    CROSSED,
    DRAWN,
    EDITIONS,
    ISSUES,
    RESULTS,
)
from consult.packs.columns import RESPONSES as RESPONSE_FILE
from consult.packs.drawn import drawn_rows
from consult.packs.tables import (
    Published,
    Row,
    code_book_rows,
    comment_rows,
    counted_rows,
    crossed_rows,
    dimensions_of,
    edition_rows,
    issue_rows,
    result_rows,
)
from consult.publishing.pdf import NoLetters
from consult.publishing.stored import plain_document
from consult.reports.making import ReportFormat, report_of, write_report


def write_pack(session: Session, consultation: Consultation, target: IO[bytes], *, is_sealed: bool = False) -> None:
    """Write the pack of a consultation into an open file, piece by piece."""
    published = published_editions(session, consultation)
    with PackWriter(target) as pack:
        pack.add_table(EDITIONS, COLUMNS[EDITIONS], edition_rows(published))
        numbers = list(result_rows(session, published))
        pack.add_table(RESULTS, COLUMNS[RESULTS], numbers)
        pack.add("results.json", [orjson.dumps([dict(zip(COLUMNS[RESULTS], row, strict=True)) for row in numbers])])
        pack.add_table(CROSSED, COLUMNS[CROSSED], crossed_rows(session, published))
        pack.add_table(DRAWN, COLUMNS[DRAWN], drawn_rows(session, consultation))
        comments = pack.add_table(COMMENTS, COLUMNS[COMMENTS], comment_rows(session, consultation))
        issues = pack.add_table(ISSUES, COLUMNS[ISSUES], issue_rows(session, consultation))
        pack.add_table(CODE_BOOK, COLUMNS[CODE_BOOK], code_book_rows(session, consultation, is_sealed=is_sealed))
        _add_report(session, consultation, pack)
        counted = _add_rows(session, consultation, pack, published) if is_sealed else {}
        pack.describe(consultation.title, consultation.attribution)
        pack.finish(
            consultation=consultation.slug,
            title=consultation.title,
            made_at=london(database_now(session)).isoformat(),
            is_sealed=is_sealed,
            counts={"comments": comments, "issue_rows": issues, "results": len(numbers), **counted},
        )


def _add_report(session: Session, consultation: Consultation, pack: PackWriter) -> None:
    document = report_of(session, consultation)
    pack.add("report.json", [orjson.dumps(plain_document(document), option=orjson.OPT_INDENT_2)])
    for kind in ReportFormat:
        try:
            pack.add(f"report.{kind}", [write_report(document, kind)])
        except NoLetters:
            # The other files have every character.
            continue


def _add_rows(session: Session, consultation: Consultation, pack: PackWriter, published: Published) -> dict[str, int]:
    """Write what the numbers were counted from; those who changed their answers since are not in it."""
    counts: dict[str, int] = {}
    for activity, edition in published:
        tables = counted_tables(session, activity)
        about_you: Counter[tuple[str, ...]] = Counter()
        begin = ("activity", "edition")
        name = f"{activity.id}_{COUNTED}"
        rows = counted_rows(session, activity, edition, tables, about_you)
        counts[f"counted_{activity.id}"] = pack.add_table(name, (*begin, *dimensions_of(tables, about_you=False)), rows)
        if about_you:
            columns = (*begin, *dimensions_of(tables, about_you=True))
            pack.add_table(f"{activity.id}_{ABOUT_YOU}", columns, _apart(activity.id, edition.number, about_you))
    for activity in asking_activities(session, consultation):
        names = [column.name for column in RESPONSE_ROWS.columns(session, activity.id)]
        rows = RESPONSE_ROWS.rows(session, activity.id, names, Audience.OFFICER)
        counts[f"responses_{activity.id}"] = pack.add_table(f"{activity.id}_{RESPONSE_FILE}", names, rows)
    return counts


def _apart(activity: int, edition: int, about_you: Counter[tuple[str, ...]]) -> Iterator[Row]:
    """Yield what people said about themselves in the order of the codes, so that no row leads to another file."""
    for said in sorted(about_you):
        for _person in range(about_you[said]):
            yield (activity, edition, *said)
