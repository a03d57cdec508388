"""What strangers send as evidence, built here: files that run, leak, burst or lie, and what becomes of each."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pikepdf
from PIL import Image, PngImagePlugin

from tests.support.documents import picture, relationship, small_pdf, with_members, word_document

AUTHOR = "Mrs Miggins"
SCRIPT = "<script>alert(1)</script>"
LARGEST = 25 * 1024 * 1024
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Refused:
    """The file is not taken: at once by the form, or by the check that follows; the sentence that its sender reads.

    `or_else` is what is said where memory comes to its end at another place.
    """

    sentence: str
    is_at_once: bool = False
    or_else: str = ""


@dataclass(frozen=True)
class Cleaned:
    """The file is written anew: what was in it is gone from each of its bytes, and what is still hidden is named."""

    gone: tuple[str, ...] = ()
    told: str = ""


@dataclass(frozen=True)
class Sent:
    """A file as somebody sends it, and what must become of it."""

    name: str
    content: Callable[[], bytes]
    outcome: Refused | Cleaned


# --- pictures ---


def png_chunk(name: bytes, content: bytes) -> bytes:
    """Return a part of a PNG with its length and its check."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_of_size(width: int, height: int) -> bytes:
    """Return a PNG that says it is so large, and holds almost nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + png_chunk(b"IDAT", zlib.compress(b"0")) + END


END = png_chunk(b"IEND", b"")


def png_with(chunk: bytes) -> bytes:
    """Return a PNG with one more part before its end."""
    return picture("PNG").removesuffix(END) + chunk + END


def bursting_words() -> bytes:
    """Return a text of a PNG that unpacks to 100 MB."""
    return png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 100_000_000, 9))


def jpeg_of_size(width: int, height: int) -> bytes:
    """Return a JPEG that says it is so large."""
    content = bytearray(picture())
    at = content.index(b"\xff\xc0") + 5
    content[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(content)


def black_bomb() -> bytes:
    """Return a picture of 900 million pixels in about 100 kB."""
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    return out.getvalue()


def two_pictures(format_name: str) -> bytes:
    """Return a picture with a second one behind the one that is seen."""
    out = io.BytesIO()
    first, second = Image.new("RGB", (8, 4), "teal"), Image.new("RGB", (8, 4), "red")
    first.save(out, format_name, save_all=True, append_images=[second])
    return out.getvalue()


def png_with_words() -> bytes:
    """Return a PNG whose author and a script stand in its texts."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", AUTHOR)
    words.add_itxt("XML:com.adobe.xmp", f"<x>{SCRIPT}</x>")
    out = io.BytesIO()
    Image.new("RGB", (8, 4)).save(out, "PNG", pnginfo=words)
    return out.getvalue()


def jpeg_with_comment() -> bytes:
    """Return a JPEG with a comment."""
    out = io.BytesIO()
    Image.new("RGB", (8, 4)).save(out, "JPEG", comment=AUTHOR.encode())
    return out.getvalue()


# --- PDF ---

Entries = Mapping[str, Callable[[pikepdf.Pdf], pikepdf.Object]]


