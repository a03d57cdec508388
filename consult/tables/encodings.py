"""Bytes as text: the encoding is found by looking, or taken as an officer chose it."""

import codecs
import re

from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.tables.values import ENCODINGS

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEEN = 100_000
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
NO_TABLE = _l("The file is neither a text file (CSV, TSV) nor a spreadsheet (XLSX, ODS). Save it as one of these.")


def decode(content: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Return the text and the name of its encoding; a byte order mark is no part of the text.

    Raises `Invalid` when the bytes are no text, or not in the encoding that was chosen.
    """
    mark, marked_as = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", None))
    name = encoding or marked_as or _guess(content)
    if name not in ENCODINGS:
        raise Invalid(
            _(
                "“%(name)s” is not an encoding that can be read. Choose one of: %(encodings)s.",
                name=name,
                encodings=", ".join(ENCODINGS),
            )
        )
    body = content.removeprefix(mark) if marked_as == name else content
    try:
        text = body.decode(name)
    except UnicodeDecodeError as error:
        raise Invalid(_damage(body, error, name)) from error
    _require_text(text)
    return text, name


def _require_text(text: str) -> None:
    if "\0" in text or text.startswith("%PDF-"):
        raise Invalid(NO_TABLE if _is_binary(text) else _stray(text, text.index("\0")))


def _guess_wide(head: bytes) -> str | None:
    """Return the encoding of two bytes for each letter that a text seems to have: every other byte is then zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    zeroes = max(even, odd)
    if zeroes > 2 and zeroes > 4 * min(even, odd) and zeroes * 20 > len(head) // 2:
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _guess(content: bytes) -> str:
    wide = _guess_wide(content[:_SEEN])
    if wide is not None:
        return wide
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        # Text in UTF-8 that was damaged in a place must not be read as something else from end to end.
        lenient = content.decode("utf-8", "replace")
        sound = sum(character > "\x7f" and character != "\ufffd" for character in lenient)
        return "utf-8" if sound and sound >= lenient.count("\ufffd") else "windows-1252"
    return "utf-8"


def _damage(body: bytes, error: UnicodeDecodeError, name: str) -> str:
    newline = "\n".encode(name)
    line = body[: error.start].count(newline) + 1
    return _(
        "Line %(line)s is not %(name)s. Select another encoding, or save the file as “CSV UTF-8”.",
        line=line,
        name=ENCODINGS[name],
    )


def _is_binary(text: str) -> bool:
    head = text[:_SEEN]
    strange = len(_NO_TEXT.findall(head))
    return text.startswith("%PDF-") or (strange > 2 and strange * 50 > len(head))


def _stray(text: str, place: int) -> str:
    line = text.count("\n", 0, place) + 1
    return _(
        "Line %(line)s holds a character that no text has. Take it out, or save the file again as “CSV UTF-8”.",
        line=line,
    )
