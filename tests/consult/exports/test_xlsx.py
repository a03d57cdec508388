"""Workbooks, opened again with openpyxl."""

import io
import time
import zipfile
from collections.abc import Generator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from consult.exports.xlsx import CUT_MARK, LONGEST_CELL, Sheet, write_xlsx, xlsx_chunks

in_xml = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
piece = st.one_of(in_xml, st.sampled_from([*"=+-@'\t\n ", "<r>", "</r>", "_x0041_", "http://a.b"]))
text = st.lists(piece, max_size=12).map("".join)


def opened(sheets: Sequence[Sheet]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(b"".join(xlsx_chunks(sheets))))


def cells(book: openpyxl.Workbook, name: str) -> list[list[object]]:
    return [
        [unescape(cell) if isinstance(cell, str) else cell for cell in row]
        for row in book[name].iter_rows(values_only=True)
    ]


@settings(max_examples=30, deadline=None)
@given(st.lists(text, min_size=1, max_size=30))
def test_every_text_is_read_back_as_it_was_and_none_is_a_formula(texts: list[str]) -> None:
    texts = ["<r>&</r>", "=1+1", "<r>_x0041_</r>", "<r></r>", "<r>\x01</r>", *texts]
    book = opened([Sheet("Data", ["n", "=text"], enumerate(texts))])
    assert cells(book, "Data") == [["n", "=text"], *([n, t or None] for n, t in enumerate(texts))]
    page = book["Data"]
    assert all(cell.data_type != "f" and cell.hyperlink is None for row in page.iter_rows() for cell in row)
    assert page["B3"].quotePrefix


def test_control_characters_and_broken_surrogates_do_not_break_the_file() -> None:
    book = opened([Sheet("Data", ["text"], [("a\x01b",), ("c\ud800d",), ("e\0f",), ("g\uffffh",), ("i\r\nj",)])])
    found = [row[0] for row in cells(book, "Data")[1:]]
    assert found == ["a\x01b", "c\ufffdd", "ef", "g\ufffdh", "i\r\nj"]


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    exact, long, wide = "x" * LONGEST_CELL, "x" * (LONGEST_CELL + 1), "😀" * 20_000
    book = opened([Sheet("Data", ["text"], [(exact,), (long,), (wide,)])])
    found = [str(row[0]) for row in cells(book, "Data")[1:]]
    assert found[0] == exact
    assert found[1].endswith(CUT_MARK)
    assert len(found[1]) == LONGEST_CELL
    assert found[2].endswith(CUT_MARK)
    assert len(found[2].encode("utf-16-le")) // 2 <= LONGEST_CELL


def test_numbers_and_truth_values_keep_their_type_and_no_digit_is_lost() -> None:
    row = (-5, 2.5, Decimal("1.25"), True, None, 12345678901234567890, float("nan"), Decimal("NaN"))
    book = opened([Sheet("Data", list("abcdefgh"), [row])])
    assert cells(book, "Data")[1] == [-5, 2.5, 1.25, True, None, "12345678901234567890", "nan", "NaN"]


def test_sheets_come_in_order_and_their_names_are_made_to_fit() -> None:
    names = ["Data", "data", "a/b:c", "", "History", "x" * 40, "x" * 40]
    book = opened([Sheet(name, ["a"], []) for name in names])
    assert book.sheetnames == ["Data", "data (2)", "a b c", "Sheet", "History (2)", "x" * 31, "x" * 27 + " (2)"]


def test_a_sheet_that_is_full_goes_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.exports.xlsx.MAX_ROWS", 4)
    book = opened([Sheet("Data", ["n"], [(number,) for number in range(7)])])
    assert book.sheetnames == ["Data", "Data (2)", "Data (3)"]
    assert [cells(book, name) for name in book.sheetnames] == [
        [["n"], [0], [1], [2]],
        [["n"], [3], [4], [5]],
        [["n"], [6]],
    ]


def test_progress_is_told_over_all_sheets_and_nothing_is_left_in_the_folder(tmp_path: Path) -> None:
    told: list[int] = []
    sheets = [Sheet("Data", ["n"], ((n,) for n in range(2_500))), Sheet("Code book", ["n"], [("n",)])]
    pieces = xlsx_chunks(sheets, progress=told.append, folder=tmp_path)
    assert isinstance(pieces, Generator)
    next(pieces)
    assert told == [1_000, 2_000, 2_501]
    pieces.close()
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_without_sheets_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one sheet"):
        write_xlsx(io.BytesIO(), [])


def test_a_workbook_is_a_plain_zip_without_macros_or_links() -> None:
    whole = io.BytesIO(b"".join(xlsx_chunks([Sheet("Data", ["a"], [("http://a.b",)])])))
    assert not [name for name in zipfile.ZipFile(whole).namelist() if "vba" in name or "sheet1.xml.rels" in name]


def test_a_workbook_of_a_day_is_the_same_bytes_whenever_it_is_written() -> None:
    sheets = [Sheet("Data", ["n"], [(1,)])]
    made_at = datetime(2026, 11, 29, tzinfo=UTC)
    first = b"".join(xlsx_chunks(sheets, made_at=made_at))
    time.sleep(1.1)
    assert b"".join(xlsx_chunks(sheets, made_at=made_at)) == first
    assert b"".join(xlsx_chunks(sheets)) != first


def test_days_are_days_headings_stay_in_sight_and_columns_are_filtered() -> None:
    page = opened([Sheet("Data", ["on", "number"], [(date(2026, 11, 29), 1)])])["Data"]
    assert (page["A2"].value, page["A2"].number_format) == (datetime(2026, 11, 29), "yyyy-mm-dd")
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:B1048576")
    assert page.column_dimensions["A"].width > 30


@pytest.mark.parametrize(("columns", "is_fitted"), [(16, True), (21, False)])
def test_a_sheet_is_printed_with_its_headings_on_each_page_and_its_columns_side_by_side(
    columns: int, is_fitted: bool
) -> None:
    page = opened([Sheet("Data", [f"c{number}" for number in range(columns)], [range(columns)])])["Data"]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.print_title_rows == "$1:$1"
    assert bool(page.sheet_properties.pageSetUpPr and page.sheet_properties.pageSetUpPr.fitToPage) is is_fitted
