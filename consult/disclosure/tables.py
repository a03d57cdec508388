"""Tables of counted people, as they are and as they may be published."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from consult.disclosure.rules import Rules

Place = tuple[int, int]
"""Row and column of a cell; the number after the last one is the total."""

PercentOf = Literal["row", "column", "all"]

FEWER: Final = "“fewer than {threshold}” stands for a number from 1 to {largest}."
SUPPRESSED: Final = "“suppressed” hides a number that is small, or one from which a small number could be worked out."
ROUNDED: Final = "Numbers are rounded to the nearest {rounding}, so they may not add up to the totals."
PERCENTAGES: Final = (
    "Percentages are worked out from the exact numbers. There is none where fewer than {base} people are counted."
)


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a table counts by.

    `key` is the same wherever the same thing is counted ("ward"), `title` is for readers, `labels` are the
    categories. `overlapping` says that one person can be in several categories (a question with
    checkboxes), so that the counts do not add up to the people. `is_complete` says that everybody who is
    counted at all is in one of the categories; set it to False where people without an answer are left out.
    """

    key: str
    title: str
    labels: tuple[str, ...]
    overlapping: bool = False
    is_complete: bool = True

    def __post_init__(self) -> None:
        if not self.labels or len(set(self.labels)) != len(self.labels):
            raise ValueError(f"{self.title} needs at least one label, and no label twice.")


