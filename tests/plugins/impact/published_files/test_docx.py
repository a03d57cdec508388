"""The document for word processors opens in one, with headings, header rows and every word."""

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from consult.files.cleaners.office import clean_office
from plugins.impact.published_files.blocks import AssessmentFile
from plugins.impact.published_files.docx import make_docx
from tests.plugins.impact.published_files.conftest import HOSTILE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_it_has_headings_header_rows_language_and_title(read_file: Callable[[], AssessmentFile]) -> None:
    file = read_file()
    made = make_docx(file)
    assert made == make_docx(file)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}  # noqa: S314
    document = parts["word/document.xml"]
    styles = [style.get(f"{W}val") for style in document.iter(f"{W}pStyle")]
    assert styles.count("Heading1") == 1
    assert {"Heading2", "Heading3", "Label"} <= set(styles)
    tables = list(document.iter(f"{W}tbl"))
    assert tables
    assert all(table.find(f".//{W}tblHeader") is not None for table in tables)
    words = "\n".join(text.text or "" for text in document.iter(f"{W}t"))
    assert HOSTILE in words
    assert "[withheld, Section 31" in words
    assert file.title in "".join(parts["docProps/core.xml"].itertext())
    assert parts["word/styles.xml"].find(f".//{W}lang") is not None


def test_the_check_of_files_that_people_send_would_take_it(
    read_file: Callable[[], AssessmentFile], tmp_path: Path
) -> None:
    sent = tmp_path / "assessment.docx"
    sent.write_bytes(make_docx(read_file()))
    assert clean_office(sent, tmp_path / "cleaned.docx", "Assessment") == []
    assert (tmp_path / "cleaned.docx").stat().st_size > 1_000


@pytest.mark.libreoffice
def test_libreoffice_reads_every_word(read_file: Callable[[], AssessmentFile], tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None or not Path(program).resolve().with_name("libswlo.so").exists():  # Writer is a part of its own
        if os.environ.get("CONSULT_REQUIRE_LIBREOFFICE") == "1":
            pytest.fail("LibreOffice Writer was not found.")
        pytest.skip("LibreOffice Writer was not found: install it (Debian: apt install libreoffice-writer).")
    (tmp_path / "assessment.docx").write_bytes(make_docx(read_file()))
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    asked = [program, home, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*asked, str(tmp_path / "assessment.docx")], check=True, capture_output=True, timeout=120)
    said = (tmp_path / "assessment.txt").read_text()
    for words in ("We fear it.", HOSTILE, "[withheld, Section 31", "Supt Ada Ferris", "86,514"):
        assert words in said
