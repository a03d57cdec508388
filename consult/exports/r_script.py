"""A script for R that reads the CSV file of an export and gives every column its type, its labels and its codes."""

import json
from collections.abc import Sequence
from pathlib import Path

from consult.contract.plugin import Column
from consult.exports.typed_columns import Type, type_of
from consult.submissions.numbering import missing_in

READING = Path(__file__).with_name("reading.R")
_HEAD = """\
# Reads the responses in {file} (in the same folder) and gives each column its type.
# Made by Consult. Run it with: source("{script}", encoding = "UTF-8")
# In `as_exported` every cell is as it is in the file, also why an answer is missing.
# There -7 is preferred not to say, -8 not asked, and -9 not answered. In `responses` these are NA.

as_exported <- read.csv({name}, colClasses = "character", check.names = FALSE, na.strings = character(),
                        encoding = "UTF-8", fileEncoding = "UTF-8-BOM")
"""


def r_script(columns: Sequence[Column], *, file_name: str, script_name: str) -> bytes:
    """Return the script, for the CSV file of this name."""
    head = _HEAD.format(file=file_name, script=script_name, name=_quoted(file_name))
    lines = [_line(column) for column in columns]
    return "\n".join([head + READING.read_text(encoding="utf-8"), *lines, ""]).encode()


def _line(column: Column) -> str:
    cells = f"responses[[{_quoted(column.name)}]]"
    return f"{cells} <- named({_made(column, cells)}, {_quoted(str(column.label))})"


def _made(column: Column, cells: str) -> str:
    kind = type_of(column)
    if kind is Type.NUMBER:
        return f"number_of({cells}, c({', '.join(_quoted(str(number)) for number in missing_in(column.numbers))}))"
    if kind is not Type.CODE:
        return f"{_OF[kind]}({cells})"
    words = {code: str(label) for code, label in column.values.items() if column.numbers[code] >= 0}
    levels = ", ".join(_quoted(code) for code in words)
    labels = ", ".join(_quoted(label) for label in _told_apart(words))
    return f"factor({cells}, levels = c({levels}), labels = c({labels}))"


_OF = {Type.TEXT: "text_of", Type.DATE: "day_of", Type.TIME: "moment_of"}


def _told_apart(words: dict[str, str]) -> list[str]:
    """Return the words of each code; two codes with equal words would be one level."""
    said = [*words.values()]
    return [label if said.count(label) == 1 else f"{label} ({code})" for code, label in words.items()]


def _quoted(text: str) -> str:
    """Return a text as R reads it; JSON's strings are R's, but for the slash and for what is no character."""
    return json.dumps(text, ensure_ascii=False)
