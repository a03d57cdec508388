"""Text with separators as rows: CSV in any of its dialects."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.tables.encodings import decode
from consult.tables.values import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, SEPARATORS, Found, Layout, RawRow

LONGEST_CELL = 1_000_000
_SAMPLE = 200
_SAMPLE_CHARACTERS = 300_000
_SEPARATOR_LINE = re.compile(r"""\A"?sep=(.)"?\r?\n""", re.IGNORECASE)


def read_delimited(content: bytes, layout: Layout) -> Found:
    """Return the rows of a text; a first line such as `sep=;` names the separator and is no row.

    A row bears the number of the line on which it begins. Raises `Invalid` when the text is no table.
    """
    text, encoding = decode(content, layout.encoding)
    said = _SEPARATOR_LINE.match(text)
    separator = layout.separator or (said[1] if said else None) or _found_separator(text)
    if len(separator) != 1 or separator in '"\r\n':
        raise Invalid(_("A separator is one character, such as ; or a tab. Enter another one."))
    skipped = said.end() if said else 0
    rows = list(_rows(text[skipped:], separator, lines_before=1 if said else 0))
    return Found(rows=rows, layout=Layout(encoding=encoding, separator=separator))


def _rows(text: str, separator: str, *, lines_before: int) -> Iterator[RawRow]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    begun, cells_so_far = 1, 0
    try:
        for count, cells in enumerate(reader, 1):
            cells_so_far += len(cells)
            if count > MAX_ROWS or cells_so_far > MAX_CELLS:
                raise Invalid(
                    _(
                        "The file has more than %(max_rows)s rows or %(max_cells)s cells. Import it in parts.",
                        max_rows=f"{MAX_ROWS:,}",
                        max_cells=f"{MAX_CELLS:,}",
                    )
                )
            if len(cells) > MAX_COLUMNS:
                raise Invalid(
                    _(
                        "Line %(lines_before)s has more than %(max_columns)s cells. Leave out columns you do not need.",
                        lines_before=begun + lines_before,
                        max_columns=f"{MAX_COLUMNS:,}",
                    )
                )
            yield RawRow(begun + lines_before, cells)
            begun = reader.line_num + 1
    except csv.Error as error:
        raise Invalid(_fault(str(error), begun + lines_before, reader.line_num + lines_before)) from error


def _fault(message: str, begun: int, ended: int) -> str:
    if "field larger" in message:
        return _(
            "A cell that begins on line %(begun)s has more than %(longest_cell)s characters. "
            "A quotation mark may be missing at its end.",
            begun=begun,
            longest_cell=f"{LONGEST_CELL:,}",
        )
    if "unexpected end" in message:
        return _(
            "A quotation mark on line %(begun)s opens a cell that never ends. Add the one that closes it.", begun=begun
        )
    return _(
        "Line %(ended)s is not CSV: text follows a closing quotation mark. Write a quotation mark inside a cell twice.",
        ended=ended,
    )


def _found_separator(text: str) -> str:
    """Return the separator that gives most rows the same number of cells; of equals, the one that gives more."""
    sample = text[:_SAMPLE_CHARACTERS]
    scores = {separator: _score(sample, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: scores[separator])
    return best if scores[best] > (0.0, 0) else ","


def _score(sample: str, separator: str) -> tuple[float, int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    csv.field_size_limit(LONGEST_CELL)
    widths: list[int] = []
    with suppress(csv.Error):  # what was read until then is enough to compare by
        widths.extend(len(cells) for cells in islice(reader, _SAMPLE) if any(cells))
    usual = Counter(width for width in widths if width > 1).most_common(1)
    if not usual:
        return 0.0, 0
    width, rows = usual[0]
    return round(rows / len(widths), 1), width
