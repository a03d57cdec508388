"""The texts of one language as a file for translators, CSV or XLIFF 1.2, and such a file read again."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from consult.sdk.errors import Invalid
from consult.sdk.files import TableLayout, plain_text, read_table, safe_cell
from consult.sdk.messages import gettext as _
from plugins.survey.translating import Standing, Translation, digest_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LARGEST = 5 * 1024 * 1024
MOST_ROWS = 100_000
MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "xlf": "application/xliff+xml"}
_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES = {Standing.DONE: "translated", Standing.STALE: "needs-review-translation", Standing.MISSING: "new"}
_WRITER = "consult"


@dataclass(frozen=True)
class Row:
    """One text of a file: its place, the translation, and the digests of original and translation as it was written.

    `seen` is empty where the program that wrote the file did not keep it. `shown` is the original as a table has it,
    which a spreadsheet may have taken for a date or a number.
    """

    place: str
    words: str
    made_from: str
    seen: str
    shown: str = ""


def file_of(found: Sequence[Translation], *, form: str, language: str, source: str) -> bytes:
    """Return these texts as a file of a form, `csv` or `xlf`."""
    if form == "xlf":
        return _xliff(found, language, source)
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(["place", "what", "source", _column(language), "source_digest", "translation_digest"])
    for each in found:
        cells = [each.place, each.called, each.source, each.words, digest_of(each.source), digest_of(each.words)]
        writer.writerow([safe_cell(cell) for cell in cells])
    # Without the mark a spreadsheet takes the bytes for another encoding.
    return written.getvalue().encode("utf-8-sig")


def read_file(data: bytes, language: str) -> list[Row]:
    """Return the rows of a file with texts in this language; raises `Invalid` with one sentence."""
    if len(data) > LARGEST:
        raise Invalid(_("The file is larger than 5 MB. Divide it, and try again."))
    is_xml = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or data.startswith(
        (b"\xff\xfe<", b"\xfe\xff\0<")
    )
    rows = [*(_xliff_rows(data, language) if is_xml else _table_rows(data, language))]
    if not rows:
        raise Invalid(_("The file holds no texts. Download the texts again, and fill that file in."))
    if len(rows) > MOST_ROWS:
        raise Invalid(_("The file holds more texts than any survey. Download the texts again."))
    return rows


def _column(language: str) -> str:
    return f"translation_{language}"


def _table_rows(data: bytes, language: str) -> Iterator[Row]:
    table = read_table(data, TableLayout(heading=1, heading_rows=1))
    places = table.places
    wanted = ("place", _column(language), "source_digest", "translation_digest")
    lacking = next((name for name in wanted if name not in places), None)
    if lacking is not None:
        raise Invalid(
            _(
                "The file has no column “%(name)s”. Download the texts in this language, and fill that file in.",
                name=lacking,
            )
        )
    for row in table.rows:
        if row.fault:
            raise Invalid(row.fault)
        place, words, made_from, seen = (plain_text(str(row.cells[places[name]])) for name in wanted)
        shown = plain_text(str(row.cells[places["source"]])) if "source" in places else ""
        if place.strip():
            yield Row(place.strip(), words, made_from.strip(), seen.strip(), shown)


def _xliff(found: Sequence[Translation], language: str, source: str) -> bytes:
    root = ElementTree.Element("xliff", {"version": "1.2", "xmlns": _NAMESPACE})
    about = {"original": "survey", "datatype": "plaintext", "source-language": source, "target-language": language}
    body = ElementTree.SubElement(ElementTree.SubElement(root, "file", about), "body")
    for each in found:
        limits = {"maxwidth": str(each.found.longest), "size-unit": "char"}
        unit = ElementTree.SubElement(body, "trans-unit", {"id": each.place, "resname": each.called, **limits})
        unit.set(_SPACE, "preserve")
        # Programs take what is not approved for unfinished.
        unit.set("approved", "yes" if each.standing is Standing.DONE else "no")
        ElementTree.SubElement(unit, "source").text = each.source
        target = ElementTree.SubElement(unit, "target", {"state": _STATES[each.standing]})
        target.text = each.words
        note = ElementTree.SubElement(unit, "note", {"from": _WRITER})
        note.text = f"{digest_of(each.source)} {digest_of(each.words)}"
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _xliff_rows(data: bytes, language: str) -> Iterator[Row]:
    root = _root_of(data)
    for file in _children(root, "file"):
        tag = file.get("target-language", language)
        if tag.casefold() != language.casefold():
            raise Invalid(
                _("This file is a translation into “%(tag)s”. Upload it on the page of that language.", tag=tag)
            )
        for unit in file.iter(f"{{{_NAMESPACE}}}trans-unit"):
            yield _row_of(unit)


def _root_of(data: bytes) -> "Element":
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError, LookupError) as error:
        raise Invalid(_("This XML cannot be read. Save it as XLIFF 1.2, and try again.")) from error
    if root.tag != f"{{{_NAMESPACE}}}xliff":
        raise Invalid(_("This XML is no XLIFF 1.2. Save it as XLIFF 1.2, and try again."))
    return root


def _row_of(unit: "Element") -> Row:
    said = {name: next(_children(unit, name), None) for name in ("source", "target")}
    source, words = ("" if part is None else "".join(part.itertext()) for part in said.values())
    ours = [note.text or "" for note in _children(unit, "note") if note.get("from") == _WRITER]
    digests = ours[0].split() if ours else []
    made_from, seen = digests if len(digests) == 2 else (digest_of(source), "")
    return Row(unit.get("id", ""), words, made_from, seen)


def _children(part: "Element", name: str) -> Iterator["Element"]:
    return iter(part.findall(f"{{{_NAMESPACE}}}{name}"))
