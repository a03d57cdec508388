"""Rows as a table: which of them name the columns, and what each column is called."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_line
from consult.tables.values import MAX_COLUMNS, SEPARATORS, Found, Layout, RawRow, Row, Table

OFFERED = 12
"""Among how many rows at the beginning the heading is looked for."""


def table_from(found: Found, layout: Layout) -> Table:
    """Return the table that stands in a file.

    The heading is where `layout` says, or where it seems to be. Columns without a name are called “Column 7”, a name
    that comes again “Comment (2)”. Rows without any text are left out, and so are columns without a name and text.
    Raises `Invalid` when there is no such row, or no row below it.
    """
    rows = found.rows
    heading = guess_heading(rows) if layout.heading is None else layout.heading
    count = layout.heading_rows
    if not any(any(map(str.strip, row.cells)) for row in rows):
        raise Invalid(_("The file is empty. Select another one."))
    if heading > len(rows):
        raise Invalid(
            _("The file has no row %(heading)s, so it cannot name the columns. Select another row.", heading=heading)
        )
    if count is None:
        count = guess_heading_rows(rows, heading)
    body = [row for row in rows[max(heading - 1, 0) + (count if heading else 0) :] if any(map(str.strip, row.cells))]
    if not body:
        raise Invalid(_("The file has no rows below its heading. Select another file, or another row as the heading."))
    named = _names(rows[heading - 1 : heading - 1 + count]) if heading else []
    width = max(len(named), _usual_width(body))
    if width > MAX_COLUMNS:
        raise Invalid(
            _(
                "The file has more than %(max_columns)s columns. Leave out those you do not need.",
                max_columns=f"{MAX_COLUMNS:,}",
            )
        )
    named += [""] * (width - len(named))
    kept = _kept_places(named, body)
    separator = found.layout.separator
    return Table(
        columns=tuple(_told_apart([named[place] or f"Column {place + 1}" for place in kept])),
        rows=list(_fitted(body, width, kept, separator)),
        layout=replace(found.layout, heading=heading, heading_rows=count if heading else 0),
        first=rows[:OFFERED],
        sheets=found.sheets,
    )


def guess_heading(rows: Sequence[RawRow]) -> int:
    """Return the number of the row that seems to name the columns: the first that is about as wide as those below."""
    widths = [sum(1 for cell in row.cells if cell.strip()) for row in rows[: OFFERED * 4]]
    enough = max(2, (max(widths, default=0) + 1) // 2)
    wide = (number for number, width in enumerate(widths[:OFFERED], 1) if width >= enough)
    filled = (number for number, width in enumerate(widths, 1) if width)
    return next(wide, next(filled, 1))


def guess_heading_rows(rows: Sequence[RawRow], heading: int) -> int:
    """Return 2 when the heading seems to name groups of columns and the row below the columns themselves."""
    if not 1 <= heading < len(rows):
        return 1
    upper, lower = rows[heading - 1].cells, rows[heading].cells
    filled = [place for place, cell in enumerate(lower) if cell.strip() and not _cell(upper, place).strip()]
    left_out = any(cell.strip() and not _cell(lower, place).strip() for place, cell in enumerate(upper))
    words = [clean_line(cell) for cell in lower if cell.strip()]
    is_naming = len(set(words)) == len(words) and not any(_is_number(word) for word in words)
    return 2 if is_naming and len(filled) + left_out >= 2 and filled else 1


def _names(rows: Sequence[RawRow]) -> list[str]:
    if len(rows) == 1:
        return [clean_line(cell) for cell in rows[0].cells]
    upper, lower = rows[0].cells, rows[1].cells
    names, group = [], ""
    for place in range(max(len(upper), len(lower))):
        above, below = clean_line(_cell(upper, place)), clean_line(_cell(lower, place))
        group = above or group
        names.append(f"{group}: {below}" if group and below else above or below)
    return names


def _told_apart(names: Sequence[str]) -> Iterator[str]:
    used: set[str] = set()
    for name in names:
        told, number = name, 1
        while told in used:
            number += 1
            told = f"{name} ({number})"
        used.add(told)
        yield told


def _usual_width(body: Sequence[RawRow]) -> int:
    widths = Counter(_filled_width(row.cells) for row in body[:1_000])
    return widths.most_common(1)[0][0]


def _filled_width(cells: Sequence[str]) -> int:
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return width


def _kept_places(named: Sequence[str], body: Sequence[RawRow]) -> list[int]:
    nameless = {place for place, name in enumerate(named) if not name}
    empty = {place for place in nameless if not any(_cell(row.cells, place).strip() for row in body)}
    return [place for place in range(len(named)) if place not in empty]


def _fitted(body: Sequence[RawRow], width: int, kept: Sequence[int], separator: str | None) -> Iterator[Row]:
    is_whole = len(kept) == width
    for number, cells in body:
        fault = ""
        if len(cells) > width:
            if _filled_width(cells) > width:
                fault = _too_wide(_filled_width(cells), width, separator)
            cells = cells[:width]
        elif len(cells) < width:
            cells = [*cells, *[""] * (width - len(cells))]
        yield Row(number, cells if is_whole else [cells[place] for place in kept], fault)


def _too_wide(cells: int, columns: int, separator: str | None) -> str:
    told = _("It has %(cells)s cells, and the heading has %(columns)s.", cells=cells, columns=columns)
    if separator is None:
        return " ".join((told, _("Name the columns, or empty the cells.")))
    signs = SEPARATORS.get(separator, f"“{separator}”")
    return " ".join(
        (told, _("The file is separated by %(signs)s: a cell that holds one stands in quotation marks.", signs=signs))
    )


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _is_number(word: str) -> bool:
    return word.replace(".", "", 1).replace("-", "", 1).isdigit()
