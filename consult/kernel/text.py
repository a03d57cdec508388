"""Text from people: made safe, compared and shortened."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import nh3
import regex
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from consult.kernel.words import plain_letters

_BIDI_AND_CONTROL = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\ufeff]")
_SHOWS_NOTHING = regex.compile(r"[\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]*+")
_ISOLATE = re.compile("[\u2066-\u2069]")
_END_OF_ISOLATE = "\u2069"
_CLASSES = {
    "p": "govuk-body",
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "a": "govuk-link",
    "blockquote": "govuk-inset-text",
    "table": "govuk-table",
    "th": "govuk-table__header",
    "td": "govuk-table__cell",
}
_DIRECTED = {"p", "h2", "h3", "h4", "h5", "h6", "li", "th", "td"}
_TAGS = {*_CLASSES, *_DIRECTED, "br", "strong", "em", "code", "pre", "hr", "thead", "tbody", "tr", "div"}
_ATTRIBUTES = {
    "*": {"class", "dir"},
    "a": {"href", "title"},
    "ol": {"start"},
    "div": {"role", "aria-label", "tabindex"},
}


def _dress(state: StateCore) -> None:
    """Give elements the classes of GOV.UK and the direction of their own words; headings begin at level 2."""
    for token in (inner for outer in state.tokens for inner in (outer, *(outer.children or ()))):
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + 1)}"
        if token.nesting != 1:
            continue
        # Pages allow no style on an element: a column of numbers is marked by a class.
        is_numeric = token.attrs.pop("style", "") == "text-align:right"
        if token.tag in _CLASSES:
            token.attrSet("class", _CLASSES[token.tag])
        if is_numeric:
            token.attrJoin("class", f"{_CLASSES[token.tag]}--numeric")
        if token.tag in _DIRECTED:
            token.attrSet("dir", "auto")


def _words_of_image(_renderer: object, tokens: Sequence[Token], index: int, *_: object) -> str:
    # Nothing is fetched from other places; what the picture says in words stays.
    return escapeHtml(tokens[index].content)


def _open_table(renderer: RendererHTML, tokens: Sequence[Token], index: int, *_: object) -> str:
    # On a narrow screen a wide table scrolls by itself, by keyboard too, and the page does not.
    attributes = renderer.renderAttrs(tokens[index])
    return f'<div class="app-table-scroll" role="region" aria-label="Table" tabindex="0"><table{attributes}>\n'


def _close_table(*_: object) -> str:
    return "</table></div>\n"


def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")
    made.core.ruler.push("dress", _dress)
    made.add_render_rule("image", _words_of_image)
    made.add_render_rule("table_open", _open_table)
    made.add_render_rule("table_close", _close_table)
    return made


_MARKDOWN = _markdown()


def clean_text(typed: str) -> str:
    """Return typed text in NFC with plain line ends, without control and direction-override characters.

    A text of nothing but spaces and characters that show nothing is empty.
    """
    if _SHOWS_NOTHING.fullmatch(typed):
        return ""
    folded = unicodedata.normalize("NFC", typed.replace("\r\n", "\n").replace("\r", "\n"))
    return closed_isolates(_BIDI_AND_CONTROL.sub("", folded))


def closed_isolates(text: str) -> str:
    """Return a text whose isolates (Unicode Standard Annex 9) end with their line, so that none reaches further."""
    return text if _ISOLATE.search(text) is None else "\n".join(_closed(line) for line in text.split("\n"))


def _closed(line: str) -> str:
    depth, kept = 0, []
    for sign in line:
        if sign == _END_OF_ISOLATE and depth == 0:
            continue
        depth += (sign in "\u2066\u2067\u2068") - (sign == _END_OF_ISOLATE)
        kept.append(sign)
    return "".join(kept) + _END_OF_ISOLATE * depth


def clean_line(typed: str) -> str:
    """Return typed text as one trimmed line."""
    return " ".join(clean_text(typed).split())


_SAME = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'")
    | dict.fromkeys("\u201c\u201d", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
)


def folded(words: str) -> str:
    """Return words without what two people write differently and mean alike.

    That is case, spaces, quotes, dashes, characters nobody sees, and a last full stop.
    """
    if words.isascii() and words.isprintable():  # most are, and this takes a third of the time
        return " ".join(words.translate(_SAME).split()).rstrip(".").casefold()
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", words) if unicodedata.category(sign) != "Cf")
    return clean_line(seen.translate(_SAME)).rstrip(".").casefold()


@lru_cache(maxsize=512)
def render_markdown(source: str) -> str:
    """Return safe HTML for Markdown: no raw HTML, words for pictures, headings from level 2, links without referrer."""
    return nh3.clean(
        _MARKDOWN.render(clean_text(source)),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )


def words_of_markdown(source: str) -> str:
    """Return what Markdown says without its marks, each paragraph on a line; behind a link stands its address."""
    said: list[str] = []
    mark = ""
    for token in _MARKDOWN.parse(clean_text(source)):
        if token.type == "list_item_open":
            mark = f"{token.info}. " if token.info else "– "
        elif token.type in {"inline", "fence", "code_block"}:
            said.append(mark + (_words_of(token.children) if token.children else token.content.rstrip()))
            mark = ""
    return "\n".join(said)


def _words_of(tokens: Sequence[Token]) -> str:
    said, address = "", ""
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrGet("href") or "")
        elif token.type == "link_close":
            said += "" if said.endswith(address) else f" ({address})"
        else:
            said += "\n" if token.type in {"softbreak", "hardbreak"} else token.content
    return said


def slug_from(title: str, *, longest: int = 60) -> str:
    """Return a name for a title that fits into an address, in the title's own script, cut at a word."""
    return (
        _joined(regex.findall(r"[\p{L}\p{M}\p{N}]+", plain_letters(title).replace("'", "")), "-", longest)
        or "consultation"
    )


def code_from(label: str, *, longest: int = 24) -> str:
    """Return a code for a label, of small letters and digits of ASCII; empty where the label has none."""
    return _joined(re.findall(r"[a-z0-9]+", plain_letters(label).replace("'", "")), "_", longest)


def _joined(words: Sequence[str], by: str, longest: int) -> str:
    name = ""
    for word in words:
        if name and len(name) + 1 + len(word) > longest:
            break
        name = f"{name}{by}{word}" if name else word[:longest]
    return name


def excerpt(text: str, longest: int = 160) -> str:
    """Return the beginning of a text on one line, cut at a word and marked with an ellipsis."""
    line = clean_line(text)
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
