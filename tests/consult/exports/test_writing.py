"""Every kind of file is written, whatever it is."""

from datetime import date

import pytest

from consult.contract.plugin import Column
from consult.exports.formats import Format
from consult.exports.writing import Described, written

BEGINNINGS = {
    Format.CSV: b"\xef\xbb\xbf",
    Format.JSON: b"{",
    Format.XLSX: b"PK",
    Format.PARQUET: b"PAR1",
    Format.SAV: b"$FL2",
    Format.DTA: b"<stata_dta>",
    Format.R: b"# Reads the responses in trees.csv",
    Format.DDI: b"<?xml",
}


@pytest.mark.parametrize("file_format", Format)
def test_a_file_begins_as_its_kind_does(file_format: Format) -> None:
    described = Described("Trees", "Which?", f"trees.{file_format.ending}", "trees.csv", date(2026, 11, 30))
    done: list[int] = []
    rows = [("CN-1",), ("CN-2",)]
    found = written([Column(name="reference", label="No.")], rows, file_format, described, progress=done.append)
    assert b"".join(found).startswith(BEGINNINGS[file_format])
    assert done[-1:] == ([] if file_format in (Format.R, Format.DDI) else [3 if file_format is Format.XLSX else 2])
