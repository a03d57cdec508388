"""Workbooks are read by their content, whatever made them, and a hostile one harms nobody."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from consult.exports.xlsx import Sheet, xlsx_chunks
from consult.kernel.errors import Invalid
from consult.tables.files import read_table
from consult.tables.values import Layout
from consult.tables.workbooks import ending_of, is_workbook, read_workbook

AS_FOUND = Layout()
ROWS = [("1", "Agree", 5), ("2", "=1+1", 2.5), ("3", "two\nlines", None)]


def workbook(*sheets: Sheet) -> bytes:
    """Return a workbook as our exports write it."""
    return b"".join(xlsx_chunks(list(sheets)))


def sheet(name: str = "Data") -> Sheet:
    return Sheet(name, ["id", "view", "hours"], ROWS)


def test_a_workbook_is_read_as_its_cells_are_seen() -> None:
    table = read_table(workbook(sheet()))
    assert table.columns == ("id", "view", "hours")
    assert [list(row.cells) for row in table.rows] == [
        ["1", "Agree", "5"],
        ["2", "=1+1", "2.5"],
        ["3", "two\nlines", ""],
    ]
    assert (table.unit, [row.number for row in table.rows]) == ("row", [2, 3, 4])
    assert table.describe() == "Read as a spreadsheet, sheet “Data”. It has 3 rows. The heading is row 1."


def test_a_sheet_can_be_chosen() -> None:
    content = workbook(sheet("Notes"), Sheet("Answers", ["a"], [("x",)]))
    assert read_table(content).sheets == ("Notes", "Answers")
    assert read_table(content, Layout(sheet="Answers")).columns == ("a",)
    with pytest.raises(Invalid, match=r"no sheet “Other”\. Its sheets are: Notes, Answers"):
        read_workbook(content, Layout(sheet="Other"))


def with_part(content: bytes, name: str, change: str, into: str) -> bytes:
    """Return a workbook in one part of which something is replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for part in read.namelist():
            text = read.read(part).decode()
            made.writestr(part, re.sub(change, into, text, count=1) if part == name else text)
    return file.getvalue()


def test_a_hidden_sheet_is_not_read() -> None:
    content = workbook(sheet("Secret"), Sheet("Answers", ["a"], [("x",)]))
    hidden = with_part(content, "xl/workbook.xml", r'<sheet name="Secret"', '<sheet name="Secret" state="hidden"')
    table = read_table(hidden)
    assert (table.sheets, table.layout.sheet) == (("Answers",), "Answers")


def test_a_cell_at_the_far_corner_ends_the_reading_and_nothing_else() -> None:
    content = workbook(Sheet("Data", ["a", "b"], [("x", "y")]))
    far = with_part(content, "xl/worksheets/sheet1.xml", r'r="B2"', 'r="XFD1048576"')
    if far == content or b"XFD1048576" not in zipfile.ZipFile(io.BytesIO(far)).read("xl/worksheets/sheet1.xml"):
        far = with_part(content, "xl/worksheets/sheet1.xml", r"</sheetData>", FAR_CELL)
    with pytest.raises(Invalid, match="too large when it is unpacked"):
        read_table(far)


FAR_CELL = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04garbage", "not a spreadsheet that can be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1garbage", "old spreadsheet"),
    ],
)
def test_what_only_looks_like_a_workbook_is_refused(content: bytes, sentence: str) -> None:
    assert is_workbook(content)
    assert ending_of(content) == "xls"
    with pytest.raises(Invalid, match=sentence):
        read_workbook(content, AS_FOUND)


def test_a_file_is_called_by_its_content() -> None:
    assert (ending_of(workbook(sheet())), ending_of(b"a,b\n")) == ("xlsx", "csv")


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(Invalid, match="has no rows"):
        read_table(with_part(workbook(sheet()), "xl/worksheets/sheet1.xml", r"(?s)<row.*</row>", ""))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_workbooks_of_libreoffice_are_read(tmp_path: Path, kind: str) -> None:
    source = tmp_path / "answers.csv"
    with source.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["id", "when", "why"], ["1", "2026-11-03", "café; “x”"], ["2", "", "two\nlines"]])
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    command = ["soffice", home, "--headless", "--convert-to", kind, "--infilter=CSV:44,34,76,1", str(source)]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    renamed = (tmp_path / f"answers.{kind}").rename(tmp_path / "answers.txt")
    assert ending_of(renamed.read_bytes()) == kind
    table = read_table(renamed.read_bytes())
    assert table.columns == ("id", "when", "why")
    assert [list(row.cells) for row in table.rows] == [["1", "2026-11-03", "café; “x”"], ["2", "", "two\nlines"]]
