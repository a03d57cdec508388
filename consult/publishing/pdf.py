"""A published document as a tagged PDF (PDF/UA-1), and its charts as pictures."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import orjson

from consult.kernel.errors import Conflict
from consult.kernel.messages import lazy_gettext as _l
from consult.publishing.blocks import (
    Bar,
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

SOURCE = Path(__file__).with_name("document.typ")
BARS = Path(__file__).with_name("drawn_bars.typ")


class NoLetters(Conflict):
    """No font here has every character of the document."""

    default = _l("The PDF cannot show every character of this document. Print the page from your browser instead.")


def make_pdf(document: PublishedDocument) -> bytes:
    """Return a document as a tagged PDF; raises `NoLetters` when a character of it is in no font of this machine."""
    data = orjson.dumps(
        {
            "title": document.title,
            "publisher": document.publisher,
            "contents": document.has_contents,
            "blocks": [_plain(block) for block in document.blocks],
        }
    )
    # It takes much memory, and few processes need it.
    import typst

    # What people wrote is passed as data, so that none of it is read as markup.
    try:
        return typst.compile(SOURCE, format="pdf", sys_inputs={"file": data.decode()}, pdf_standards=["ua-1"])
    except typst.TypstError as error:
        raise NoLetters from error


def drawn_bars(charts: Sequence[Bars]) -> list[bytes]:
    """Return each chart as a picture (PNG), drawn as in the PDF."""
    if not charts:
        return []
    import typst

    data = orjson.dumps([[_bar(bar) for bar in chart.bars] for chart in charts]).decode()
    # One page is one picture, several pages are a list of them: more than the types of the library say.
    made: object = typst.compile(BARS, format="png", ppi=144, sys_inputs={"charts": data})
    pictures = made if isinstance(made, list) else [made]
    return [picture for picture in pictures if isinstance(picture, bytes)]


def _plain(block: Block) -> Mapping[str, object]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": block.text}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": block.text}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "items": block.items}
    if isinstance(block, Quotation):
        return {"kind": "quotation", "text": block.text, "source": block.source}
    if isinstance(block, FactList):
        return {"kind": "facts", "facts": block.facts}
    if isinstance(block, Tracked):
        return {"kind": "tracked", "parts": block.parts}
    if isinstance(block, Bars):
        return {"kind": "bars", "alternative": block.alternative, "bars": [_bar(bar) for bar in block.bars]}
    return _table(block)


def _bar(bar: Bar) -> Mapping[str, object]:
    return {"label": bar.label, "text": bar.text, "length": max(0.0, min(1.0, bar.length))}


def _table(table: Table) -> Mapping[str, object]:
    return {
        "kind": "table",
        "title": table.title,
        "head": table.head,
        "rows": table.rows,
        "numbers": table.numbers,
        "columns": table.shares,
    }
