"""Workbooks as rows: XLSX and ODS, known by their content and read in a process with limits."""

import io
import json
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.tables import workbook_process
from consult.tables.values import MAX_CELLS, MAX_ROWS, Found, Layout, RawRow

_PACKED = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FAULTS = {
    "large": _l("The spreadsheet is too large when it is unpacked. Save the sheet as CSV, or import it in parts."),
    "password": _l("The spreadsheet is protected by a password. Save it without one."),
    "broken": _l("The file is not a spreadsheet that can be read. Save it as XLSX, ODS or “CSV UTF-8”."),
    "empty": _l("The spreadsheet has no rows. Select another file."),
}


def is_workbook(content: bytes) -> bool:
    """Whether a file is a workbook, or at least no text; its name does not count."""
    return content.startswith((_PACKED, _OLE))


def ending_of(content: bytes) -> str:
    """Return how the name of a file with this content ends: csv for every text."""
    if not is_workbook(content):
        return "csv"
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "xlsx" if "xl/workbook.xml" in packed.namelist() else "ods"
    return "xls"


def read_workbook(content: bytes, layout: Layout) -> Found:
    """Return the rows of a sheet (the first with any, where none is named), by their numbers in the sheet.

    Raises `Invalid` when the file is no workbook, has a password, or is too large.
    """
    if content.startswith(_OLE):
        raise Invalid(_("The file is an old spreadsheet (XLS), or has a password. Save it as XLSX without a password."))
    read = _read_aside(content, layout.sheet or "")
    fault = read.get("fault")
    if fault == "sheet":
        raise Invalid(
            _(
                "The spreadsheet has no sheet “%(sheet)s”. Its sheets are: %(sheets)s.",
                sheet=layout.sheet,
                sheets=", ".join(read["sheets"]),
            )
        )
    if fault is not None:
        raise Invalid(_FAULTS[fault])
    rows = [RawRow(number, cells) for number, cells in enumerate(read["rows"], 1)]
    if len(rows) > MAX_ROWS or sum(len(row.cells) for row in rows) > MAX_CELLS:
        raise Invalid(_FAULTS["large"])
    return Found(rows=rows, layout=Layout(sheet=read["sheet"]), sheets=tuple(read["sheets"]))


def _read_aside(content: bytes, sheet: str) -> dict[str, Any]:
    command = [sys.executable, "-I", str(Path(workbook_process.__file__)), sheet]
    try:
        done = subprocess.run(  # noqa: S603 (our own script; the sheet's name is one argument, and no shell reads it)
            command, input=content, capture_output=True, timeout=2 * workbook_process.SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return {"fault": "large"}
    if done.returncode < 0:
        return {"fault": "large"}  # it was ended by a limit
    if done.returncode:
        return {"fault": "large" if b"MemoryError" in done.stderr else "broken"}
    read: dict[str, Any] = json.loads(done.stdout)
    return read
