"""Finding words as people write them: whole words, in any case, however spaced, with any apostrophe or hyphen."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import regex

from consult.records.marks import MARK

LONGEST = 200
_APOSTROPHES = "'`\u2018\u2019\u02bc\u02bb\u00b4\u2032\uff07"
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2212"
# Scripts that put no space between words: there a word has no edge that could be asked for.
_SPACELESS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_LETTER = rf"[[\w]--[{_SPACELESS}]]"
_WORD = regex.compile(rf"[{_SPACELESS}]|{_LETTER}+", regex.V1)


def passages(text: str, words: str) -> list[tuple[int, int]]:
    """Return where a text says these words, from first to last; what was taken out before is not looked at."""
    pattern = _pattern(" ".join(words.split()))
    if pattern is None:
        return []
    taken = [found.span() for found in MARK.finditer(text)]
    return [
        found.span()
        for found in pattern.finditer(text)
        if not any(start < found.end() and found.start() < end for start, end in taken)
    ]


@lru_cache(maxsize=256)
def _pattern(words: str) -> "regex.Pattern[str] | None":
    words = unicodedata.normalize("NFC", words)
    if not any(letter.isalnum() for letter in words):
        return None
    inner = r"\s+".join("".join(map(_any_form, word)) for word in words.split())
    before = rf"(?<!{_LETTER})" if regex.match(_LETTER, words[0], regex.V1) else ""
    after = rf"(?!{_LETTER})" if regex.match(_LETTER, words[-1], regex.V1) else ""
    return regex.compile(before + inner + after, regex.V1 | regex.IGNORECASE | regex.FULLCASE)


def _any_form(letter: str) -> str:
    for alike in (_APOSTROPHES, _HYPHENS):
        if letter in alike:
            return "[" + "".join(regex.escape(text) for text in alike) + "]"
    return str(regex.escape(letter, literal_spaces=True))


@dataclass(frozen=True)
class Word:
    """One word of a text, and how it is compared."""

    start: int
    end: int
    folded: str


def words_in(text: str) -> list[Word]:
    """Return the words of a text in order; where a script puts no space between words, its letters."""
    return [
        Word(found.start(), found.end(), unicodedata.normalize("NFC", found.group()).casefold())
        for found in _WORD.finditer(text)
    ]