@dataclass(frozen=True, slots=True)
class Table:
    """Exact counts of people by one or two dimensions: not for publishing.

    `counts` has one row for each label of `rows` and one column for each label of `columns` (one column
    in a one-way table). `people` is the number of people behind overlapping categories. Raises ValueError
    when shape and labels do not fit, a count is negative, or overlapping categories stand in two ways.
    """

    name: str
    rows: Dimension
    counts: tuple[tuple[int, ...], ...]
    columns: Dimension | None = None
    people: int | None = None

    def __post_init__(self) -> None:
        width = len(self.columns.labels) if self.columns else 1
        if len(self.counts) != len(self.rows.labels) or any(len(row) != width for row in self.counts):
            raise ValueError(f"The counts of “{self.name}” do not fit its labels.")
        if any(count < 0 for row in self.counts for count in row):
            raise ValueError(f"“{self.name}” has a negative count.")
        if self.columns and (self.rows.overlapping or self.columns.overlapping):
            raise ValueError("Count each overlapping category in a table of its own: chosen, not chosen.")
        if self.rows.overlapping is not (self.people is not None):
            raise ValueError("Give the number of people for overlapping categories, and only for them.")
        if self.people is not None and any(row[0] > self.people for row in self.counts):
            raise ValueError(f"More people chose a category of “{self.name}” than there are.")

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of rows and columns, without totals."""
        return len(self.counts), len(self.counts[0])

    def places(self) -> Iterator[Place]:
        """All cells, then the totals that a reader sees."""
        height, width = self.shape
        for row in range(height):
            yield from ((row, column) for column in range(width))
            if self.columns:
                yield row, width
        yield from ((height, column) for column in range(width))
        if self.columns:
            yield height, width

    def count(self, place: Place) -> int:
        """The exact number of people at a place, which may be a total."""
        height, width = self.shape
        row, column = place
        if row < height and column < width:
            return self.counts[row][column]
        if self.people is not None:
            return self.people
        down = self.counts if row == height else (self.counts[row],)
        return sum(sum(line) if column == width else line[column] for line in down)

    def is_total(self, place: Place) -> bool:
        """Whether a place is a total of a row, of a column or of everything."""
        height, width = self.shape
        return place[0] == height or place[1] == width

    def lines(self) -> Iterator[tuple[Place, list[Place]]]:
        """Each total with the cells that it adds up: the rows and columns, or all of a one-way table."""
        height, width = self.shape
        if self.columns:
            for row in range(height):
                yield (row, width), [(row, column) for column in range(width)]
        for column in range(width):
            yield (height, column), [(row, column) for row in range(height)]

    def whole(self) -> tuple[Place, list[Place]]:
        """The total of everybody with all the cells."""
        height, width = self.shape
        cells = [(row, column) for row in range(height) for column in range(width)]
        return (height, width if self.columns else 0), cells


def one_way(name: str, rows: Dimension, counts: Mapping[str, int], *, people: int | None = None) -> Table:
    """Return a table by one dimension; a label without a count has nobody.

    Raises ValueError for a count under a label that the dimension does not have.
    """
    _refuse_unknown(set(counts), set(rows.labels))
    return Table(name, rows, tuple((counts.get(label, 0),) for label in rows.labels), people=people)


def two_way(name: str, rows: Dimension, columns: Dimension, counts: Mapping[tuple[str, str], int]) -> Table:
    """Return a table by two dimensions; a pair of labels (row, column) without a count has nobody.

    Raises ValueError for a count under a label that the dimensions do not have.
    """
    _refuse_unknown({row for row, _ in counts}, set(rows.labels))
    _refuse_unknown({column for _, column in counts}, set(columns.labels))
    filled = tuple(tuple(counts.get((row, column), 0) for column in columns.labels) for row in rows.labels)
    return Table(name, rows, filled, columns)


def _refuse_unknown(found: set[str], labels: set[str]) -> None:
    if strange := sorted(found - labels):
        raise ValueError(f"There is no category called “{strange[0]}” in this table.")


class Mark(StrEnum):
    """How a number is shown."""

    SHOWN = "shown"
    FEWER = "fewer"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class Cell:
    """One number as it may be published.

    `value` is the rounded number of people, or None when it is hidden; `percent` is from unrounded counts
    at one decimal, or None; `text` is what a reader sees.
    """

    mark: Mark
    text: str
    value: int | None = None
    percent: float | None = None

    @property
    def percent_text(self) -> str:
        """The percentage as a reader sees it, or nothing."""
        return "" if self.percent is None else f"{self.percent:.1f}%"


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """A table as it may be published: it knows no exact number.

    `cells` has the shape of the counts; `row_totals` is empty in a one-way table; `column_totals` has one
    cell per column; `total` is everybody; `notes` explains to readers the marks that are in the table.
    """

    name: str
    rows: Dimension
    columns: Dimension | None
    cells: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...]
    column_totals: tuple[Cell, ...]
    total: Cell
    notes: tuple[str, ...]

    def cell(self, row: str, column: str | None = None) -> Cell:
        """Return the cell under a row's and a column's label. Raises ValueError for an unknown label."""
        across = self.columns.labels.index(column) if self.columns and column is not None else 0
        return self.cells[self.rows.labels.index(row)][across]

    def records(self) -> Iterator[tuple[str, str, int | None, float | None, str]]:
        """One record for each number: row, column, value, percentage, text; totals say “Total”."""
        columns = self.columns.labels if self.columns else ("",)
        totals = (*self.row_totals, self.total) if self.columns else ()
        for label, line in zip((*self.rows.labels, "Total"), (*self.cells, self.column_totals), strict=True):
            for column, cell in zip(columns, line, strict=True):
                yield label, column, cell.value, cell.percent, cell.text
            if self.columns:
                cell = totals[0]
                totals = totals[1:]
                yield label, "Total", cell.value, cell.percent, cell.text


def shown_table(
    table: Table, rules: Rules, hidden: frozenset[Place], *, says_fewer: bool, percent_of: PercentOf = "row"
) -> ProtectedTable:
    """Return a table with the hidden places marked and the others rounded.

    `says_fewer` lets hidden small counts say that they are small; else all hidden places look the same. A
    percentage stands only where the count and its base are both shown, so that it says no more than an
    attacker is already granted by `consult.disclosure.protection`, who is taken to know shown counts exactly.
    """
    height, width = table.shape

    def cell(place: Place) -> Cell:
        count = table.count(place)
        if place in hidden:
            if says_fewer and rules.is_small(count):
                return Cell(Mark.FEWER, f"fewer than {rules.threshold}")
            return Cell(Mark.SUPPRESSED, "suppressed")
        base = _base(table, place, percent_of)
        percent = None if base in hidden else rules.percentage(count, table.count(base))
        return Cell(Mark.SHOWN, f"{rules.rounded(count):,}", rules.rounded(count), percent)

    cells = {place: cell(place) for place in table.places()}
    return ProtectedTable(
        table.name,
        table.rows,
        table.columns,
        tuple(tuple(cells[row, column] for column in range(width)) for row in range(height)),
        tuple(cells[row, width] for row in range(height)) if table.columns else (),
        tuple(cells[height, column] for column in range(width)),
        cells[height, width if table.columns else 0],
        tuple(_notes(list(cells.values()), rules)),
    )


def _base(table: Table, place: Place, percent_of: PercentOf) -> Place:
    height, width = table.shape
    if not table.columns:
        return height, 0
    return {"row": (place[0], width), "column": (height, place[1]), "all": (height, width)}[percent_of]


def _notes(cells: Sequence[Cell], rules: Rules) -> Iterator[str]:
    marks = {cell.mark for cell in cells}
    if rules.rounding > 1:
        yield ROUNDED.format(rounding=rules.rounding)
    if Mark.FEWER in marks:
        yield FEWER.format(threshold=rules.threshold, largest=rules.threshold - 1)
    if Mark.SUPPRESSED in marks:
        yield SUPPRESSED
    if any(cell.percent is not None for cell in cells):
        yield PERCENTAGES.format(base=rules.percentage_base)
