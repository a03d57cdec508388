"""Stata files: what each column becomes there, and its cells as Stata keeps them."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from consult.contract.plugin import Column
from consult.exports.cutting import cut_to_characters
from consult.exports.dta import LONG_TEXT, MISSING, Variable, cell_of_text, write_dta
from consult.exports.formats import Progress, Row, pieces_of
from consult.exports.spool import Spool, spooled
from consult.exports.typed_columns import Type, type_of
from consult.submissions.numbering import missing_in

LONGEST_NAME: Final = 32
LONGEST_LABEL: Final = 80
SHORT_TEXT: Final = 80
"""Up to so many bytes a text has room in its row; longer ones are kept once, behind all rows, and never cut."""
TAGS: Final[Mapping[int, str]] = {-7: "r", -8: "s", -9: "n"}
"""The missing values of Stata: .r who refused, .s who was passed by (skipped), .n who gave no answer."""
_DAY_0 = date(1960, 1, 1).toordinal()
_MOMENT_0 = datetime(1960, 1, 1)
_RESERVED = frozenset(
    [
        *("_all", "_b", "_coef", "_cons", "_n", "_pi", "_pred", "_rc", "_skip", "byte", "double", "float"),
        *("if", "in", "int", "long", "strl", "using", "with"),
    ]
)


def dta_chunks(
    columns: Sequence[Column], rows: Iterable[Row], *, title: str = "", progress: Progress | None = None
) -> Iterator[bytes]:
    """Yield a Stata file (version 14 and later) in pieces; missing values are .r, .s and .n."""
    with spooled(columns, rows, progress=progress) as spool, tempfile.TemporaryFile() as file:
        variables = [_variable(column, spool) for column in columns]
        write_dta(file, variables, _cells(spool, columns, variables, progress), spool.rows, title)
        yield from pieces_of(file)


def stata_name(name: str) -> str:
    """Return the name of a column in Stata: its own, or its beginning and a part of its digest where it is too long."""
    if len(name) <= LONGEST_NAME and name not in _RESERVED:
        return name
    return f"{name[: LONGEST_NAME - 7]}_{hashlib.sha256(name.encode()).hexdigest()[:6]}"


def _variable(column: Column, spool: Spool) -> Variable:
    label = str(column.label)
    short = cut_to_characters(label, LONGEST_LABEL)
    name = stata_name(column.name)
    labels = [
        (TAGS.get(column.numbers[code], column.numbers[code]), str(words))
        for code, words in column.values.items()
        if str(words)
    ]
    notes = [*([label] if short != label else []), *([column.name] if name != column.name else [])]
    width = spool.widths.get(column.name, 0)
    return Variable(
        name=name,
        label=short,
        type=_type(type_of(column), width),
        format=_FORMATS.get(type_of(column), "%9.0g") if type_of(column) is not Type.TEXT else _text_format(width),
        labels=tuple(labels),
        notes=tuple(notes),
    )


def _type(kind: Type, width: int) -> int | str:
    if kind is Type.TEXT:
        return LONG_TEXT if width > SHORT_TEXT else max(width, 1)
    return "double" if kind in (Type.NUMBER, Type.TIME) else "long"


_FORMATS = {Type.DATE: "%td", Type.TIME: "%tc", Type.NUMBER: "%10.0g"}


def _text_format(width: int) -> str:
    return "%9s" if width > SHORT_TEXT else f"%-{max(width, 1)}s"


def _cells(
    spool: Spool, columns: Sequence[Column], variables: Sequence[Variable], progress: Progress | None
) -> Iterator[tuple[object, ...]]:
    """Yield each row as Stata keeps it."""
    makers = [_maker(column, variable) for column, variable in zip(columns, variables, strict=True)]
    for batch in spool.batches():
        made = [[make(cell) for cell in cells.to_pylist()] for make, cells in zip(makers, batch.columns, strict=True)]
        yield from zip(*made, strict=True)
        if progress:
            progress(spool.rows)


def _maker(column: Column, variable: Variable) -> Callable[[object], object]:
    kind = type_of(column)
    if kind is Type.TEXT:
        return cell_of_text
    nothing = MISSING[variable.type, ""]
    tagged = {number: MISSING[variable.type, TAGS[number]] for number in missing_in(column.numbers) if number in TAGS}

    def number(cell: object) -> object:
        return nothing if cell is None else tagged.get(cell, cell)  # type: ignore[call-overload]

    def day(cell: object) -> object:
        return cell.toordinal() - _DAY_0 if isinstance(cell, date) else nothing

    def moment(cell: object) -> object:
        return (cell - _MOMENT_0).total_seconds() * 1_000 if isinstance(cell, datetime) else nothing

    makers: Mapping[Type, Callable[[object], object]] = {Type.DATE: day, Type.TIME: moment}
    return makers.get(kind, number)
