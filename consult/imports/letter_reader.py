"""The child process that reads a stranger's letter: little memory, little time, and nothing but its file and folder.

`python -m consult.imports.letter_reader ENDING SOURCE FOLDER` prints what it read as JSON, and writes what is attached
to a mail into the folder.
"""

import html
import json
import re
import resource
import sys
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes
from email.message import EmailMessage, Message, MIMEPart
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

MEMORY = 2 * 1024**3
SECONDS = 20
LARGEST_RESULT = 50 * 1024**2
LONGEST = 200_000
MAX_ATTACHMENTS = 20
_BLOCKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote"}
_TAGS = re.compile(r"<[^>]*>")
_GAPS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")

Read = dict[str, object]


def read_pdf(source: Path, _folder: Path) -> Read:
    """Return the text of a PDF, page by page; a scan has none."""
    from pypdf import PdfReader

    reader = PdfReader(source)
    if reader.is_encrypted:
        return {"trouble": "password"}
    return {"text": "\n\n".join(page.extract_text() for page in reader.pages)}


def read_docx(source: Path, _folder: Path) -> Read:
    """Return the text of a Word document: paragraphs and the cells of tables, in order."""
    from docx import Document
    from docx.table import Table

    lines: list[str] = []
    for block in Document(str(source)).iter_inner_content():
        if isinstance(block, Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return {"text": "\n\n".join(lines)}


def read_txt(source: Path, _folder: Path) -> Read:
    """Return a text file in the encoding that it seems to have."""
    from consult.tables.encodings import decode

    return {"text": decode(source.read_bytes())[0]}


def read_eml(source: Path, folder: Path) -> Read:
    """Return the words of a mail, who sent it and when, and write what is attached to it into `folder`."""
    message = message_from_bytes(source.read_bytes(), policy=default)
    if not any(message.get(name) for name in ("From", "Date", "Subject")):
        return {"trouble": "strange"}
    attached = []
    for number, (name, content) in enumerate(_attachments(message)):
        if number == MAX_ATTACHMENTS:
            break
        (folder / str(number)).write_bytes(content)
        attached.append({"name": name, "file": str(number)})
    subject = str(message.get("Subject", "")).strip()
    text = "\n\n".join(part for part in (subject, _body(message)) if part)
    return {
        "text": text,
        "sender": parseaddr(str(message.get("From", "")))[1],
        "sent": _sent(message),
        "files": attached,
    }


def _body(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    text = _content(body)
    return _words_of(text) if body.get_content_subtype() == "html" else text


def _content(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError, ValueError):  # a charset nobody knows, or a broken encoding
        raw = part.get_payload(decode=True)
        return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(part.get_payload())


def _words_of(page: str) -> str:
    import nh3

    clean = nh3.clean(page, tags=_BLOCKS, attributes={}, clean_content_tags={"script", "style", "title"})
    return html.unescape(_TAGS.sub("\n", clean))


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    for part in message.iter_attachments():
        name = part.get_filename() or ""
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                yield f"{name.removesuffix('.eml') or 'mail'}.eml", inner[0].as_bytes()
        elif name:
            raw = part.get_payload(decode=True)
            yield name, raw if isinstance(raw, bytes) else b""


def _sent(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).date().isoformat()
    except (ValueError, OverflowError):
        return ""


READERS: Mapping[str, Callable[[Path, Path], Read]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "txt": read_txt,
    "eml": read_eml,
}


def main(ending: str, source: str, folder: str) -> int:
    """Read one letter within the limits; the result goes to standard output."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_RESULT, LARGEST_RESULT))
    read = READERS[ending](Path(source), Path(folder))
    text = _GAPS.sub("\n\n", str(read.get("text", "")).replace("\r\n", "\n").replace("\0", "")).strip()
    print(json.dumps({**read, "text": text[:LONGEST]}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
