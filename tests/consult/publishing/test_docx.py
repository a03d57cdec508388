"""The document for word processors opens in one, with headings, header rows and every word."""

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from consult.files.cleaners.office import clean_office
from consult.publishing.blocks import PublishedDocument, Tracked
from consult.publishing.docx import make_docx
from tests.consult.publishing.conftest import HOSTILE
from tests.support.libreoffice import read_by_libreoffice

DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_it_has_headings_header_rows_language_alternatives_and_title(document: PublishedDocument) -> None:
    made = make_docx(document)
    assert made == make_docx(document)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {
            name: ElementTree.fromstring(archive.read(name))  # noqa: S314
            for name in archive.namelist()
            if name.endswith(".xml")
        }
    main = parts["word/document.xml"]
    styles = [style.get(f"{W}val") for style in main.iter(f"{W}pStyle")]
    assert styles.count("Heading1") == 1
    assert {"Heading2", "Heading3", "ListBullet", "Quote"} <= set(styles)
    tables = list(main.iter(f"{W}tbl"))
    assert len(tables) == 1
    assert all(table.find(f".//{W}tblHeader") is not None for table in tables)
    words = "\n".join(text.text or "" for text in main.iter(f"{W}t"))
    for said in (HOSTILE, "We fear it.", "86,514"):
        assert said in words
    assert [picture.get("descr") for picture in main.iter(DRAWN)] == ["Yes 60, no 40"]
    assert document.title in "".join(parts["docProps/core.xml"].itertext())
    assert {mark.get(f"{W}val") for mark in parts["word/styles.xml"].iter(f"{W}lang")} == {"en-GB"}


def test_the_check_of_files_that_people_send_would_take_it(document: PublishedDocument, tmp_path: Path) -> None:
    sent = tmp_path / "assessment.docx"
    sent.write_bytes(make_docx(document))
    assert clean_office(sent, tmp_path / "cleaned.docx", "Assessment") == []
    assert (tmp_path / "cleaned.docx").stat().st_size > 1_000


CHANGED = Tracked(
    (("same", "within "), ("removed", "28"), ("added", "14"), ("same", " days")), "Cllr Ada", "2026-12-01"
)


def test_changes_are_real_changes_with_author_and_day() -> None:
    made = make_docx(PublishedDocument("Motion", "Council", (CHANGED,)))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        main = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314
    (removed,), (added,) = main.iter(f"{W}del"), main.iter(f"{W}ins")
    assert [text.text for text in removed.iter(f"{W}delText")] == ["28"]
    assert [text.text for text in added.iter(f"{W}t")] == ["14"]
    assert (added.get(f"{W}author"), added.get(f"{W}date")) == ("Cllr Ada", "2026-12-01T00:00:00Z")


@pytest.mark.libreoffice
def test_libreoffice_shows_the_text_with_its_changes(tmp_path: Path) -> None:
    said = read_by_libreoffice(make_docx(PublishedDocument("Motion", "Council", (CHANGED,))), tmp_path)
    assert "14 days" in said


@pytest.mark.libreoffice
def test_libreoffice_reads_every_word(document: PublishedDocument, tmp_path: Path) -> None:
    said = read_by_libreoffice(make_docx(document), tmp_path)
    for words in ("We fear it.", HOSTILE, "Supt Ada Ferris", "86,514"):
        assert words in said
