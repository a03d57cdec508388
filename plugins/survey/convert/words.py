"""Words of other programs: out of HTML, by language, and names made into keys and codes."""

import html
import re
from collections.abc import Collection, Mapping
from functools import cache

import nh3
from babel import Locale

from consult.sdk.database import JsonObject
from consult.sdk.questions import RESERVED_KEYS
from consult.sdk.texts import clean_line, clean_text, code_from
from plugins.survey.definition import LANGUAGE, Text

# What is within a tag ends at the next one too, so that a text of tags without an end is read once, not once for each.
_ENDS_LINE = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr)\b[^<>]*>", re.IGNORECASE)
_ELEMENTS = (
    "a|abbr|audio|b|big|blockquote|br|button|center|code|dd|div|dl|dt|em|font|form|h[1-6]|hr|i|iframe|img|input|label|li"
    "|ol|p|pre|s|script|section|select|small|source|span|strike|strong|style|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|video"
)
_LOOKS_LIKE_HTML = re.compile(rf"</?(?=[a-z])(?:{_ELEMENTS})\b[^<>]*>|<!--|&[a-zA-Z]+;|&#\d+;", re.IGNORECASE)
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LONGEST_NAME = 30


def plain(text: str) -> str:
    """Return a text without its markup; lines stay lines."""
    if _LOOKS_LIKE_HTML.search(text):
        text = html.unescape(nh3.clean(_ENDS_LINE.sub("\n", text), tags=set()))
    return "\n".join(line.strip() for line in clean_text(text).strip().splitlines())


def line(text: str, longest: int) -> str:
    """Return a text as one line that is not too long."""
    found = clean_line(plain(text))
    return found if len(found) <= longest else found[: longest - 1].rstrip() + "…"


def lines_of(text: Text, longest: int) -> dict[str, str]:
    """Return a text as one line in each of its languages."""
    shortened = {tag: line(words, longest) for tag, words in text.items()}
    return {tag: words for tag, words in shortened.items() if words}


def beside(heading: Text, words: Text) -> dict[str, str]:
    """Return the heading of a table with the words of a row."""
    tags = dict.fromkeys([*heading, *words])
    first = next(iter(heading.values()), "")
    row = next(iter(words.values()), "")
    return {tag: ": ".join(filter(None, [heading.get(tag, first), words.get(tag, row)])) for tag in tags}


@cache
def _tags_by_name() -> Mapping[str, str]:
    names = Locale("en").languages
    return {name.casefold(): tag for tag, name in names.items() if _TAG.fullmatch(tag)}


def tag_of(named: str) -> str:
    """Return the tag of a language that is named by a tag, a word, or both, as in “Welsh (cy)”."""
    inside = re.search(r"\(([A-Za-z]{2,3}(?:[-_]\w{2,8})*)\)", named)
    said = (inside[1] if inside else named).strip().replace("_", "-")
    tag = said[:3].lower() + said[3:] if _TAG.fullmatch(said[:3].lower() + said[3:]) else ""
    is_known = tag.partition("-")[0] in Locale("en").languages
    if not is_known:
        tag = _tags_by_name().get(said.casefold(), "")
    if not tag and named.strip().casefold() != "default":
        letters = re.sub(r"[^a-z0-9]", "", named.casefold())[:8]
        tag = f"und-{letters}" if len(letters) >= 2 else "und"
    # Pages read this language first, so English of any country is kept under it.
    return LANGUAGE if not tag or tag.partition("-")[0] == "en" else tag


def key_for(name: str, taken: Collection[str], *, longest: int = _LONGEST_NAME) -> str:
    """Return a variable’s key for a name in another program, one that is not taken."""
    key = code_from(name, longest=longest) or "question"
    if not key[0].isalpha():
        key = f"q_{key}"[:longest].rstrip("_")
    return _free(key, {*taken, *RESERVED_KEYS}, longest)


def code_for(value: str, taken: Collection[str]) -> str:
    """Return an option’s code for a value in another program, one that is not taken."""
    sign = "minus_" if re.match(r"\s*-\d", value) else ""
    code = sign + code_from(value, longest=_LONGEST_NAME - len(sign))
    return _free(code or "answer", taken, _LONGEST_NAME)


def _free(name: str, taken: Collection[str], longest: int) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name[: longest - len(str(number)) - 1].rstrip('_')}_{number}"
    return free


def languages_of(definition: JsonObject) -> list[str]:
    """Return the languages of a definition’s texts in the order in which they come."""
    found: dict[str, None] = {}

    def look(part: object) -> None:
        if isinstance(part, Mapping):
            for name, inner in part.items():
                if name in {"label", "hint", "title", "text", "introduction"} and isinstance(inner, Mapping):
                    found.update(dict.fromkeys(inner))
                else:
                    look(inner)
        elif isinstance(part, list):
            for each in part:
                look(each)

    look([definition["sections"], definition])
    return [tag for tag in found if tag] or [LANGUAGE]
