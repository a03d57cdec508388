"""Tables of counted people, as they are and as they may be published."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from consult.disclosure.rules import Rules

Place = tuple[int, int]
"""Row and column of a cell; the number after the last one is the total."""

PercentOf = Literal["row", "column", "all"]

FEWER: Final = "“fewer than {threshold}” stands for a number from {smallest} to {largest}."
SUPPRESSED: Final = "“suppressed” hides a number that is small, or one from which a small number could be worked out."
ROUNDED: Final = "Numbers are rounded to the nearest {rounding}, so they may not add up to the totals."
PERCENTAGES: Final = (
    "Percentages are worked out from the rounded numbers that stand here, so they may not add up to 100. "
    "There is none where fewer than {base} people are counted."
)


class Line(StrEnum):
    """What the people in a line of a table have in common: an answer, why there is none, or nothing but being counted.

    Percentages are of the people who answered.
    """

    ANSWER = "answer"
    PREFERRED_NOT_TO_SAY = "preferred_not_to_say"
    NO_ANSWER = "no_answer"
    NOT_ASKED = "not_asked"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a table counts by.

    `key` is the same wherever the same thing is counted ("ward"), `title` is for readers, `codes` name the
    categories, and `labels` are their words, the codes themselves where none are given: two categories may have the
    same words. `kinds` says which categories are answers (all where none are given). `overlapping` says that one
    person can be in several categories (a question with checkboxes), so that the counts do not add up to the
    people. `is_complete` says that everybody who is counted at all is in one of the categories; set it to False where
    people without an answer are left out.
    """

    key: str
    title: str
    codes: tuple[str, ...]
    labels: tuple[str, ...] = ()
    overlapping: bool = False
    is_complete: bool = True
    kinds: tuple[Line, ...] = ()

    def __post_init__(self) -> None:
        if not self.codes or len(set(self.codes)) != len(self.codes):
            raise ValueError(f"{self.title} needs at least one category, and no code twice.")
        if not self.labels:
            object.__setattr__(self, "labels", self.codes)
        if not self.kinds:
            object.__setattr__(self, "kinds", (Line.ANSWER,) * len(self.codes))
        if not len(self.codes) == len(self.labels) == len(self.kinds):
            raise ValueError(f"{self.title} needs words and a kind for each category.")


@dataclass(frozen=True, slots=True)
class Table:
    """Exact counts of people by one or two dimensions: not for publishing.

    `counts` has one row for each category of `rows` and one column for each of `columns` (one column
    in a one-way table). `people` is the number of people behind overlapping categories. Raises ValueError
    when shape and categories do not fit, a count is negative, or overlapping categories stand in two ways.
    """

    name: str
    rows: Dimension
    counts: tuple[tuple[int, ...], ...]
    columns: Dimension | None = None
    people: int | None = None

    def __post_init__(self) -> None:
        width = len(self.columns.codes) if self.columns else 1
        if len(self.counts) != len(self.rows.codes) or any(len(row) != width for row in self.counts):
            raise ValueError(f"The counts of “{self.name}” do not fit its categories.")
        if any(count < 0 for row in self.counts for count in row):
            raise ValueError(f"“{self.name}” has a negative count.")
        if self.columns and (self.rows.overlapping or self.columns.overlapping):
            raise ValueError("Count each overlapping category in a table of its own: chosen, not chosen.")
        if self.rows.overlapping is not (self.people is not None):
            raise ValueError("Give the number of people for overlapping categories, and only for them.")
        if self.people is not None and any(row[0] > self.people for row in self.counts):
            raise ValueError(f"More people chose a category of “{self.name}” than there are.")

    @property
    def answered(self) -> int:
        """How many people are in the lines of answers; of overlapping ones, how many are in any."""
        said = zip(self.rows.kinds, self.counts, strict=True)
        if self.people is not None:
            return self.people - sum(sum(row) for kind, row in said if kind is not Line.ANSWER)
        return sum(sum(row) for kind, row in said if kind is Line.ANSWER)

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
    """Return a table by one dimension, from counts by code; a code without a count has nobody.

    Raises ValueError for a count under a code that the dimension does not have.
    """
    _refuse_unknown(set(counts), set(rows.codes))
    return Table(name, rows, tuple((counts.get(code, 0),) for code in rows.codes), people=people)


def two_way(name: str, rows: Dimension, columns: Dimension, counts: Mapping[tuple[str, str], int]) -> Table:
    """Return a table by two dimensions; a pair of codes (row, column) without a count has nobody.

    Raises ValueError for a count under a code that the dimensions do not have.
    """
    _refuse_unknown({row for row, _ in counts}, set(rows.codes))
    _refuse_unknown({column for _, column in counts}, set(columns.codes))
    filled = tuple(tuple(counts.get((row, column), 0) for column in columns.codes) for row in rows.codes)
    return Table(name, rows, filled, columns)


def _refuse_unknown(found: set[str], codes: set[str]) -> None:
    if strange := sorted(found - codes):
        raise ValueError(f"There is no category called “{strange[0]}” in this table.")


