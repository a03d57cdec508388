"""What a PDF says and how it is tagged, read as a screen reader would."""

import re

import pikepdf

_CHARACTER = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_RANGE = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


def words_of(pdf: pikepdf.Pdf) -> str:
    """Return the text of all pages, without white space, since that is how a page sets it."""
    return "".join(words_by_page(pdf))


def words_by_page(pdf: pikepdf.Pdf) -> list[str]:
    """Return the text of each page, without white space."""
    return ["".join(_words(page).split()) for page in pdf.pages]


def tags_of(pdf: pikepdf.Pdf) -> list[str]:
    """Return the kinds of structure in the document, in reading order."""
    found: list[str] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for part in node:
                walk(part)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(pdf.Root["/StructTreeRoot"]["/K"])
    return found


def _words(page: pikepdf.Page) -> str:
    fonts = {name: _letters(font) for name, font in page.resources["/Font"].items()}
    letters: dict[int, str] = {}
    out = ""
    for step in pikepdf.parse_content_stream(page):
        operands, operator = step.operands, str(step.operator)
        if operator == "Tf":
            letters = fonts[str(operands[0])]
        elif operator in {"Tj", "TJ"}:
            shown = operands[0] if operator == "TJ" else [operands[0]]
            for part in shown:
                if isinstance(part, pikepdf.String):
                    raw = bytes(part)
                    codes = [int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2)]
                    out += "".join(letters.get(code, "\ufffd") for code in codes)
    return out


def _letters(font: pikepdf.Object) -> dict[int, str]:
    table = font["/ToUnicode"].read_bytes().decode("latin-1")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, flags=re.DOTALL):
        for code, text in _CHARACTER.findall(block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, flags=re.DOTALL):
        for first, last, text in _RANGE.findall(block):
            for code in range(int(first, 16), int(last, 16) + 1):
                found[code] = chr(int(text, 16) + code - int(first, 16))
    return found
