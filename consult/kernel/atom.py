"""Atom feeds (RFC 4287): entries, the newest first, each at the address where it is read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ATOM = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that a feed tells: its lasting name, where it is read, and when it last changed."""

    title: str
    name: str
    address: str
    updated: datetime
    summary: str = ""


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed: `home` is the address of the page that says the same, and `own` that of the feed itself."""

    title: str
    subtitle: str
    publisher: str
    home: str
    own: str
    rights: str = ""

    def written(self, entries: Sequence[Entry]) -> bytes:
        """Return the feed with these entries."""
        feed = Element("feed", xmlns=ATOM)
        _text(feed, "title", self.title)
        _text(feed, "subtitle", self.subtitle)
        _text(feed, "id", self.home)
        changes = [entry.updated for entry in entries]
        _text(feed, "updated", f"{max(changes):%Y-%m-%dT%H:%M:%SZ}" if changes else "1970-01-01T00:00:00Z")
        _text(SubElement(feed, "author"), "name", self.publisher)
        if self.rights:
            _text(feed, "rights", self.rights)
        SubElement(feed, "link", rel="self", href=self.own, type=TYPE)
        SubElement(feed, "link", rel="alternate", href=self.home, type="text/html")
        for entry in entries:
            _add(feed, entry)
        written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
        return written


def _add(feed: Element, entry: Entry) -> None:
    told = SubElement(feed, "entry")
    _text(told, "title", entry.title)
    _text(told, "id", entry.name)
    _text(told, "updated", f"{entry.updated:%Y-%m-%dT%H:%M:%SZ}")
    SubElement(told, "link", rel="alternate", href=entry.address, type="text/html")
    if entry.summary:
        _text(told, "summary", entry.summary)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _NOT_IN_XML.sub("\ufffd", text)