class Mark(StrEnum):
    """How a number is shown."""

    SHOWN = "shown"
    FEWER = "fewer"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class Cell:
    """One number as it may be published.

    `value` is the rounded number of people, or None when it is hidden; `percent` is worked out from the numbers that
    are shown, at one decimal, or None; `text` is what a reader sees.
    """

    mark: Mark
    text: str
    value: int | None = None
    percent: float | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One number with the line, and in a two-way table the column, in which it stands."""

    code: str
    label: str
    kind: Line
    cell: Cell
    column: str = ""


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """A table as it may be published: it knows no exact number.

    `cells` has the shape of the counts; `row_totals` is empty in a one-way table; `column_totals` has one
    cell per column; `total` is everybody; `base` is how many people its percentages are of, where it has any;
    `notes` explains to readers the marks that are in the table.
    """

    name: str
    rows: Dimension
    columns: Dimension | None
    cells: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...]
    column_totals: tuple[Cell, ...]
    total: Cell
    base: int | None
    notes: tuple[str, ...]

    def cell(self, row: str, column: str | None = None) -> Cell:
        """Return the cell under a row's and a column's code. Raises ValueError for an unknown code."""
        across = self.columns.codes.index(column) if self.columns and column is not None else 0
        return self.cells[self.rows.codes.index(row)][across]

    def records(self) -> Iterator[Record]:
        """One record for each number, line by line; the last line is that of the totals."""
        columns = self.columns.labels if self.columns else ("",)
        heads = [*zip(self.rows.codes, self.rows.labels, self.rows.kinds, strict=True), ("", "Total", Line.TOTAL)]
        totals = iter((*self.row_totals, self.total))
        for (code, label, kind), line in zip(heads, (*self.cells, self.column_totals), strict=True):
            for column, cell in zip(columns, line, strict=True):
                yield Record(code, label, kind, cell, column)
            if self.columns:
                yield Record(code, label, kind, next(totals), "Total")


def shown_table(
    table: Table, rules: Rules, hidden: frozenset[Place], *, shows_threshold: bool, percent_of: PercentOf = "row"
) -> ProtectedTable:
    """Return a table with the hidden places marked and the others rounded.

    `shows_threshold` lets hidden small counts say that they are small; else all hidden places look the same. A
    percentage follows from the rounded numbers that stand beside it, so that it tells nothing more than they do.
    """

    def is_hidden(place: Place) -> bool:
        return place in hidden or (rules.hides_zero and not table.is_total(place) and table.count(place) == 0)

    def number(place: Place) -> int | None:
        return None if is_hidden(place) else rules.rounded(table.count(place))

    answered = None if table.columns else _answered(table, number)

    def cell(place: Place) -> Cell:
        if is_hidden(place):
            if shows_threshold and table.count(place) < rules.threshold:
                return Cell(Mark.FEWER, f"fewer than {rules.threshold}")
            return Cell(Mark.SUPPRESSED, "suppressed")
        value = rules.rounded(table.count(place))
        base = number(_base(table, place, percent_of)) if table.columns else answered
        percent = rules.percentage(value, base) if base and _is_share(table, place) else None
        return Cell(Mark.SHOWN, f"{value:,}", value, percent)

    return _protected(table, rules, {place: cell(place) for place in table.places()}, answered)


def _protected(table: Table, rules: Rules, cells: Mapping[Place, Cell], answered: int | None) -> ProtectedTable:
    height, width = table.shape
    return ProtectedTable(
        table.name,
        table.rows,
        table.columns,
        tuple(tuple(cells[row, column] for column in range(width)) for row in range(height)),
        tuple(cells[row, width] for row in range(height)) if table.columns else (),
        tuple(cells[height, column] for column in range(width)),
        cells[height, width if table.columns else 0],
        answered if any(cell.percent is not None for cell in cells.values()) else None,
        tuple(_notes(list(cells.values()), rules)),
    )


def _is_share(table: Table, place: Place) -> bool:
    return table.columns is not None or (not table.is_total(place) and table.rows.kinds[place[0]] is Line.ANSWER)


def _answered(table: Table, number: Callable[[Place], int | None]) -> int | None:
    """Return how many people answered, as a reader can work it out from the numbers that are shown."""
    kinds = list(enumerate(table.rows.kinds))
    said = [number((row, 0)) for row, kind in kinds if kind is Line.ANSWER]
    if not table.rows.overlapping and None not in said:
        return sum(item or 0 for item in said)
    unsaid = [number((row, 0)) for row, kind in kinds if kind is not Line.ANSWER]
    everybody = number((len(kinds), 0))
    return None if everybody is None or None in unsaid else max(0, everybody - sum(item or 0 for item in unsaid))


def _base(table: Table, place: Place, percent_of: PercentOf) -> Place:
    height, width = table.shape
    return {"row": (place[0], width), "column": (height, place[1]), "all": (height, width)}[percent_of]


def _notes(cells: Sequence[Cell], rules: Rules) -> Iterator[str]:
    marks = {cell.mark for cell in cells}
    if rules.rounding > 1:
        yield ROUNDED.format(rounding=rules.rounding)
    if Mark.FEWER in marks:
        yield FEWER.format(
            threshold=rules.threshold, smallest=0 if rules.hides_zero else 1, largest=rules.threshold - 1
        )
    if Mark.SUPPRESSED in marks:
        yield SUPPRESSED
    if any(cell.percent is not None for cell in cells):
        yield PERCENTAGES.format(base=rules.percentage_base)
