"""Cells that no spreadsheet takes for a formula."""

import math
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

PREFIX: Final = "'"
"""The apostrophe that tells a spreadsheet to read the rest as text."""

_TRIGGERS: Final = frozenset(
    "=+-@"
    "\t\r\n"
    "\uff1d\uff0b\uff0d\uff20"  # full width
    "\ufe66\ufe62\ufe63\ufe6b"  # small forms
    "\u2212"  # the typographic minus, which LibreOffice takes for one
)
_NOTHING_SEEN: Final = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))


def safe_cell(value: object) -> object:
    """Return what may be written into a spreadsheet cell for a value.

    Numbers and truth values stay what they are, nothing becomes an empty text, everything else becomes
    text. A text gets an apostrophe in front when, after spaces, a byte order mark or characters nobody
    sees, it starts with one of ``= + - @``, their full-width or small forms, a tab or a line break. NUL
    characters are dropped. A text that already looks guarded gets one apostrophe more, so that
    `plain_text` always finds the original again. Source: OWASP ASVS 5.0, 1.2.10.
    """
    if isinstance(value, str):
        # a letter or a digit in front is safe in any script; nearly every text leaves here
        if value[:1].isalnum() and "\0" not in value:
            return value
        return _guarded(value)
    if value is None:
        return ""
    if isinstance(value, int):
        return value
    if isinstance(value, float | Decimal):
        return value if math.isfinite(value) else _guarded(str(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return _guarded(str(value))


def safe_row(row: Sequence[object]) -> list[object]:
    """Return the cells of a row, each made safe."""
    # the tests of `safe_cell` for numbers and ordinary text stand here again, to save a call per cell
    return [
        cell
        if cell.__class__ is int or (isinstance(cell, str) and cell[:1].isalnum() and "\0" not in cell)
        else safe_cell(cell)
        for cell in row
    ]


def plain_text(cell: str) -> str:
    """Take off the apostrophe that `safe_cell` put in front of a text, if it did."""
    return cell[1:] if cell.startswith(PREFIX) and starts_formula(cell[1:]) else cell


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet might take a text, or a text inside guarding apostrophes, for a formula."""
    for character in text.lstrip(PREFIX) if text.startswith(PREFIX) else text:
        if character in _TRIGGERS:
            return True
        if unicodedata.category(character) not in _NOTHING_SEEN:
            return False
    return False


def _guarded(text: str) -> str:
    if "\0" in text:
        text = text.replace("\0", "")
    return PREFIX + text if starts_formula(text) else text
