"""Which files we take, and whether a file is what its name says."""

import codecs
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

LARGEST_UNPACKED = 200 * 1024 * 1024
MAX_MEMBERS = 2_000
LARGE_PART = 10 * 1024 * 1024
TIMES_UNPACKED = 100
"""How many times a large part may grow when it is unpacked; what people write grows about ten times."""
_CHUNK = 64 * 1024
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its ending, how people call it, its media type, and the look inside."""

    ending: str
    title: str
    media_type: str
    is_what_it_says: Callable[[IO[bytes]], bool]

    @property
    def or_else(self) -> str:
        """What else may be the matter with a file that is made of parts."""
        return _(", or it is damaged") if self.media_type.startswith((_OFFICE, _OPEN)) else ""


def _begins_with(magic: bytes) -> Callable[[IO[bytes]], bool]:
    def check(file: IO[bytes]) -> bool:
        return file.read(len(magic)) == magic

    return check


def _is_text(file: IO[bytes]) -> bool:
    # Which encoding it is in is found by whoever reads it; only a mark of UTF-16 explains bytes of zero.
    first = file.read(_CHUNK)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return b"\0" not in first and not any(b"\0" in chunk for chunk in iter(lambda: file.read(_CHUNK), b""))


def _office(member: str) -> Callable[[IO[bytes]], bool]:
    def check(file: IO[bytes]) -> bool:
        names = _members(file)
        if any("vbaproject" in name.lower() for name in names):
            raise Invalid(_("The file holds macros. Save it as a file without macros and try again."))
        return "[Content_Types].xml" in names and member in names

    return check


def _open_document(media_type: str) -> Callable[[IO[bytes]], bool]:
    def check(file: IO[bytes]) -> bool:
        names = _members(file)
        if any(name.startswith("Basic/") for name in names):
            raise Invalid(_("The file holds macros. Save it as a file without macros and try again."))
        if "mimetype" not in names or "content.xml" not in names:
            return False
        with zipfile.ZipFile(file) as archive, archive.open("mimetype") as declared:
            return declared.read(200) == media_type.encode()

    return check


def _members(file: IO[bytes]) -> frozenset[str]:
    """Return the names in a zip file, or none when it is not a harmless one that begins at its first byte.

    Raises `Invalid` for one with a password, and for one that unpacks to far more than it should.
    """
    if file.read(4) != b"PK\x03\x04":
        return frozenset()
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        return frozenset()
    if any(info.flag_bits & 1 for info in infos):
        raise Invalid(_("The file has a password. Save it without one and try again."))
    is_small = len(infos) <= MAX_MEMBERS and sum(info.file_size for info in infos) <= LARGEST_UNPACKED
    if not is_small or any(map(_is_bomb, infos)):
        raise Invalid(_("The file holds far more than its size tells. Save it as PDF, or divide it, and try again."))
    names = frozenset(info.filename for info in infos)
    is_plain = len(names) == len(infos) and not any(map(_leads_out, names))
    return names if is_plain else frozenset()


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > LARGE_PART and info.file_size > TIMES_UNPACKED * info.compress_size


def _leads_out(name: str) -> bool:
    """Whether a file of this name would be unpacked beside the folder that it is unpacked into."""
    return name.startswith(("/", "\\")) or ".." in Path(name).parts or ":" in name


_KINDS = (
    FileKind("pdf", "PDF", "application/pdf", _begins_with(b"%PDF-")),
    FileKind("docx", "Word", f"{_OFFICE}wordprocessingml.document", _office("word/document.xml")),
    FileKind("odt", _l("OpenDocument text"), f"{_OPEN}text", _open_document(f"{_OPEN}text")),
    FileKind("xlsx", "Excel", f"{_OFFICE}spreadsheetml.sheet", _office("xl/workbook.xml")),
    FileKind("ods", _l("OpenDocument spreadsheet"), f"{_OPEN}spreadsheet", _open_document(f"{_OPEN}spreadsheet")),
    FileKind("csv", "CSV", "text/csv", _is_text),
    FileKind("txt", "Text", "text/plain", _is_text),
    FileKind("png", _l("Picture (PNG)"), "image/png", _begins_with(b"\x89PNG\r\n\x1a\n")),
    FileKind("jpg", _l("Picture (JPEG)"), "image/jpeg", _begins_with(b"\xff\xd8\xff")),
)
KINDS: Mapping[str, FileKind] = {kind.ending: kind for kind in _KINDS}
ENDINGS = tuple(KINDS)
_ALIASES = {"jpeg": "jpg"}


def kind_of(name: str, endings: Sequence[str] = ENDINGS) -> FileKind:
    """Return the kind of file that a name promises; raises `Invalid` when it is none of these `endings`."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    kind = KINDS.get(_ALIASES.get(ending, ending))
    if kind is None or kind.ending not in endings:
        raise Invalid(
            _(
                "The file must be one of: %(endings)s. Save it as one of these and try again.",
                endings=", ".join(endings),
            )
        )
    return kind


def require_kind(kind: FileKind, file: IO[bytes]) -> None:
    """Raise `Invalid` unless the content is what the name promises."""
    file.seek(0)
    if not kind.is_what_it_says(file):
        raise Invalid(
            _(
                "The content of the file is not %(title)s, although its name ends in "
                "%(ending)s%(or_else)s. Open it, save it again and try once more.",
                title=kind.title,
                ending=kind.ending,
                or_else=kind.or_else,
            )
        )
