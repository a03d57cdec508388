"""A process of its own that reads a workbook, so that a hostile one ends it and nothing else.

It is started as a script by its path, reads the file from its input, and writes JSON: see `workbooks.py`.
"""

import io
import json
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

MEMORY = 2 * 1024**3
SECONDS = 60
UNPACKED = 400 * 1024**2


def main() -> None:
    """Read a workbook from the input; the first argument names the sheet, or is empty."""
    for kind, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(kind, (limit, limit))
    json.dump(read(sys.stdin.buffer.read(), sys.argv[1]), sys.stdout)


def read(content: bytes, sheet: str) -> dict[str, Any]:
    """Return the sheets that can be chosen, the one that was read, and its rows; or a fault by its name."""
    if content.startswith(b"PK") and unpacked_size(content) > UNPACKED:
        return {"fault": "large"}
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = [
            sheet_metadata.name
            for sheet_metadata in workbook.sheets_metadata
            if sheet_metadata.visible is SheetVisibleEnum.Visible and sheet_metadata.typ is SheetTypeEnum.WorkSheet
        ]
        for name in [sheet] if sheet else shown:
            if name not in shown:
                return {"fault": "sheet", "sheets": shown}
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if rows or sheet:
                return {"sheets": shown, "sheet": name, "rows": [[words(cell) for cell in row] for row in rows]}
    except PasswordError:
        return {"fault": "password"}
    except CalamineError:
        return {"fault": "broken"}
    return {"fault": "empty"}


def unpacked_size(content: bytes) -> int:
    """Return how many bytes a packed file holds, counted while it is unpacked and not as it says of itself."""
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for member in packed.infolist():
                with packed.open(member) as opened:
                    while chunk := opened.read(1024**2):
                        total += len(chunk)
                        if total > UNPACKED:
                            return total
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
        return total  # what is broken or has a password is told by the reader of workbooks
    return total


def words(cell: object) -> str:
    """Return a cell as it is seen: whole numbers without a point, days and moments in the order of ISO 8601."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, datetime):
        whole_day = cell.time() == time(0)
        return cell.date().isoformat() if whole_day else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


if __name__ == "__main__":
    main()
