"""Word, Excel and OpenDocument files: every part looked at, authors taken out, what is hidden named."""

import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO
from xml.parsers import expat

from consult.files.cleaners.findings import Finding, Refused
from consult.files.cleaners.pictures import clean_picture
from consult.kernel.messages import gettext as _

_PICTURES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}
_HARMLESS = frozenset({".xml", ".rels", ".vml", ".emf", ".wmf", ".odttf", ".ttf", ".otf", ".rdf"})
_PACKAGE = "http://schemas.openxmlformats.org"
_EMPTY: Mapping[str, str] = {
    "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%s</dc:title></cp:coreProperties>',
    "docProps/app.xml": f'<Properties xmlns="{_PACKAGE}/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": f'<Properties xmlns="{_PACKAGE}/officeDocument/2006/custom-properties"/>',
    "word/people.xml": '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>',
    "meta.xml": '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta><dc:title>%s</dc:title>'
    "</office:meta></office:document-meta>",
}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo", "changed-region"})
_CHUNK = 64 * 1024
_PROGRAMS = frozenset({"oleObject", "control", "vbaProject", "attachedTemplate", "aFChunk", "subDocument", "package"})
_SCHEMES = ("http:", "https:", "mailto:", "tel:", "#")
_RUNS = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE)\b", re.IGNORECASE)


@dataclass
class _Seen:
    """What was met while the parts were read."""

    counts: Counter[str] = field(default_factory=Counter)
    hidden_sheets: list[str] = field(default_factory=list)
    hidden_rows: set[str] = field(default_factory=set)
    hidden_styles: set[str] = field(default_factory=set)
    style: str = ""
    field_code: str = ""

    def findings(self) -> list[Finding]:
        """Return what an officer has to know."""
        counts = self.counts
        found = []
        if self.hidden_sheets:
            found.append(Finding("hidden_sheets", ", ".join(self.hidden_sheets)))
        if self.hidden_rows:
            found.append(Finding("hidden_rows", ", ".join(sorted(self.hidden_rows))))
        for code in ("pivot_data", "external_data"):
            if counts[code]:
                found.append(Finding(code))
        for code in ("tracked_changes", "comments"):
            if counts[code]:
                found.append(Finding(code, str(counts[code])))
        if counts["hidden_text"]:
            found.append(Finding("hidden_text"))
        return found


def clean_office(source: Path, target: Path, title: str) -> Sequence[Finding]:
    """Write an office file anew, part by part.

    Raises `Refused` for macros, embedded programs, parts fetched from elsewhere, and parts we cannot look into.
    """
    seen = _Seen()
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            if info.is_dir() or info.filename.startswith(("Thumbnails/", "ObjectReplacements/")):
                continue
            copied = zipfile.ZipInfo(info.filename)
            # An OpenDocument names its type in a first part that is not compressed.
            copied.compress_type = zipfile.ZIP_STORED if info.filename == "mimetype" else zipfile.ZIP_DEFLATED
            copied.file_size = info.file_size
            with before.open(info) as part, after.open(copied, "w") as out:
                _clean_part(info.filename, part, out, title, seen)
    return seen.findings()


def _clean_part(name: str, part: IO[bytes], out: IO[bytes], title: str, seen: _Seen) -> None:
    ending = name[name.rfind(".") :].lower()
    if name in _EMPTY:
        out.write((_HEAD + _EMPTY[name].replace("%s", _escaped(title))).encode())
        return
    if ending in _PICTURES:
        clean_picture(part, out, _PICTURES[ending])
        return
    if name == "mimetype" or (ending == ".bin" and "/printerSettings/" in name):
        shutil.copyfileobj(part, out)
        return
    if ending not in _HARMLESS or name.startswith(("Basic/", "Scripts/", "word/activeX/", "xl/activeX/")):
        raise Refused(
            _("The file holds a part that may not be published: %(name)s. Take it out.", name=PurePosixPath(name).name)
        )
    if "/embeddings/" in name:
        raise Refused(_("The file holds another file inside it. Take it out, or publish it as a file of its own."))
    if ending in (".xml", ".rels", ".vml", ".rdf"):
        _look(name, part, out, seen)
        return
    shutil.copyfileobj(part, out)


