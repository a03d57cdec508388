"""Words of any script, in one form: what search keeps of a text, and what it looks for."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import regex

LONGEST_QUERY = 200
MAX_TERMS = 12
_LONGEST_WORD = 64
_MIN_DIGITS = 7
# Written without spaces between words: found by pairs of letters, as Lucene's CJK analyser does.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\u30fc\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_PART = regex.compile(
    rf"(?P<unspaced>[{_UNSPACED}\p{{M}}]*[{_UNSPACED}][{_UNSPACED}\p{{M}}]*)"
    rf"|(?P<number>\d+(?:[ ,.\-]\d+)*)(?![^\W_{_UNSPACED}])"
    rf"|(?P<word>[^\W_{_UNSPACED}](?:[^\W_{_UNSPACED}]|\p{{M}}|['’\-](?=[^\W_{_UNSPACED}]))*)"
)
# The same for text in ASCII, in a third of the time.
_ASCII_PART = re.compile(
    r"(?P<number>[0-9]+(?:[ ,.\-][0-9]+)*)(?![a-z0-9])|(?P<word>[a-z0-9](?:[a-z0-9]|['\-](?=[a-z0-9]))*)"
)
_MARKS = regex.compile(r"(?<=[\p{Latin}\p{Greek}\p{Cyrillic}\p{M}])\p{M}+(?<![\u0900-\u0dff])")
_POINTS = regex.compile(r"[\u0591-\u05c7\u0640\u064b-\u065f\u0670\u200c\u200d\u00ad\u200b\u2060-\u2069\ufeff]")
# Letters that no decomposition takes apart; alef, yeh and teh marbuta as Lucene's Arabic normaliser has them.
_LETTERS = str.maketrans(
    "łøđð\u0131ħ\u0622\u0623\u0625\u0649\u0629\u2019\u02bc\u2010\u2011", "loddih\u0627\u0627\u0627\u064a\u0647''--"
)
_PAIRS = (("æ", "ae"), ("œ", "oe"), ("þ", "th"))
# The article and the endings that Lucene's light Arabic stemmer takes away (Larkey, Ballesteros, Connell: light10).
_ARABIC_ARTICLE = re.compile(r"^(?:[\u0648\u0628\u0643\u0641]?\u0627\u0644|\u0644\u0644|\u0648(?=.{3}))(?=.{2})")
_ARABIC_ENDING = re.compile(
    r"(?<=.{2})(?:\u0647\u0627|\u0627\u0646|\u0627\u062a|\u0648\u0646|\u064a\u0646|\u064a\u0647|\u0647|\u064a)$"
)
_TYPED_NUMBER = re.compile(r"\d+(?: \d+)+(?!\S)|\S+")
_TYPED = regex.compile(r"(?P<not>(?<!\S)[-−–](?=\S))?(?P<words>\d+(?: \d+)+(?!\S)|\S+)")
_local = threading.local()

Words = tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """One thing that was typed: found where all words of one of its spellings are; `starts` says only how it begins."""

    spellings: tuple[Words, ...]
    starts: bool = False


@dataclass(frozen=True)
class Query:
    """What somebody looks for: one term of each group has to be there, and none of those left out."""

    wanted: tuple[tuple[Term, ...], ...] = ()
    unwanted: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)

    def matches(self, text: str) -> bool:
        """Whether a text has what is looked for."""
        words = _words_kept(text)
        return all(any(_is_in(term, words) for term in group) for group in self.wanted) and not any(
            _is_in(term, words) for term in self.unwanted
        )


def plain_letters(text: str) -> str:
    """Return a text in small letters, without accents, points and characters that nobody sees."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    for letter, written in _PAIRS:
        plain = plain.replace(letter, written)
    bare = _MARKS.sub("", _POINTS.sub("", unicodedata.normalize("NFD", plain)))
    return unicodedata.normalize("NFC", bare)


def words_of(text: str) -> list[str]:
    """Return each word of a text once, as search keeps it: small letters, no accents, stems in English and Arabic.

    Scripts without spaces give every pair of neighbouring letters and the last letter; a hyphenated word its parts and
    the whole; groups of digits themselves and, from seven digits on, the whole number. Source of the word boundaries:
    Unicode Standard Annex 29; of English stems: Snowball.
    """
    found: dict[str, None] = {}
    for kind, part in _parts(text):
        found.update(_kept(kind, part))
    return list(found)


