"""The file format of Stata 14 and later (118), written row by row: its texts may be as long as they are."""

import struct
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Final

from consult.exports.cutting import cut_to_characters

LONG_TEXT: Final = "strL"
CODES: Final[Mapping[str, int]] = {LONG_TEXT: 32_768, "double": 65_526, "long": 65_528}
_PACKED: Final[Mapping[str, str]] = {LONG_TEXT: "8s", "double": "d", "long": "i"}
_LONG_MISSING: Final = 2_147_483_621
_DOUBLE_MISSING: Final = 0x7FE0_0000_0000_0000
_TAG_STEP: Final = 0x0000_0100_0000_0000
_EMPTY: Final = bytes(8)
NAME, FORMAT, LABEL = 129, 57, 321
"""How many bytes names, formats and labels take, the NUL behind them included."""
MAP_ENTRIES: Final = 14


def _missing(kind: str, tag: str) -> float | int:
    place = ord(tag) - ord("a") + 1 if tag else 0
    if kind == "long":
        return _LONG_MISSING + place
    found: float = struct.unpack("<d", struct.pack("<Q", _DOUBLE_MISSING + place * _TAG_STEP))[0]
    return found


MISSING: Final[Mapping[tuple[int | str, str], float | int]] = {
    (kind, tag): _missing(kind, tag) for kind in ("double", "long") for tag in ("", *"abcdefghijklmnopqrstuvwxyz")
}
"""What stands in a cell without a value, by the type of the variable and the letter that says why."""


@dataclass(frozen=True)
class Variable:
    """One variable: `type` is a name, or the number of bytes that every text has at most.

    `labels` are the words of its values: of a number, or of a letter for a missing value. `notes` are texts about it.
    """

    name: str
    label: str
    type: int | str
    format: str
    labels: Sequence[tuple[int | str, str]] = ()
    notes: Sequence[str] = ()


def cell_of_text(cell: object) -> bytes:
    """Return a text as a cell holds it."""
    return str(cell).encode() if cell else b""


def write_dta(
    file: IO[bytes], variables: Sequence[Variable], cells: Iterable[Sequence[object]], rows: int, title: str
) -> None:
    """Write a whole file, whose place for the map of its parts is filled in the end."""
    places = [0]
    file.write(b"<stata_dta>" + _header(len(variables), rows, title))
    places.append(file.tell())
    file.write(_part("map", bytes(8 * MAP_ENTRIES)))
    for name, content in _descriptions(variables):
        places.append(file.tell())
        file.write(_part(name, content))
    with tempfile.TemporaryFile() as texts:
        places.append(file.tell())
        file.write(b"<data>")
        _write_rows(file, texts, variables, cells)
        file.write(b"</data>")
        places.append(file.tell())
        file.write(b"<strls>")
        texts.seek(0)
        while piece := texts.read(1 << 16):
            file.write(piece)
        file.write(b"</strls>")
    places.append(file.tell())
    file.write(_part("value_labels", b"".join(_value_labels(each) for each in variables if each.labels)))
    places.append(file.tell())
    file.write(b"</stata_dta>")
    places.append(file.tell())
    file.seek(places[1] + len(b"<map>"))
    file.write(struct.pack(f"<{MAP_ENTRIES}Q", *places))


def _part(name: str, content: bytes) -> bytes:
    return b"<%s>%s</%s>" % (name.encode(), content, name.encode())


def _header(variables: int, rows: int, title: str) -> bytes:
    label = cut_to_characters(title, 80).encode()
    content = [
        _part("release", b"118"),
        _part("byteorder", b"LSF"),
        _part("K", struct.pack("<H", variables)),
        _part("N", struct.pack("<Q", rows)),
        _part("label", struct.pack("<H", len(label)) + label),
        _part("timestamp", b"\0"),
    ]
    return _part("header", b"".join(content))


def _descriptions(variables: Sequence[Variable]) -> list[tuple[str, bytes]]:
    codes = [each.type if isinstance(each.type, int) else CODES[each.type] for each in variables]
    return [
        ("variable_types", struct.pack(f"<{len(codes)}H", *codes)),
        ("varnames", _fixed([each.name for each in variables], NAME)),
        ("sortlist", bytes(2 * (len(variables) + 1))),
        ("formats", _fixed([each.format for each in variables], FORMAT)),
        ("value_label_names", _fixed([each.name if each.labels else "" for each in variables], NAME)),
        ("variable_labels", _fixed([each.label for each in variables], LABEL)),
        ("characteristics", b"".join(_notes(each) for each in variables)),
    ]


def _fixed(texts: Sequence[str], size: int) -> bytes:
    return b"".join(text.encode().ljust(size, b"\0") for text in texts)


def _notes(variable: Variable) -> bytes:
    if not variable.notes:
        return b""
    said = [("note0", str(len(variable.notes))), *((f"note{n}", text) for n, text in enumerate(variable.notes, 1))]
    found = []
    for name, text in said:
        content = _fixed([variable.name, name], NAME) + text.encode() + b"\0"
        found.append(_part("ch", struct.pack("<I", len(content)) + content))
    return b"".join(found)


def _write_rows(
    file: IO[bytes], texts: IO[bytes], variables: Sequence[Variable], cells: Iterable[Sequence[object]]
) -> None:
    """Write every row, and its long texts aside, to which the row refers by variable and row."""
    pack = struct.Struct(
        "<" + "".join(f"{each.type}s" if isinstance(each.type, int) else _PACKED[each.type] for each in variables)
    ).pack
    long_ones = [place for place, each in enumerate(variables) if each.type == LONG_TEXT]
    for number, row in enumerate(cells, 1):
        kept = [*row]
        for place in long_ones:
            text = kept[place]
            kept[place] = _EMPTY
            if isinstance(text, bytes) and text:
                kept[place] = struct.pack("<HIH", place + 1, number, 0)
                texts.write(b"GSO" + struct.pack("<IQBI", place + 1, number, 130, len(text) + 1) + text + b"\0")
        file.write(pack(*kept))


def _value_labels(variable: Variable) -> bytes:
    values = sorted(
        (MISSING["long", value] if isinstance(value, str) else value, words) for value, words in variable.labels
    )
    offsets, texts = [], b""
    for _value, words in values:
        offsets.append(len(texts))
        texts += words.encode() + b"\0"
    count = len(values)
    table = (
        struct.pack(f"<ii{count}i{count}i", count, len(texts), *offsets, *(value for value, _words in values)) + texts
    )
    return _part("lbl", struct.pack("<i", len(table)) + _fixed([variable.name], NAME) + bytes(3) + table)