def _look(name: str, part: IO[bytes], out: IO[bytes], seen: _Seen) -> None:
    """Copy a part that is XML, and look at each of its elements on the way."""
    seen.counts["pivot_data"] += "/pivotCacheRecords" in name
    seen.counts["external_data"] += "/externalLinks/" in name and "/_rels/" not in name
    sheet = PurePosixPath(name).stem if "/worksheets/" in name else ""
    parser = expat.ParserCreate(namespace_separator=" ")
    texts: list[str] = []

    def begin(full: str, attributes: dict[str, str]) -> None:
        # Attributes in a namespace come as “namespace name”; here their own names are enough.
        short = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        _ELEMENTS.get(full.rpartition(" ")[2], _nothing)(short, seen, sheet)
        texts.append("")

    def end(full: str) -> None:
        text = texts.pop()
        if full.rpartition(" ")[2] == "instrText":
            # One instruction may be cut over several runs of text.
            seen.field_code += text
            _require_harmless_field(seen.field_code)

    def say(words: str) -> None:
        if texts and len(texts[-1]) < 10_000:
            texts[-1] += words

    def refuse_types(*_ignored: object) -> None:
        raise Refused(_("The file is built in a way we do not take. Save it again in your office program."))

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = say, refuse_types
    try:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk, False)
            out.write(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused(_("The file is damaged. Save it again in your office program and try once more.")) from error


def _nothing(_attributes: Mapping[str, str], _seen: _Seen, _sheet: str) -> None:
    return None


def _counting(code: str) -> Callable[[Mapping[str, str], _Seen, str], None]:
    def count(_attributes: Mapping[str, str], seen: _Seen, _sheet: str) -> None:
        seen.counts[code] += 1

    return count


def _relationship(attributes: Mapping[str, str], _seen: _Seen, _sheet: str) -> None:
    kind = attributes.get("Type", "").rpartition("/")[2]
    if kind == "hyperlink":
        _require_address(attributes.get("Target", ""))
    if attributes.get("TargetMode") == "External" and kind not in ("hyperlink", "externalLinkPath"):
        raise Refused(_("The file fetches a part from another address when it is opened. Take it out and try again."))
    if kind in _PROGRAMS:
        raise Refused(_("The file holds a program or another file inside it. Take it out and try again."))


def _require_address(target: str) -> None:
    """Raise `Refused` for a link that leads to anything but a page, an email, a telephone or a place in the file."""
    address = target.strip().lower()
    names_a_scheme = ":" in address.partition("/")[0]
    if (names_a_scheme and not address.startswith(_SCHEMES)) or address.startswith(("//", "\\\\")):
        raise Refused(
            _("The file links to something that is no web page: %(target)s. Take the link out.", target=target)
        )


def _field(attributes: Mapping[str, str], _seen: _Seen, _sheet: str) -> None:
    _require_harmless_field(attributes.get("instr", ""))


def _begin_field(attributes: Mapping[str, str], seen: _Seen, _sheet: str) -> None:
    if attributes.get("fldCharType") == "begin":
        seen.field_code = ""


def _require_harmless_field(code: str) -> None:
    if _RUNS.search(code):
        raise Refused(_("The document fetches parts from other files when it is opened. Take these fields out."))


def _link_to_program(_attributes: Mapping[str, str], _seen: _Seen, _sheet: str) -> None:
    raise Refused(_("The file asks another program for data when it is opened. Take this link out and try again."))


def _sheet_of_workbook(attributes: Mapping[str, str], seen: _Seen, _sheet: str) -> None:
    if attributes.get("state", "visible") != "visible":
        seen.hidden_sheets.append(attributes.get("name", "?"))


def _line(attributes: Mapping[str, str], seen: _Seen, sheet: str) -> None:
    is_hidden = attributes.get("hidden") in ("1", "true") or attributes.get("visibility") in ("collapse", "filter")
    if is_hidden:
        seen.hidden_rows.add(sheet or _("the tables"))


def _text_properties(attributes: Mapping[str, str], seen: _Seen, _sheet: str) -> None:
    seen.counts["hidden_text"] += attributes.get("display") == "none"


def _style(attributes: Mapping[str, str], seen: _Seen, _sheet: str) -> None:
    seen.style = attributes.get("name", "")


def _table_properties(attributes: Mapping[str, str], seen: _Seen, _sheet: str) -> None:
    if attributes.get("display") == "false":
        seen.hidden_styles.add(seen.style)


def _table(attributes: Mapping[str, str], seen: _Seen, _sheet: str) -> None:
    if attributes.get("style-name") in seen.hidden_styles:
        seen.hidden_sheets.append(attributes.get("name", "?"))


_ELEMENTS: Mapping[str, Callable[[Mapping[str, str], _Seen, str], None]] = {
    **{name: _counting("tracked_changes") for name in _CHANGES},
    "comment": _counting("comments"),
    "threadedComment": _counting("comments"),
    "annotation": _counting("comments"),
    "vanish": _counting("hidden_text"),
    "Relationship": _relationship,
    "fldSimple": _field,
    "fldChar": _begin_field,
    "ddeLink": _link_to_program,
    "dde-link": _link_to_program,
    "dde-source": _link_to_program,
    "event-listener": _link_to_program,
    "sheet": _sheet_of_workbook,
    "row": _line,
    "col": _line,
    "table-row": _line,
    "table-column": _line,
    "style": _style,
    "table-properties": _table_properties,
    "table": _table,
    "text-properties": _text_properties,
}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
