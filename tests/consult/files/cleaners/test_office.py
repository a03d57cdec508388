"""Office files written anew."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from consult.files.cleaners.findings import Finding, Refused
from consult.files.cleaners.office import clean_office
from tests.support.documents import (
    member,
    picture,
    relationship,
    with_members,
    word_document,
    workbook,
    workbook_with_hidden_sheet,
    zipped,
)

SHEET = "application/vnd.oasis.opendocument.spreadsheet"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def cleaned(tmp_path: Path, content: bytes) -> tuple[bytes, list[Finding]]:
    source, target = tmp_path / "before", tmp_path / "after"
    source.write_bytes(content)
    findings = list(clean_office(source, target, "The plan & more"))
    return target.read_bytes(), findings


def opendocument(body: str, styles: str = "", more: dict[str, bytes | str] | None = None) -> bytes:
    names = "".join(f' xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "style", "text"))
    content = (
        f"<office:document-content{names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body>{body}</office:body></office:document-content>"
    )
    return zipped({"mimetype": SHEET, "content.xml": content, **(more or {})})


def test_the_author_goes_and_the_workbook_opens(tmp_path: Path) -> None:
    before = workbook(author="Mrs Miggins")
    assert "Miggins" in member(before, "docProps/core.xml")
    after, findings = cleaned(tmp_path, before)
    assert "Miggins" not in member(after, "docProps/core.xml")
    assert findings == []
    opened = load_workbook(io.BytesIO(after))
    assert (opened.worksheets[0]["A1"].value, opened.properties.title) == ("Seen", "The plan & more")


def test_hidden_sheets_rows_and_comments_are_named(tmp_path: Path) -> None:
    assert cleaned(tmp_path, workbook_with_hidden_sheet("Names"))[1] == [Finding("hidden_sheets", "Names")]
    made = Workbook()
    assert made.active is not None
    made.active["A1"] = "Seen"
    made.active["A1"].comment = Comment("Is he guilty?", "Mrs Miggins")
    made.active.row_dimensions[3].hidden = True
    made.active["A3"] = "Hidden"
    out = io.BytesIO()
    made.save(out)
    findings = cleaned(tmp_path, out.getvalue())[1]
    assert findings == [Finding("hidden_rows", "sheet1"), Finding("comments", "1")]


def test_tracked_changes_and_hidden_words_are_named(tmp_path: Path) -> None:
    body = (
        '<w:p><w:del w:author="A"><w:r><w:delText>secret</w:delText></w:r></w:del><w:ins w:author="A"><w:r>'
        "<w:rPr><w:vanish/></w:rPr><w:t>new</w:t></w:r></w:ins></w:p>"
    )
    assert cleaned(tmp_path, word_document(body))[1] == [Finding("tracked_changes", "2"), Finding("hidden_text")]


def test_what_an_opendocument_hides_is_named(tmp_path: Path) -> None:
    style = (
        '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    body = (
        '<table:table table:name="Shown" table:style-name="ta1"/><table:table table:name="Names"'
        ' table:style-name="ta2"><table:table-row table:visibility="collapse"/></table:table>'
        "<text:changed-region/><office:annotation/>"
    )
    after, findings = cleaned(tmp_path, opendocument(body, style, {"meta.xml": "<x>Mrs Miggins</x>"}))
    assert findings == [
        Finding("hidden_sheets", "Names"),
        Finding("hidden_rows", "the tables"),
        Finding("tracked_changes", "1"),
        Finding("comments", "1"),
    ]
    assert "Miggins" not in member(after, "meta.xml")
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_a_pivot_table_tells_of_the_rows_it_carries(tmp_path: Path) -> None:
    carrying = with_members(workbook(), {"xl/pivotCache/pivotCacheRecords1.xml": "<r/>"})
    assert cleaned(tmp_path, carrying)[1] == [Finding("pivot_data")]


def test_a_picture_inside_loses_its_author(tmp_path: Path) -> None:
    before = with_members(word_document(), {"word/media/image1.jpeg": picture(author="Mrs Miggins")})
    after, _ = cleaned(tmp_path, before)
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert b"Miggins" not in archive.read("word/media/image1.jpeg")


HOSTILE = {
    "program": with_members(word_document(), {"word/media/payload.exe": b"MZ"}),
    "embedded file": with_members(word_document(), {"word/embeddings/oleObject1.bin": b"x"}),
    "embedded xml": with_members(word_document(), {"word/embeddings/sheet.xml": "<x/>"}),
    "template": with_members(
        word_document(), {"word/_rels/settings.xml.rels": relationship("attachedTemplate", "https://evil.example/a")}
    ),
    "picture from elsewhere": with_members(
        word_document(), {"word/_rels/document.xml.rels": relationship("image", "https://evil.example/a.png")}
    ),
    "field": word_document("<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:r></w:p>"),
    "simple field": word_document('<w:p><w:fldSimple w:instr=" INCLUDETEXT //host/a "/></w:p>'),
    "entities": with_members(word_document(), {"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    "broken": with_members(word_document(), {"word/document.xml": "<a>"}),
    "link to a program": with_members(
        workbook(), {"xl/externalLinks/externalLink1.xml": '<externalLink><ddeLink ddeService="cmd"/></externalLink>'}
    ),
    "script": opendocument("", more={"Scripts/python/x.py": b"x"}),
    "event": opendocument("<event-listener/>"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_runs_or_fetches_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused):
        cleaned(tmp_path, HOSTILE[name])