def script_action(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return an action that runs a script."""
    return pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")))


def launch_action(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return an action that starts a program."""
    return pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe")))


def link_to_script(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return a link that runs a script in a browser."""
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("javascript:alert(1)"))
    link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]), A=action)
    return pikepdf.Array([pdf.make_indirect(link)])


def pdf_with(on_root: Entries | None = None, on_page: Entries | None = None) -> bytes:
    """Return a PDF with entries in its catalogue or on its page."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        for holder, entries in ((pdf.Root, on_root or {}), (page.obj, on_page or {})):
            for name, make in entries.items():
                holder[name] = make(pdf)
        pdf.save(out, static_id=True)
    return out.getvalue()


def pdf_with_file() -> bytes:
    """Return a PDF with a file in it."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["payload.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ payload", filename="payload.exe")
        pdf.save(out, static_id=True)
    return out.getvalue()


def pdf_with_password() -> bytes:
    """Return a PDF that opens with a password."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(small_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def pdf_saved_twice() -> bytes:
    """Return a PDF in which a later saving took a name out, and left what was there before."""
    before = plain_pdf(b"/Words (" + AUTHOR.encode() + b")")
    at = len(before)
    after = b"1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
    table = f"xref\n1 1\n{at:010} 00000 n \ntrailer <</Size 4 /Root 1 0 R /Prev {before.rindex(b'xref', 0, -20)}>>\n"
    return before + after + table.encode() + f"startxref\n{at + len(after)}\n%%EOF\n".encode()


def plain_pdf(entry: bytes = b"", head: bytes = b"") -> bytes:
    """Return a PDF written by hand, with an entry in its catalogue and a line in its head."""
    content, offsets = b"%PDF-1.4" + head + b"\n", []
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>"
    catalogue = b"<</Type /Catalog /Pages 2 0 R " + entry + b">>"
    for body in (catalogue, b"<</Type /Pages /Kids [3 0 R] /Count 1>>", page):
        offsets.append(len(content))
        content += f"{len(offsets)} 0 obj ".encode() + body + b" endobj\n"
    rows = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    table = f"xref\n0 4\n0000000000 65535 f \n{rows}trailer <</Size 4 /Root 1 0 R>>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + table.encode()


def bursting_pdf(numbers: int = 50_000_000) -> bytes:
    """Return a PDF of 100 kB whose objects unpack to a thousand times as much."""
    catalogue = b"<</Type/Catalog/Pages 2 0 R/X[" + b"1 " * numbers + b"]>> "
    places = f"1 0 2 {len(catalogue)} ".encode()
    objects = zlib.compress(places + catalogue + b"<</Type/Pages/Kids[]/Count 0>>", 9)
    head = f"4 0 obj<</Type/ObjStm/N 2/First {len(places)}/Filter/FlateDecode/Length {len(objects)}>>stream\n".encode()
    content = b"%PDF-1.5\n" + head + objects + b"\nendstream endobj\n"
    at = len(content)
    rows = ((0, 0, 0), (2, 4, 0), (2, 4, 1), (0, 0, 0), (1, 9, 0), (1, at, 0))
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    head = f"5 0 obj<</Type/XRef/Size 6/Root 1 0 R/W[1 4 2]/Length {len(table)}>>stream\n".encode()
    return content + head + table + f"\nendstream endobj\nstartxref\n{at}\n%%EOF\n".encode()


# --- Word ---


def word_fetching(kind: str, target: str, *, is_external: bool = True) -> bytes:
    """Return a Word document that draws in something."""
    part = relationship(kind, target, is_external=is_external)
    return with_members(word_document(), {"word/_rels/document.xml.rels": part})


def word_with(name: str, content: str | bytes) -> bytes:
    """Return a Word document with one more part."""
    return with_members(word_document(), {f"word/{name}": content})


def field(*codes: str) -> str:
    """Return a field of a Word document, its instruction cut over several runs."""
    runs = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    marks = [f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in ("begin", "end")]
    return f"<w:p>{marks[0]}{runs}{marks[1]}</w:p>"


def word_by_author() -> bytes:
    """Return a Word document that tells of its author in four parts."""
    parts = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "word/people.xml")
    return with_members(word_document(), dict.fromkeys(parts, f"<x>{AUTHOR}</x>"))


def word_with_comment_of_archive() -> bytes:
    """Return a Word document whose archive has a comment."""
    out = io.BytesIO(word_document())
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = AUTHOR.encode()
    return out.getvalue()


def word_with_password() -> bytes:
    """Return a Word document whose parts say that they are encrypted."""
    content = bytearray(word_document())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def word_that_lies() -> bytes:
    """Return a Word document that says its parts are smaller than they are."""
    content = bytearray(word_document("<w:p/>" * 100_000))
    at = content.rindex(b"word/document.xml") - 46
    content[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(content)


def twice_named() -> bytes:
    """Return a Word document with two parts of one name, of which programs read different ones."""
    out = io.BytesIO(word_document())
    with zipfile.ZipFile(out, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", SCRIPT)
    return out.getvalue()


def entities() -> str:
    """Return XML that grows to a thousand million laughs."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a>&l9;</a>'


def seen_in(name: str, content: bytes) -> str:
    """Return all that a file says to a program that unpacks each part of it."""
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.comment, *(archive.read(member) for member in archive.namelist())]
        parts.append(content[content.rindex(b"PK\x05\x06") :])
        return b"\n".join([*parts, *map(str.encode, archive.namelist())]).decode("latin-1")
    if name.endswith(".pdf"):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pdf.save(out, qdf=True)
        return (content + out.getvalue()).decode("latin-1")
    return content.decode("latin-1")
