"""In which language a text was written, and the words that say nothing by themselves in it.

What is learned from texts is learned from those of one language at a time. py3langid is an optional part, read only
while it works, in a worker.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from consult.kernel.words import words_in_order

UNKNOWN = "und"
_TELLS = 5
"""A shorter text is taken to be in the language that most others of its script are in."""
_SHARE = 0.15
_LOOKED_AT = 2_000
# Of every language looked for, since guessing among fewer goes wrong less often. The English ones stand in no other
# language written here: a text with enough of them is English.
_LEFT_OUT = {
    language: frozenset(words)
    for line in Path(__file__).with_name("words_left_out.txt").read_text(encoding="utf-8").splitlines()
    for language, *words in (line.split(),)
}
_ENGLISH = _LEFT_OUT["en"]


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...

    def set_languages(self, langs: Sequence[str]) -> None: ...


def is_installed() -> bool:
    """Whether the optional part is there."""
    return find_spec("py3langid") is not None


def by_language(texts: Sequence[str]) -> dict[str, list[int]]:
    """Return the places of these texts by the language each was written in (ISO 639), the most texts first.

    A text without a word is in none.
    """
    found: dict[str, list[int]] = {}
    short: dict[str, list[int]] = {}
    scripts: dict[str, Counter[str]] = {}
    for place, text in enumerate(texts):
        if _is_plainly_english(text):
            found.setdefault("en", []).append(place)
            scripts.setdefault("Latn", Counter())["en"] += 1
            continue
        words = words_in_order(text)
        script = _script_of(words)
        if not script:
            continue
        if len(words) < _TELLS:
            short.setdefault(script, []).append(place)
            continue
        language = _language_of(text, words)
        found.setdefault(language, []).append(place)
        scripts.setdefault(script, Counter())[language] += 1
    for script, places in short.items():
        usual = scripts.get(script)
        language = usual.most_common(1)[0][0] if usual else _usual_in(script)
        found[language] = sorted([*found.get(language, []), *places])
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def telling_words(text: str, language: str) -> list[str]:
    """Return the words of a text in order, without those that say nothing by themselves in its language."""
    left_out = words_left_out(language)
    return [word for word in words_in_order(text) if word not in left_out and (len(word) > 1 or not word.isascii())]


@cache
def words_left_out(language: str) -> frozenset[str]:
    """Return the words that say nothing by themselves in a language, in the form in which words are compared."""
    if language == "en":
        from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

        return _plain(ENGLISH_STOP_WORDS) | _ENGLISH
    return _plain(_LEFT_OUT.get(language, ()))


def _plain(words: Iterable[str]) -> frozenset[str]:
    return frozenset(plain for word in words for plain in words_in_order(word))


def _is_plainly_english(text: str) -> bool:
    words = text[:_LOOKED_AT].lower().split()
    return len(words) >= _TELLS and sum(word in _ENGLISH for word in words) >= max(2, _SHARE * len(words))


def _language_of(text: str, words: Sequence[str]) -> str:
    if not is_installed():
        return _usual_in(_script_of(words))
    language: str = _identifier().classify(text[:_LOOKED_AT])[0]
    return language


@cache
def _identifier() -> _Identifier:
    import py3langid

    identifier: _Identifier = py3langid
    identifier.set_languages(list(_LEFT_OUT))
    return identifier


def _script_of(words: Sequence[str]) -> str:
    """Return the script most of these words are in, by their first letters; empty where there is no letter."""
    counts = Counter(script for word in words if (script := _script(word[0])))
    return counts.most_common(1)[0][0] if counts else ""


_SCRIPTS = (
    ("Latn", "A", "ɏ"),
    ("Grek", "Ͱ", "Ͽ"),
    ("Cyrl", "Ѐ", "ԯ"),
    ("Hebr", "֐", "׿"),
    ("Arab", "؀", "ۿ"),
    ("Deva", "ऀ", "ॿ"),
    ("Beng", "ঀ", "৿"),
    ("Guru", "਀", "੿"),
    ("Gujr", "઀", "૿"),
    ("Taml", "஀", "௿"),
)
_USUAL = {"Latn": "en", "Grek": "el", "Cyrl": "ru", "Hebr": "he", "Arab": "ur", "Deva": "hi", "Beng": "bn"} | {
    "Guru": "pa",
    "Gujr": "gu",
    "Taml": "ta",
}


def _script(letter: str) -> str:
    if not letter.isalpha():
        return ""
    return next((name for name, first, last in _SCRIPTS if first <= letter <= last), "Zyyy")


def _usual_in(script: str) -> str:
    return _USUAL.get(script, UNKNOWN)
