"""A published document for word processors (Office Open XML), with headings, language, header rows and alternatives."""

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from consult.publishing.blocks import (
    Bars,
    Block,
    Bullets,
    FactList,
    Heading,
    Paragraph,
    PublishedDocument,
    Quotation,
    Table,
    Tracked,
)
from consult.publishing.pdf import drawn_bars

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_WIDTH_CM = 16
_ACROSS_CM = 17
_LABEL = "Strong"
_CHANGES = {"removed": "w:del", "added": "w:ins"}


def make_docx(document: PublishedDocument) -> bytes:
    """Return a document as DOCX; the same document is the same bytes."""
    # Reading the library takes long, and few processes need it.
    import docx

    made = docx.Document()
    _begun(made, document)
    pictures = iter(drawn_bars([block for block in document.blocks if isinstance(block, Bars)]))
    for block in (Heading(1, document.title), *document.blocks):
        _write(made, block, pictures)
    made.add_paragraph(_allowed(document.publisher))
    written = io.BytesIO()
    made.save(written)
    return _without_time(written.getvalue())


def _begun(made: "Document", document: PublishedDocument) -> None:
    """Give the file its title, its language, the size of its page, and dark headings."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, RGBColor

    made.core_properties.title = _allowed(document.title)
    made.core_properties.author = _allowed(document.publisher)
    made.core_properties.language = "en-GB"
    made.core_properties.comments = ""
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    for style in made.styles:
        if style.name and style.name.startswith("Heading "):
            style.font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _write(made: "Document", block: Block, pictures: Iterator[bytes]) -> None:
    if isinstance(block, Bars):
        _add_picture(made, next(pictures), block.alternative)
    elif isinstance(block, Table):
        _add_table(made, block)
    elif isinstance(block, Tracked):
        _add_tracked(made, block)
    else:
        _add_words(made, block)


def _add_words(made: "Document", block: Heading | Paragraph | Bullets | Quotation | FactList) -> None:
    add: Callable[..., object] = made.add_paragraph
    if isinstance(block, Heading):
        made.add_heading(_allowed(block.text), level=block.level)
    elif isinstance(block, Paragraph):
        add(_allowed(block.text))
    elif isinstance(block, Bullets):
        for item in block.items:
            add(_allowed(item), style="List Bullet")
    elif isinstance(block, Quotation):
        add(_allowed(block.text), style="Quote")
        if block.source:
            add(_allowed(block.source), style="Caption")
    else:
        for label, value in block.facts:
            made.add_paragraph().add_run(_allowed(label), style=_LABEL)
            add(_allowed(value))


def _add_tracked(made: "Document", block: Tracked) -> None:
    """Add a paragraph whose changes a word processor shows as changes, to be accepted or rejected."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = made.add_paragraph()
    for number, (kind, words) in enumerate(block.parts):
        run = paragraph.add_run(_allowed(words))
        if kind in _CHANGES:
            change = OxmlElement(_CHANGES[kind])
            change.set(qn("w:id"), str(number))
            change.set(qn("w:author"), _allowed(block.author))
            change.set(qn("w:date"), f"{block.day}T00:00:00Z")
            run._r.addprevious(change)
            change.append(run._r)
        if kind == "removed":
            for text in run._r.findall(qn("w:t")):
                text.tag = qn("w:delText")


def _add_table(made: "Document", table: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    if table.title:
        made.add_heading(_allowed(table.title), level=3)
    shown = made.add_table(rows=0, cols=len(table.head), style="Table Grid")
    shown.autofit = False
    for column, share in zip(shown.columns, table.shares, strict=True):
        column.width = Cm(_ACROSS_CM * share / sum(table.shares))
    for number, row in enumerate((table.head, *table.rows)):
        cells = shown.add_row().cells
        for column, (cell, text) in enumerate(zip(cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(_allowed(text), style=None if number else _LABEL)
            if table.is_number(column):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _mark_header(shown.rows[0]._tr)
    made.add_paragraph()


def _mark_header(row: "BaseOxmlElement") -> None:
    from docx.oxml import OxmlElement

    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _add_picture(made: "Document", picture: bytes, alternative: str) -> None:
    from docx.shared import Cm

    shown = made.add_picture(io.BytesIO(picture), width=Cm(_WIDTH_CM))
    shown._inline.docPr.set("descr", _allowed(alternative))


def _allowed(text: str) -> str:
    return "".join(letter for letter in text if letter in "\n\t" or ord(letter) >= 32)


def _without_time(content: bytes) -> bytes:
    """Return the file without the moments at which its parts were written."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _FIXED_DATE), source.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
