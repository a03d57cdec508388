"""Text and CSV: any of the usual encodings is read, and UTF-8 is written."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from consult.files.cleaners.findings import Finding, Refused
from consult.kernel.messages import gettext as _
from consult.kernel.spreadsheet import starts_formula

_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def clean_text_file(source: Path, target: Path) -> Sequence[Finding]:
    """Write the text again in UTF-8; raises `Refused` for what is no text."""
    target.write_bytes(_decoded(source.read_bytes()).encode())
    return ()


def clean_csv(source: Path, target: Path) -> Sequence[Finding]:
    """Write the lines again in UTF-8, and name the cells that a spreadsheet would run."""
    text = _decoded(source.read_bytes())
    target.write_bytes(text.encode())
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    heading = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count))
    running = [cell for row in rows for cell in row if starts_formula(cell) and not _is_number(cell)]
    return (Finding("formulas", ", ".join(cell[:30] for cell in running[:3])),) if running else ()


def _decoded(content: bytes) -> str:
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), None)
    for name in [encoding] if encoding else ["utf-8", "cp1252"]:
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(_("The file is not plain text. Save it as UTF-8 text and try again."))


def _is_number(cell: str) -> bool:
    try:
        float(cell.strip().replace(",", ""))
    except ValueError:
        return False
    return True
