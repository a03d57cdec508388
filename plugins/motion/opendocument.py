"""A published document as OpenDocument text, with its changes tracked, for whoever does not write with Word."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from consult.sdk.publishing import Block, FactList, Heading, Paragraph, PublishedDocument, Table, Tracked

ODT = "application/vnd.oasis.opendocument.text"
_DATE = (1980, 1, 1, 0, 0, 0)
_NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_ACROSS_CM = 17
_CELL = (
    '<style:style style:name="cell" style:family="table-cell">'
    '<style:table-cell-properties fo:border="0.5pt solid #b1b4b6" fo:padding="0.1cm"/></style:style>'
    '<style:style style:name="incell" style:family="paragraph">'
    '<style:text-properties fo:font-size="10pt"/></style:style>'
)
_KINDS = {"removed": "deletion", "added": "insertion"}


def make_odt(document: PublishedDocument) -> bytes:
    """Return a document as ODT; the same document is the same bytes."""
    changes = _Changes()
    whole = (Heading(1, document.title), *document.blocks)
    body = "".join(part for number, block in enumerate(whole) for part in _written(number, block, changes))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {_NAMESPACES} office:version="1.2">'
        f"<office:automatic-styles>{_CELL}{''.join(_columns(document.blocks))}</office:automatic-styles>"
        f"<office:body><office:text>{changes.regions()}{body}{_paragraph(document.publisher)}</office:text></office:body>"
        "</office:document-content>"
    )
    meta = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta {_NAMESPACES} office:version="1.2">'
        "<office:meta>"
        f"<dc:title>{_said(document.title)}</dc:title><dc:language>en-GB</dc:language></office:meta>"
        "</office:document-meta>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        # The kind of file comes first and is not packed, so that programs see it without unpacking.
        target.writestr(zipfile.ZipInfo("mimetype", _DATE), ODT, zipfile.ZIP_STORED)
        for name, words in (("content.xml", content), ("meta.xml", meta), ("META-INF/manifest.xml", _MANIFEST)):
            target.writestr(zipfile.ZipInfo(name, _DATE), words, zipfile.ZIP_DEFLATED)
    return made.getvalue()


class _Changes:
    """The changes of a document, which stand before its text and are named where they were made."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def regions(self) -> str:
        """Return what stands before the text."""
        if not self.found:
            return ""
        return f'<text:tracked-changes text:track-changes="false">{"".join(self.found)}</text:tracked-changes>'

    def made(self, block: Tracked, kind: str, words: str) -> str:
        """Return a part of a paragraph, as a change where it is one, to be accepted or rejected."""
        if kind not in _KINDS:
            return _said(words)
        name = f"ct{len(self.found) + 1}"
        info = (
            f"<office:change-info><dc:creator>{_said(block.author)}</dc:creator>"
            f"<dc:date>{block.day}T00:00:00</dc:date></office:change-info>"
        )
        gone = _paragraph(words) if kind == "removed" else ""
        element = f"text:{_KINDS[kind]}"
        self.found.append(
            f'<text:changed-region xml:id="{name}" text:id="{name}"><{element}>{info}{gone}</{element}>'
            "</text:changed-region>"
        )
        if kind == "removed":
            return f'<text:change text:change-id="{name}"/>'
        return f'<text:change-start text:change-id="{name}"/>{_said(words)}<text:change-end text:change-id="{name}"/>'


def _columns(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the width of each column of each table, by its share of the line."""
    for number, block in enumerate(blocks, 1):
        shares = block.shares if isinstance(block, Table) else ()
        for column, share in enumerate(shares):
            yield (
                f'<style:style style:name="T{number}.{column}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{_ACROSS_CM * share / sum(shares):.2f}cm"/>'
                "</style:style>"
            )


def _written(number: int, block: Block, changes: _Changes) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f'<text:h text:outline-level="{block.level}">{_said(block.text)}</text:h>'
    elif isinstance(block, Paragraph):
        yield from (_paragraph(line) for line in block.text.split("\n") if line.strip())
    elif isinstance(block, FactList):
        yield from (_paragraph(f"{label}: {value}") for label, value in block.facts)
    elif isinstance(block, Table):
        yield from _table(number, block)
    elif isinstance(block, Tracked):
        yield f"<text:p>{''.join(changes.made(block, kind, words) for kind, words in block.parts)}</text:p>"
    else:
        raise TypeError(block)


def _table(number: int, block: Table) -> Iterator[str]:
    yield f'<text:h text:outline-level="3">{_said(block.title)}</text:h>'
    yield "<table:table>"
    yield from (f'<table:table-column table:style-name="T{number}.{at}"/>' for at in range(len(block.head)))
    yield f"<table:table-header-rows>{_row(block.head)}</table:table-header-rows>"
    yield from (_row(row) for row in block.rows)
    yield "</table:table>"


def _row(cells: tuple[str, ...]) -> str:
    begins = '<table:table-cell table:style-name="cell" office:value-type="string">'
    inner = "".join(f"{begins}{_paragraph(cell, 'incell')}</table:table-cell>" for cell in cells)
    return f"<table:table-row>{inner}</table:table-row>"


def _paragraph(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{_said(text)}</text:p>'


def _said(text: str) -> str:
    return escape("".join(letter for letter in text if letter in "\n\t" or ord(letter) >= 32))
