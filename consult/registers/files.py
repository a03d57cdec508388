"""A register as files: CSV and JSON as they are read from the database, and the description of a data package."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from consult.contract.plugin import Column
from consult.contract.registers import PEOPLE, Register
from consult.exports.formats import csv_chunks, json_lines_chunks
from consult.kernel.text import slug_from
from consult.registers.queries import Cells
from consult.registers.values import SMALL, plain_row

ADDRESS = Column(name="address", label="The address at which this row stays", is_public=True)
TYPES = {"number": "number", PEOPLE: "integer", "date": "date", "moment": "datetime", "yes_no": "boolean"}
"""The types of Table Schema for the kinds of columns; everything else is a text."""
GUARDED = "A text that a spreadsheet would take for a formula begins with an apostrophe in the CSV file."

Rows = Iterable[tuple[Any, Cells]]


def names_of(register: Register) -> list[str]:
    """Return the columns of its files: those that are declared, and the address of the row."""
    return [*(column.name for column in register.columns), ADDRESS.name]


def csv_file(register: Register, rows: Rows, address_of: Callable[[object], str]) -> Iterator[bytes]:
    """Yield the rows as CSV in pieces; no cell of it is a formula."""
    return csv_chunks(names_of(register), _plain(register, rows, address_of))


def json_file(register: Register, rows: Rows, address_of: Callable[[object], str]) -> Iterator[bytes]:
    """Yield the rows as one JSON list of objects in pieces."""
    waiting = b"["
    for chunk in json_lines_chunks(names_of(register), _plain(register, rows, address_of)):
        lines = waiting + chunk.replace(b"}\n{", b"},\n{")
        yield lines.removesuffix(b"\n")
        waiting = b",\n"
    yield b"[]" if waiting == b"[" else b"]"


def data_package(register: Register, publisher: str, home: str) -> dict[str, Any]:
    """Return what the CSV file is, as a Frictionless tabular data package.

    Source: Data Package and Table Schema, version 1 (specs.frictionlessdata.io).
    """
    name = slug_from(register.name.replace(".", " "))
    licence = {"name": register.licence.name, "title": register.licence.title, "path": register.licence.address}
    fields = [_field(column) for column in register.columns]
    address = {"name": ADDRESS.name, "type": "string", "format": "uri", "description": ADDRESS.label}
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": register.title,
        "description": f"{register.summary} {GUARDED}",
        "homepage": home,
        "licenses": [licence],
        "contributors": [{"title": publisher, "role": "publisher"}],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": name,
                "path": "data.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [*fields, address],
                    "primaryKey": [ADDRESS.name],
                    "missingValues": [
                        "",
                        *([SMALL] if any(column.kind == PEOPLE for column in register.columns) else []),
                    ],
                },
            }
        ],
    }


def _field(column: Column) -> dict[str, object]:
    described = column.label
    if column.kind == PEOPLE:
        described += f". Rounded; {SMALL} stands for a number that is too small to be shown"
    found: dict[str, Any] = {"name": column.name, "title": column.label, "type": TYPES.get(column.kind, "string")}
    if column.values:
        meanings = "; ".join(f"{code}: {words}" for code, words in column.values.items())
        described = f"{described} ({meanings})"
        found["constraints"] = {"enum": list(column.values)}
    return found | {"description": described}


def _plain(register: Register, rows: Rows, address_of: Callable[[object], str]) -> Iterator[list[object]]:
    return (plain_row(register.columns, cells, address_of(row)) for row, cells in rows)
