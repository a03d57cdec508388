"""Having a file cleaned by a child."""

import zlib
from pathlib import Path

import pikepdf
import pytest

from consult.files import cleaner
from consult.files.cleaner import clean_file
from consult.files.cleaners.findings import Finding
from consult.kernel.errors import Invalid
from tests.support.documents import small_pdf, workbook_with_hidden_sheet


def test_findings_come_back_as_values(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(workbook_with_hidden_sheet("Names, all"))
    assert clean_file("xlsx", tmp_path / "a", tmp_path / "b", "T") == [Finding("hidden_sheets", "Names, all")]


def test_a_refusal_is_told_in_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(Invalid, match="Print it to PDF once more"):
        clean_file("pdf", tmp_path / "a", tmp_path / "b", "T")


def test_one_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaner, "LONGEST_WAIT", 0.01)
    (tmp_path / "a").write_bytes(small_pdf())
    with pytest.raises(Invalid, match="damaged or too complicated"):
        clean_file("pdf", tmp_path / "a", tmp_path / "b", "T")


def test_a_child_that_dies_is_told_as_a_fault_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="damaged or too complicated"):
        clean_file("nothing", tmp_path / "a", tmp_path / "b", "T")


def test_a_picture_that_unpacks_to_far_more_than_is_read_stays_whole(tmp_path: Path) -> None:
    pixels = bytes(3 * 5_000 * 6_000)
    with pikepdf.new() as pdf:
        picture = pikepdf.Stream(pdf, zlib.compress(pixels, 1))
        picture["/Filter"], picture["/Subtype"] = pikepdf.Name.FlateDecode, pikepdf.Name.Image
        pdf.add_blank_page()
        pdf.pages[0].obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=picture))
        pdf.pages[0].obj["/Contents"] = pdf.make_stream(b"/Picture Do")
        pdf.save(tmp_path / "a")
    assert clean_file("pdf", tmp_path / "a", tmp_path / "b", "T") == []
    with pikepdf.open(tmp_path / "b") as cleaned:
        assert cleaned.pages[0].obj["/Resources"]["/XObject"]["/Picture"].read_bytes() == pixels
