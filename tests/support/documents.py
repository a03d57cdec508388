"""Small real files: what officers upload, and what strangers hide in them."""

import io
import zipfile
from collections.abc import Mapping

import pikepdf
from openpyxl import Workbook
from PIL import Image


def small_pdf(*, script: str = "", author: str = "") -> bytes:
    """Return a PDF of one empty page, with a script that runs on opening or an author where asked."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        if author:
            pdf.docinfo["/Author"] = author
        if script:
            pdf.Root["/OpenAction"] = pdf.make_indirect(
                pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=pikepdf.String(script))
            )
        pdf.save(out, static_id=True)
    return out.getvalue()


def picture(format_name: str = "JPEG", *, author: str = "", size: tuple[int, int] = (8, 4), turned: int = 0) -> bytes:
    """Return a picture, with its author and the place where it was taken where asked."""
    made = Image.new("RGB", size, "teal")
    exif = Image.Exif()
    if author:
        exif[0x013B] = author
        exif.get_ifd(0x8825)[2] = (51.5, 0.0, 0.0)
    if turned:
        exif[0x0112] = turned
    out = io.BytesIO()
    made.save(out, format_name, exif=exif)
    return out.getvalue()


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """Return a zip file of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_members(package: bytes, members: Mapping[str, bytes | str]) -> bytes:
    """Return a zip file with some members added or replaced."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**held, **members})


def member(package: bytes, name: str) -> str:
    """Return one member of a zip file as text."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read(name).decode()


def workbook(author: str = "") -> bytes:
    """Return a workbook of one sheet."""
    return _saved(Workbook(), author)


def workbook_with_hidden_sheet(title: str) -> bytes:
    """Return a workbook with a sheet that Excel does not even list as hidden."""
    made = Workbook()
    made.create_sheet(title).sheet_state = "veryHidden"
    return _saved(made, "")


def _saved(made: Workbook, author: str) -> bytes:
    made.properties.creator = author or "openpyxl"
    assert made.active is not None
    made.active["A1"] = "Seen"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relationship(kind: str, target: str, *, is_external: bool = True) -> str:
    """Return the part in which a document says what it draws in."""
    mode = ' TargetMode="External"' if is_external else ""
    return (
        f'<Relationships xmlns="{RELATIONSHIPS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    )


def word_document(body: str = "<w:p><w:r><w:t>Seen</w:t></w:r></w:p>") -> bytes:
    """Return a Word document with this body."""
    return zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": relationship("officeDocument", "word/document.xml", is_external=False),
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        }
    )