def words_in_order(text: str) -> list[str]:
    """Return every word of a text in order, in plain small letters; of scripts without spaces every letter."""
    return [word for kind, part in _parts(text) for word in (part if kind == "unspaced" else (part,))]


@lru_cache(maxsize=50_000)
def _kept(kind: str, part: str) -> dict[str, None]:
    if kind == "unspaced":
        words = [*_pairs(part), part[-1]]
    elif kind == "number":
        # Typed into a search box, “123456.0 7” is two terms, and each of them is found as well as the whole.
        words = [
            *_groups(part),
            *_whole(part),
            *(whole for run in _TYPED_NUMBER.findall(part) for whole in _whole(run)),
        ]
    else:
        words = [word for spelling in _spellings(part) for word in spelling]
    return dict.fromkeys(word[:_LONGEST_WORD] for word in words)


def read_query(typed: str) -> Query:
    """Return what was typed into a search box.

    `OR` between two words takes either, `-` before a word leaves out what has it, `*` at its end finds all that begins
    so. Only the first 200 characters and the first twelve terms count.
    """
    wanted: list[list[Term]] = []
    unwanted: list[Term] = []
    is_either = False
    for found in _TYPED.finditer(typed[:LONGEST_QUERY]):
        if found["words"] == "OR" and wanted and not found["not"]:
            is_either = True
            continue
        for term in _terms(found["words"]):
            if found["not"]:
                unwanted.append(term)
            elif is_either:
                wanted[-1].append(term)
            else:
                wanted.append([term])
            is_either = False
    return Query(tuple(tuple(group) for group in wanted[:MAX_TERMS]), tuple(unwanted[:MAX_TERMS]))


def _terms(typed: str) -> Iterator[Term]:
    parts = _parts(typed)
    for place, (kind, part) in enumerate(parts):
        starts = typed.endswith("*") and place == len(parts) - 1
        if kind == "unspaced":
            # One letter is the beginning of the pairs it stands in.
            yield Term((tuple(_pairs(part)) or (part,),), starts=len(part) == 1)
        elif kind == "number":
            yield Term((tuple(_whole(part)) or tuple(_groups(part)),), starts=starts)
        elif starts:
            # “policing*” begins like the stem that is kept of “policing”.
            yield Term((min((_bare(part),), (_stem(_bare(part)),), key=lambda words: len(words[0])),), starts=True)
        else:
            yield Term(tuple(_spellings(part)))


def _is_in(term: Term, words: frozenset[str]) -> bool:
    if term.starts:
        return any(word.startswith(term.spellings[0][0]) for word in words)
    return any(words.issuperset(spelling) for spelling in term.spellings)


@lru_cache(maxsize=4096)
def _words_kept(text: str) -> frozenset[str]:
    return frozenset(words_of(text))


def _parts(text: str) -> list[tuple[str, str]]:
    plain = plain_letters(text)
    pattern = _ASCII_PART if plain.isascii() else _PART
    return [(str(found.lastgroup), found[0]) for found in pattern.finditer(plain)]


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)]


def _groups(number: str) -> list[str]:
    return re.findall(r"\d+", number)


def _whole(number: str) -> list[str]:
    digits = "".join(_groups(number))
    is_one = len(digits) >= _MIN_DIGITS or re.fullmatch(r"\d{1,3}(,\d{3})+", number)
    return [digits[:_LONGEST_WORD]] if is_one else []


def _spellings(word: str) -> list[Words]:
    """Return the ways to write a word: in one, and in its parts."""
    if "-" not in word:
        return [(_stem(_bare(word)),)]
    parts = tuple(_stem(_bare(part)) for part in word.split("-"))
    return [(_stem(_bare(word)),), parts]


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 (the library's name)


def _bare(word: str) -> str:
    for ending in ("'s", "'"):
        word = word.removesuffix(ending)
    return word.replace("'", "").replace("-", "")[:_LONGEST_WORD]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    if word.isascii():
        return _english().stemWord(word) if word.isalpha() else word
    return _ARABIC_ENDING.sub("", _ARABIC_ARTICLE.sub("", word)) if "\u0600" <= word[0] <= "\u06ff" else word


def _english() -> _Stemmer:
    # A stemmer keeps its place in the word it works on, so each thread has its own.
    if not hasattr(_local, "english"):
        # Its tables take memory, and not every process looks for words.
        import snowballstemmer

        _local.english = snowballstemmer.stemmer("english")
    stemmer: _Stemmer = _local.english
    return stemmer
