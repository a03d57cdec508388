"""Which files are taken, by what is in them."""

import io
import zipfile

import pytest

from consult.files import kinds
from consult.files.kinds import kind_of, require_kind
from consult.kernel.errors import Invalid

ODT = "application/vnd.oasis.opendocument.text"


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
XLSX = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
GOOD = {
    "a.pdf": b"%PDF-1.7\n",
    "a.docx": zipped(DOCX),
    "a.xlsx": zipped(XLSX),
    "a.odt": zipped({"mimetype": ODT.encode(), "content.xml": b"<x/>"}),
    "a.ods": zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
    "a.csv": "name,ward\r\nZoë,Abbey\r\n".encode(),
    "a.txt": "\ufeffText with a mark – and a dash.".encode(),
    "latin.csv": "Zoë".encode("latin-1"),
    "wide.txt": "Zoë".encode("utf-16"),
    "a.png": b"\x89PNG\r\n\x1a\n0000",
    "a.jpg": b"\xff\xd8\xff\xe0",
    "A.JPEG": b"\xff\xd8\xff\xe0",
}
HOSTILE = {
    "page.html": b"<script>alert(1)</script>",
    "picture.svg": b"<svg onload='alert(1)'/>",
    "program.exe": b"MZ",
    "noending": b"%PDF-1.7",
    "late.pdf": b"<script>alert(1)</script>%PDF-1.7",
    "empty-zip.docx": zipped({}),
    "other.docx": zipped(XLSX),
    "macro.docx": zipped({**DOCX, "word/vbaProject.bin": b"x"}),
    "climbing.docx": zipped({**DOCX, "../../etc/passwd": b"x"}),
    "rooted.docx": zipped({**DOCX, "/etc/passwd": b"x"}),
    "late.docx": b"#!/bin/sh\n" + zipped(DOCX),
    "wrong.odt": zipped({"mimetype": b"text/html", "content.xml": b"<x/>"}),
    "basic.odt": zipped({"mimetype": ODT.encode(), "content.xml": b"<x/>", "Basic/Standard/x.xml": b"x"}),
    "torn.xlsx": zipped(XLSX)[:-30],
    "null.txt": b"a\0b",
    "fake.png": b"\xff\xd8\xff\xe0",
    "fake.jpg": b"GIF89a",
}


@pytest.mark.parametrize("name", GOOD)
def test_an_honest_file_is_taken(name: str) -> None:
    require_kind(kind_of(name), io.BytesIO(GOOD[name]))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_mistaken_file_is_refused(name: str) -> None:
    with pytest.raises(Invalid):
        require_kind(kind_of(name), io.BytesIO(HOSTILE[name]))


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped({**DOCX, "word/media/image.bin": b"\0" * 2_000_000})
    require_kind(kind_of("a.docx"), io.BytesIO(bomb))
    monkeypatch.setattr(kinds, "LARGEST_UNPACKED", 1_000_000)
    with pytest.raises(Invalid):
        require_kind(kind_of("a.docx"), io.BytesIO(bomb))


def test_a_file_of_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "MAX_MEMBERS", 10)
    many = zipped({**DOCX, **{f"word/{number}.xml": b"" for number in range(10)}})
    with pytest.raises(Invalid):
        require_kind(kind_of("a.docx"), io.BytesIO(many))
