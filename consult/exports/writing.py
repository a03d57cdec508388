"""The bytes of an export in each kind of file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from consult.contract.plugin import Column
from consult.exports.code_book import CODE_BOOK_COLUMNS, code_book
from consult.exports.ddi import ddi_document
from consult.exports.formats import Format, Progress, Row, csv_chunks, json_lines_chunks
from consult.exports.parquet import parquet_chunks
from consult.exports.r_script import r_script
from consult.exports.spss import sav_chunks
from consult.exports.stata import dta_chunks
from consult.exports.xlsx import Sheet, xlsx_chunks
from consult.kernel.messages import gettext as _


@dataclass(frozen=True)
class Described:
    """What a file says of itself: its title, a summary, its own name, that of the CSV file, and when it was made."""

    title: str
    summary: str
    file_name: str
    csv_name: str
    made_on: date
    asked: frozenset[str] = field(default_factory=frozenset)


def written(
    columns: Sequence[Column],
    rows: Iterable[Row],
    file_format: Format,
    described: Described,
    *,
    progress: Progress | None = None,
) -> Iterator[bytes]:
    """Yield the file in pieces; memory does not grow with the rows."""
    names = [column.name for column in columns]
    match file_format:
        case Format.CSV:
            yield from csv_chunks(names, rows, progress=progress)
        case Format.JSON:
            yield from json_lines_chunks(names, rows, progress=progress)
        case Format.XLSX:
            yield from xlsx_chunks(_sheets(columns, rows), progress=progress)
        case Format.PARQUET:
            yield from parquet_chunks(columns, rows, progress=progress)
        case Format.SAV:
            yield from sav_chunks(columns, rows, title=described.title, progress=progress)
        case Format.DTA:
            yield from dta_chunks(columns, rows, title=described.title, progress=progress)
        case Format.R | Format.DDI:
            yield _description(columns, file_format, described)


def _sheets(columns: Sequence[Column], rows: Iterable[Row]) -> list[Sheet]:
    return [
        Sheet("Data", [column.name for column in columns], rows),
        Sheet(_("Code book"), [column.name for column in CODE_BOOK_COLUMNS], code_book(columns)),
    ]


def _description(columns: Sequence[Column], file_format: Format, described: Described) -> bytes:
    """Return a file that says what stands in the CSV file."""
    if file_format is Format.R:
        return r_script(columns, file_name=described.csv_name, script_name=described.file_name)
    return ddi_document(
        columns,
        title=described.title,
        summary=described.summary,
        file_name=described.csv_name,
        made_on=described.made_on,
        asked=described.asked,
    )
