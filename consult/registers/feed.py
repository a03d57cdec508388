"""The newest rows of a register as an Atom feed (RFC 4287)."""

import re
from collections.abc import Callable, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from consult.contract.registers import Register
from consult.registers.queries import Cells
from consult.registers.values import shown

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ATOM = "http://www.w3.org/2005/Atom"


def atom_feed(
    register: Register,
    rows: Sequence[tuple[Any, Cells]],
    address_of: Callable[[Any], str],
    *,
    publisher: str,
    home: str,
    own: str,
) -> bytes:
    """Return the feed; `home` is the address of the list, and `own` that of the feed itself."""
    feed = Element("feed", xmlns=ATOM)
    _text(feed, "title", register.title)
    _text(feed, "subtitle", register.summary)
    _text(feed, "id", home)
    changes = [register.changed(row) for row, _ in rows]
    _text(feed, "updated", f"{max(changes):%Y-%m-%dT%H:%M:%SZ}" if changes else "1970-01-01T00:00:00Z")
    _text(SubElement(feed, "author"), "name", publisher)
    _text(feed, "rights", f"{register.licence.title}: {register.licence.address}")
    SubElement(feed, "link", rel="self", href=own, type="application/atom+xml")
    SubElement(feed, "link", rel="alternate", href=home, type="text/html")
    for (row, cells), changed in zip(rows, changes, strict=True):
        entry = SubElement(feed, "entry")
        _text(entry, "title", register.link(row).title)
        _text(entry, "id", address_of(row))
        _text(entry, "updated", f"{changed:%Y-%m-%dT%H:%M:%SZ}")
        SubElement(entry, "link", rel="alternate", href=address_of(row), type="text/html")
        said = "\n".join(f"{column.label}: {shown(column, cells[column.name])}" for column in register.columns)
        _text(entry, "summary", said)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _NOT_IN_XML.sub("\ufffd", text)
