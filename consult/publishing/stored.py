"""A published document as plain values, so that it is kept, sent and read again block by block."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from consult.kernel.types import JsonObject
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

_PLAIN: Mapping[str, type[Heading | Paragraph | Quotation]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "quotation": Quotation,
}
_KINDS: Mapping[type, str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    Quotation: "quotation",
    Bullets: "bullets",
    FactList: "facts",
    Table: "table",
    Bars: "bars",
    Tracked: "tracked",
}


def plain_document(document: PublishedDocument) -> JsonObject:
    """Return a document as plain values."""
    return {
        "title": document.title,
        "publisher": document.publisher,
        "has_contents": document.has_contents,
        "blocks": [{"kind": _KINDS[type(block)], **asdict(block)} for block in document.blocks],
    }


def read_document(kept: JsonObject) -> PublishedDocument:
    """Return the document that these plain values are; raises `KeyError` or `TypeError` where they are none."""
    blocks = tuple(_block(dict(block)) for block in kept["blocks"])
    return PublishedDocument(kept["title"], kept["publisher"], blocks, has_contents=kept["has_contents"])


def _block(kept: dict[str, Any]) -> Block:
    kind = kept.pop("kind")
    if kind in _PLAIN:
        return _PLAIN[kind](**kept)
    if kind == "bullets":
        return Bullets(tuple(kept["items"]))
    if kind == "facts":
        return FactList(tuple((label, value) for label, value in kept["facts"]))
    if kind == "tracked":
        return Tracked(tuple((part, words) for part, words in kept["parts"]), kept["author"], kept["day"])
    if kind == "bars":
        return Bars(kept["alternative"], tuple(Bar(**bar) for bar in kept["bars"]))
    rows = tuple(tuple(row) for row in kept.pop("rows"))
    return Table(head=tuple(kept.pop("head")), rows=rows, **kept)
