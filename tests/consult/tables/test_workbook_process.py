"""Cells of a workbook as an officer sees them, and the size of what is packed."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from consult.tables import workbook_process
from consult.tables.workbook_process import read, unpacked_size, words


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        (5.0, "5"),
        (2.5, "2.5"),
        (0.1 + 0.2, "0.3"),
        (-3.0, "-3"),
        (1e20, "1e+20"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("=1+1", "=1+1"),
        ("", ""),
        (date(2026, 11, 3), "2026-11-03"),
        (datetime(2026, 11, 3), "2026-11-03"),
        (datetime(2026, 11, 3, 14, 30), "2026-11-03 14:30:00"),
        (time(9, 5), "09:05:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_a_cell_becomes_what_is_seen(cell: Any, seen: str) -> None:
    assert words(cell) == seen


def packed(size: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/worksheets/sheet1.xml", b"0" * size)
    return file.getvalue()


def test_the_size_is_counted_and_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_process, "UNPACKED", 3 * 1024**2)
    assert unpacked_size(packed(1_000)) == 1_000
    assert read(packed(20 * 1024**2), "") == {"fault": "large"}


def test_what_is_no_archive_has_no_size() -> None:
    assert unpacked_size(b"PK\x03\x04 and nothing more") == 0
    assert read(b"PK\x03\x04 and nothing more", "") == {"fault": "broken"}
