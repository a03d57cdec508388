"""A table as a value: its columns, its rows with the number a person sees, and how the file was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.messages import ngettext

MAX_ROWS = 500_000
MAX_COLUMNS = 1_000
MAX_CELLS = 5_000_000
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16-le": _l("UTF-16 (little-endian)"),
    "utf-16-be": _l("UTF-16 (big-endian)"),
    "windows-1252": "Windows-1252",
}
SEPARATORS = {",": _l("commas"), ";": _l("semicolons"), "\t": _l("tabs"), "|": _l("vertical bars")}
LINE = "line"
ROW = "row"


class RawRow(NamedTuple):
    """The cells of a row as they stand in the file, and the number by which a person finds it."""

    number: int
    cells: Sequence[str]


class Row(NamedTuple):
    """A row with one cell for each column; `fault` says why its cells cannot be told apart."""

    number: int
    cells: Sequence[str]
    fault: str = ""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a file is laid out; what is `None` is found by looking at it.

    `heading` is the number of the row that names the columns, counted from 1 (0: no row does), and `heading_rows` how
    many rows do. A workbook has a `sheet` in place of an encoding and a separator.
    """

    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    heading: int | None = None
    heading_rows: int | None = None

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Layout":
        """Return the layout that `plain` wrote."""
        return cls(**plain)

    def plain(self) -> dict[str, object]:
        """Return the layout as plain values, without what is to be found."""
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a file turned out to hold: all its rows, and the part of its layout that stands before the heading.

    `sheets` names the sheets of a workbook that can be chosen; there are none in a text.
    """

    rows: Sequence[RawRow]
    layout: Layout
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Table:
    """A file read as a table; `first` holds its first rows as they stand there, to choose the heading from."""

    columns: tuple[str, ...]
    rows: Sequence[Row]
    layout: Layout
    first: Sequence[RawRow]
    sheets: tuple[str, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether the file is a text, and no workbook."""
        return self.layout.sheet is None

    @property
    def unit(self) -> str:
        """What a row's number counts: lines of a text, or rows of a sheet."""
        return LINE if self.is_text else ROW

    @property
    def places(self) -> dict[str, int]:
        """The place of each column by its name."""
        return {name: place for place, name in enumerate(self.columns)}

    def head(self) -> "Table":
        """Return the table with its first rows alone."""
        return replace(self, rows=self.rows[:3])

    def describe(self) -> str:
        """Say in one sentence how the file was read."""
        layout = self.layout
        if self.is_text:
            separator = SEPARATORS.get(layout.separator or "", f"“{layout.separator}”")
            encoding = ENCODINGS[layout.encoding or "utf-8"]
            how = _("Read as %(encoding)s, separated by %(separator)s.", encoding=encoding, separator=separator)
        else:
            how = _("Read as a spreadsheet, sheet “%(sheet)s”.", sheet=layout.sheet)
        rows = ngettext("It has %(num)s row.", "It has %(num)s rows.", len(self.rows))
        return " ".join((how, rows, self._heading_text()))

    def _heading_text(self) -> str:
        heading = self.layout.heading or 0
        if not heading:
            return _("No row names the columns.")
        numbers = [row.number for row in self.first[heading - 1 :][: self.layout.heading_rows]]
        if len(numbers) == 1:
            said = _("The heading is line %(row)s.") if self.is_text else _("The heading is row %(row)s.")
            return said % {"row": numbers[0]}
        said = (
            _("The heading is lines %(first)s and %(second)s.")
            if self.is_text
            else _("The heading is rows %(first)s and %(second)s.")
        )
        return said % {"first": numbers[0], "second": numbers[-1]}
