"""A script for R that reads the CSV file of an export and gives every column its type, its labels and its codes."""

import json
from collections.abc import Sequence

from consult.contract.plugin import Column
from consult.exports.numbering import missing_in
from consult.exports.typed_columns import Type, type_of

_HEAD = """\
# Reads the responses in {file} (in the same folder) and gives each column its type.
# Made by Consult. Run it with: source("{script}", encoding = "UTF-8")
# Afterwards `as_exported` holds every cell as it is in the file, also why an answer is missing:
# -7 preferred not to say, -8 not asked, -9 not answered. In `responses` these are NA.

as_exported <- read.csv({name}, colClasses = "character", check.names = FALSE, na.strings = character(),
                        encoding = "UTF-8", fileEncoding = "UTF-8-BOM")
responses <- as_exported

number_of <- function(cells, no_answer) as.numeric(ifelse(cells %in% c("", no_answer), NA, cells))
# A text that a spreadsheet could take for a formula has an apostrophe before it.
signs <- "-=+@\\\\t\\\\r\\\\n\\uFF1D\\uFF0B\\uFF0D\\uFF20\\uFE66\\uFE62\\uFE63\\uFE6B\\u2212"
guard <- paste0("^'(?='*[\\\\s\\\\p{{Z}}\\\\p{{C}}]*[", signs, "])")
text_of <- function(cells) ifelse(cells == "", NA, sub(guard, "", enc2utf8(cells), perl = TRUE))
day_of <- function(cells) as.Date(ifelse(cells == "", NA, cells))
moment_of <- function(cells) as.POSIXct(ifelse(cells == "", NA, cells), format = "%Y-%m-%dT%H:%MZ", tz = "UTC")
named <- function(column, label) {{
  attr(column, "label") <- label
  column
}}
"""


def r_script(columns: Sequence[Column], *, file_name: str, script_name: str) -> bytes:
    """Return the script, for the CSV file of this name."""
    head = _HEAD.format(file=file_name, script=script_name, name=_quoted(file_name))
    lines = [_line(column) for column in columns]
    return "\n".join([head, *lines, ""]).encode()


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
