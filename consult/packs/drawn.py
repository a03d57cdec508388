"""The numbers of a pack that a report tells beside the tables: of themes, texts, addresses and exclusions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.analysis.themes.models import Theme
from consult.consultations.models import Consultation
from consult.desk.exclusions import EXCLUSION_REASONS
from consult.kernel.messages import gettext as _
from consult.packs.tables import Row
from consult.publishing.blocks import PublishedDocument, Table
from consult.reports.care import EXCLUDED, VOICES
from consult.reports.counts import counted_editions, number_told
from consult.reports.models import ReportCount, Told
from consult.reports.words import THEMES

SHOWN: Mapping[str, tuple[Told, ...]] = {
    THEMES: (Told.THEME,),
    EXCLUDED: (Told.EXCLUDED,),
    VOICES: (Told.TEXTS, Told.ADDRESSES),
}
"""What each table of a report tells, column by column."""


def drawn_rows(session: Session, consultation: Consultation) -> Iterator[Row]:
    """Yield one row for each number that was drawn for the standing editions."""
    for activity, edition in counted_editions(session, consultation):
        rows = select(ReportCount).where(ReportCount.edition_id == edition.id)
        for row in session.scalars(rows.order_by(ReportCount.what, ReportCount.key)):
            label = _label(session, row, activity.title)
            if label is not None:
                yield activity.id, edition.number, str(row.what), row.key, label, row.number


def _label(session: Session, row: ReportCount, way: str) -> str | None:
    """Return what a number is of, as a report says it; nothing of a theme that was merged into another since."""
    if row.what is Told.THEME:
        theme = session.get(Theme, int(row.key))
        return f"{theme.code} {theme.title}" if theme is not None and theme.merged_into_id is None else None
    return str(EXCLUSION_REASONS[row.key]) if row.what is Told.EXCLUDED else way


def wrongly_told(document: PublishedDocument, rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Yield which lines of a report do not say what was drawn."""
    drawn: dict[str, Counter[str]] = {}
    for row in rows:
        drawn.setdefault(row["what"], Counter())[row["label"]] += int(row["people"])
    for block in document.blocks:
        if isinstance(block, Table) and block.name in SHOWN:
            yield from _of_table(block, [drawn.get(what, Counter()) for what in SHOWN[block.name]])


def _of_table(table: Table, columns: list[Counter[str]]) -> Iterator[str]:
    for row in table.rows:
        said = row[-len(columns) :]
        stored = [number_told(column[row[0]]) if row[0] in column else None for column in columns]
        if any(number is not None and number != one for number, one in zip(stored, said, strict=True)):
            yield _("In the report, the line “%(label)s” says a number that was not drawn.", label=row[0])
    missing = sorted(columns[0].keys() - {row[0] for row in table.rows})
    if missing:
        yield _("The report leaves out the number of “%(label)s”.", label=missing[0])
