"""A signed assessment as a document for word processors (Office Open XML), with headings, language and header rows."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from plugins.impact.published_files.blocks import AssessmentFile, Block, FactList, Heading, Paragraph

_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SIZES = {1: 40, 2: 30, 3: 25}
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def make_docx(file: AssessmentFile) -> bytes:
    """Return the file as DOCX; the same file is the same bytes."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("officeDocument", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/_rels/document.xml.rels": _relations(("styles", f"{_OFFICE}/styles", "styles.xml")),
        "word/document.xml": _document(file),
        "word/styles.xml": _styles(),
        "docProps/core.xml": _core(file),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _FIXED_DATE), _DECLARED + content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _document(file: AssessmentFile) -> str:
    blocks = "".join(_written(block) for block in (Heading(1, file.title), *file.blocks))
    margins = " ".join(f'w:{side}="1134"' for side in ("top", "right", "bottom", "left"))
    page = f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins}/></w:sectPr>'
    return f"<w:document {_MAIN}><w:body>{blocks}{_paragraph(file.council)}{page}</w:body></w:document>"


def _written(block: Block) -> str:
    if isinstance(block, Heading):
        return _paragraph(block.text, style=f"Heading{block.level}")
    if isinstance(block, Paragraph):
        return _paragraph(block.text)
    if isinstance(block, FactList):
        return "".join(_paragraph(label, style="Label") + _paragraph(value) for label, value in block.facts)
    return _paragraph(block.title, style="Heading3") + _table(block.head, block.rows)


def _paragraph(text: str, *, style: str = "Normal") -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in _allowed(text).split("\n"))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{lines}</w:r></w:p>'


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    look = '<w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
    first = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{_cells(head, style='Label')}</w:tr>"
    return f"<w:tbl>{look}{first}{''.join(f'<w:tr>{_cells(row)}</w:tr>' for row in rows)}</w:tbl>{_paragraph('')}"


def _cells(texts: Iterable[str], style: str = "Normal") -> str:
    return "".join(f"<w:tc>{_paragraph(text, style=style)}</w:tc>" for text in texts)


def _allowed(text: str) -> str:
    return "".join(letter for letter in text if letter in "\n\t" or ord(letter) >= 32)


def _styles() -> str:
    spoken = '<w:rPr><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr>'
    defaults = f"<w:docDefaults><w:rPrDefault>{spoken}</w:rPrDefault></w:docDefaults>"
    named = "".join(_style(f"Heading{level}", f"heading {level}", size, level) for level, size in _SIZES.items())
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides)
    borders = f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr>"
    grid = f'<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/>{borders}</w:style>'
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    return f"<w:styles {_MAIN}>{defaults}{normal}{named}{_style('Label', 'Label', 22)}{grid}</w:styles>"


def _style(code: str, name: str, size: int, level: int = 0) -> str:
    outline = f'<w:outlineLvl w:val="{level - 1}"/>' if level else ""
    look = f'<w:pPr><w:keepNext/><w:spacing w:before="200" w:after="60"/>{outline}</w:pPr>'
    based = '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{code}"><w:name w:val="{name}"/>{based}{look}'
        f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
    )


def _core(file: AssessmentFile) -> str:
    spaces = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    said = f"<dc:title>{escape(_allowed(file.title))}</dc:title><dc:creator>{escape(file.council)}</dc:creator>"
    return f"<cp:coreProperties {spaces}>{said}<dc:language>en-GB</dc:language></cp:coreProperties>"


def _relations(*targets: tuple[str, str, str]) -> str:
    lines = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{place}"/>' for name, kind, place in targets)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _content_types() -> str:
    def overrides() -> Iterator[tuple[str, str]]:
        yield "/word/document.xml", f"{_WORD}.document.main+xml"
        yield "/word/styles.xml", f"{_WORD}.styles+xml"
        yield "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"

    named = "".join(f'<Override PartName="{place}" ContentType="{kind}"/>' for place, kind in overrides())
    relations = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{relations}{xml}{named}</Types>'
