"""Columns of an export with the types that other programs know: days, moments, numbers and codes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import islice

from consult.contract.plugin import Column
from consult.exports.formats import Progress, Row
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _

AT_ONCE = 2_000
"""How many rows are in memory at once."""


class Type(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    CODE = "code"


def type_of(column: Column) -> Type:
    """Return what a column holds; what is neither number, code, day nor moment is a text."""
    return Type(column.kind) if column.kind in [*Type] else Type.TEXT


@dataclass(frozen=True)
class Block:
    """Some rows at once, as one list of cells for each column."""

    columns: Sequence[Sequence[object]]
    rows: int


def blocks(columns: Sequence[Column], rows: Iterable[Row], *, are_numbered: bool) -> Iterator[Block]:
    """Yield the rows in blocks, each cell typed; where they `are_numbered`, a code is its number."""
    readers = [_reader(column, are_numbered=are_numbered) for column in columns]
    source = iter(rows)
    while batch := list(islice(source, AT_ONCE)):
        cells = zip(readers, zip(*batch, strict=True), strict=True)
        yield Block([[read(cell) for cell in column] for read, column in cells], len(batch))


def told(found: Iterable[Block], progress: Progress | None) -> Iterator[Block]:
    """Yield blocks and tell how many rows there have been."""
    done = 0
    for block in found:
        yield block
        done += block.rows
        if progress:
            progress(done)


def _reader(column: Column, *, are_numbered: bool) -> Callable[[object], object]:
    if type_of(column) is not Type.CODE:
        return _READERS[type_of(column)]
    return _number_of(column) if are_numbered else _code


def _number_of(column: Column) -> Callable[[object], int | None]:
    numbers = column.numbers

    def read(cell: object) -> int | None:
        if cell is None:
            return None
        try:
            return numbers[str(cell)]
        except KeyError as error:
            unknown = _("“%(code)s” in the column “%(column)s” has no number.", code=cell, column=column.name)
            raise Invalid(unknown) from error

    return read


def _code(cell: object) -> str | None:
    return None if cell is None else str(cell)


def _text(cell: object) -> str | None:
    # Half a surrogate pair is no character; and texts of these files end at NUL.
    return None if cell is None else str(cell).replace("\0", "").encode("utf-8", "replace").decode()


def _number(cell: object) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None


def _day(cell: object) -> date | None:
    return date.fromisoformat(cell) if isinstance(cell, str) else None


def _moment(cell: object) -> datetime | None:
    return datetime.fromisoformat(cell).astimezone(UTC) if isinstance(cell, str) else None


_READERS: Mapping[Type, Callable[[object], object]] = {
    Type.TEXT: _text,
    Type.NUMBER: _number,
    Type.DATE: _day,
    Type.TIME: _moment,
}
