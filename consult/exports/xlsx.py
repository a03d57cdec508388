"""Excel workbooks of any length, written at constant memory."""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from consult.exports.formats import CHUNK, Progress, Row
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.spreadsheet import starts_formula

LONGEST_CELL: Final = 32_767
"""Characters (UTF-16 units) that Excel takes in one cell."""
CUT_MARK: Final = _l(" … [cut here: longer than a spreadsheet cell can hold]")
"""What ends a text that was cut."""
MAX_ROWS: Final = 1_048_576
"""Rows that Excel takes in one sheet, the heading included."""

WIDE: Final = 36
WIDE_COLUMNS: Final = 3
NARROW: Final = 12
A4: Final = 9
MOST_ON_PAPER: Final = 20

_REPORT_EVERY: Final = 1_000
_EXACT: Final = 10**15
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NOT_IN_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: its name, its headings and its rows."""

    name: str
    header: Sequence[str]
    rows: Iterable[Row]


def xlsx_chunks(
    sheets: Sequence[Sheet],
    *,
    progress: Progress | None = None,
    folder: Path | None = None,
    made_at: datetime | None = None,
) -> Iterator[bytes]:
    """Yield a workbook in pieces of 64 kB, after writing it to a temporary file in `folder`.

    Texts are written as texts: never as formulas, numbers or links. A text longer than 32,767 characters
    is cut and says so; a sheet with more than 1,048,576 rows goes on in a further sheet with the same
    headings; whole numbers of more than 15 digits become text. `progress` is called with the number of
    rows written so far, over all sheets, once in 1,000 rows and at the end. With `made_at`, the day that the workbook
    says it was made, the same sheets are the same bytes. The temporary file is gone
    when the iterator ends or is closed. Raises ValueError when there is no sheet.
    """
    with tempfile.TemporaryFile(dir=folder) as file:
        write_xlsx(file, sheets, progress=progress, folder=folder, made_at=made_at)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def write_xlsx(
    file: IO[bytes],
    sheets: Sequence[Sheet],
    *,
    progress: Progress | None = None,
    folder: Path | None = None,
    made_at: datetime | None = None,
) -> int:
    """Write a workbook into an open file and return how many rows it has, without headings."""
    if not sheets:
        raise ValueError("A workbook needs at least one sheet.")
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "tmpdir": str(folder) if folder else None,
    }
    done = 0
    with xlsxwriter.Workbook(file, options) as book:
        styles = _Styles(
            heading=book.add_format({"bold": True, "quote_prefix": True}),
            quoted=book.add_format({"quote_prefix": True}),
            day=book.add_format({"num_format": "yyyy-mm-dd"}),
        )
        if made_at is not None:
            book.set_properties({"created": made_at})
        names: set[str] = set()
        for sheet in sheets:
            done = _write_sheet(book, styles, names, sheet, done, progress)
    if progress:
        progress(done)
    return done


@dataclass(frozen=True, slots=True)
class _Styles:
    """The looks of a cell; a quoted text stays a text even when somebody edits the cell."""

    heading: Any
    quoted: Any
    day: Any


def _write_sheet(
    book: object, styles: _Styles, names: set[str], sheet: Sheet, done: int, progress: Progress | None
) -> int:
    write = _new_page(book, styles, names, sheet)
    line = 0
    for row in sheet.rows:
        line += 1
        if line == MAX_ROWS:
            write = _new_page(book, styles, names, sheet)
            line = 1
        for column, value in enumerate(row):
            write(line, column, value)
        done += 1
        if progress and done % _REPORT_EVERY == 0:
            progress(done)
    return done


class _Page(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types for it
    """A sheet that escapes the pieces of a text once: XlsxWriter escapes them again when it writes the whole."""

    def _escape_control_characters(self, data: object) -> object:
        return data if isinstance(data, str) and _is_like_markup(data) else super()._escape_control_characters(data)


def _new_page(book: Any, styles: _Styles, names: set[str], sheet: Sheet) -> Callable[[int, int, object], None]:
    page = book.add_worksheet(_sheet_name(sheet.name, names), _Page)
    page.freeze_panes(1, 0)
    _set_up_for_paper(page, len(sheet.header))
    # Before the rows, which are written at once: the filter goes on as far as there are rows.
    page.autofilter(0, 0, MAX_ROWS - 1, max(len(sheet.header) - 1, 0))
    for column, heading in enumerate(sheet.header):
        page.set_column(column, column, _width(column, heading))
        _write_text(page, 0, column, heading, styles.heading, styles.heading)

    def write(line: int, column: int, value: object) -> None:
        if isinstance(value, str):
            _write_text(page, line, column, value, None, styles.quoted)
        elif isinstance(value, bool):
            page.write_boolean(line, column, value)
        elif isinstance(value, int | float | Decimal) and abs(float(value)) < _EXACT:
            page.write_number(line, column, float(value) if isinstance(value, Decimal) else value)
        elif isinstance(value, datetime):
            page.write_string(line, column, value.isoformat(sep=" ", timespec="seconds"))
        elif isinstance(value, date):
            page.write_datetime(line, column, value, styles.day)
        elif value is not None:
            _write_text(page, line, column, str(value), None, styles.quoted)

    return write


def _set_up_for_paper(page: Any, columns: int) -> None:
    """Print a sheet on A4 with its headings on each page, and all its columns side by side where they can be read."""
    page.set_paper(A4)
    page.set_landscape()
    page.repeat_rows(0)
    if columns <= MOST_ON_PAPER:
        page.fit_to_pages(1, 0)


def _width(column: int, heading: str) -> int:
    """Return the width of a column in characters: that of its heading with its arrow, and more for the first words."""
    return max(len(heading) + 4, WIDE if column < WIDE_COLUMNS else NARROW)


def _write_text(page: Any, line: int, column: int, value: str, style: Any, quoted: Any) -> None:
    text = _text_for_cell(value)
    if starts_formula(text):
        page.write_string(line, column, text, quoted)
    elif _is_like_markup(text):
        # XlsxWriter takes such a text for its own mark-up and would write it as it is; in pieces it escapes it.
        page.write_rich_string(line, column, text[:1], text[1:2], text[2:])
    elif text:
        page.write_string(line, column, text, style)


def _is_like_markup(text: str) -> bool:
    return text.startswith("<r>") and text.endswith("</r>")


def _text_for_cell(value: str) -> str:
    text = _NOT_IN_XML.sub("\ufffd", value.replace("\0", ""))
    if len(text) * 2 <= LONGEST_CELL or len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return text
    room = (LONGEST_CELL - len(CUT_MARK)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT_MARK


def _sheet_name(wanted: str, taken: set[str]) -> str:
    plain = _NOT_IN_NAMES.sub(" ", wanted).strip("' ")[:31] or "Sheet"
    name, number = plain, 1
    while name.lower() in taken or name.lower() == "history":
        number += 1
        ending = f" ({number})"
        name = plain[: 31 - len(ending)] + ending
    taken.add(name.lower())
    return name
