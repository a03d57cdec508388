"""In which language a text was written, and the words that say nothing by themselves in it.

What is learned from texts is learned from those of one language at a time. py3langid is an optional part, read only
while it works, in a worker.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Protocol

from consult.kernel.words import words_in_order

UNKNOWN = "und"
_TELLS = 5
"""A shorter text is taken to be in the language that most others of its script are in."""
_SHARE = 0.15
# English words that no other language written here has: a text with enough of them is not looked at any further.
_ENGLISH_WORDS = (
    "the and of is are was were that they we you not for with be it have has this there their but will "
    "would should my our your because which when what who how more than from been being can cannot could "
    "don't its if or as by at"
)
_OTHER_WORDS = {
    "cy": (
        "y yr yn a ac i o ar am at er gan gyda dan dros drwy heb hyd mewn wrth mae maen mae'r maent oedd bydd "
        "byddai yw ydy ydw wyf rwy'n dwi dw ni ei eu ein eich fy dy hi fe nhw chi ti fi ddim nid nad na neu "
        "ond os pan sydd bod fod hyn hynny hwn hon yma yno i'r o'r a'r yw'r hefyd iawn rhy ni'n nhw'n bob pob"
    ),
    "pl": (
        "i a o w z u na do od po za ze we nie tak to te ten ta tym tej tego jest są był była było być się jak "
        "jako czy co że ale lub oraz dla przez przy bez pod nad ich ja my wy on ona oni mi mnie nas nam im mu "
        "jej jego już tylko także też bardzo bo więc aby żeby który która które którzy"
    ),
    "bn": (
        "এবং ও আর কিন্তু বা যে এই সেই তা এটি এটা যা না নেই নয় হয় হবে হয়ে হচ্ছে হলে আছে ছিল করে করা করি "
        "করতে করবে জন্য থেকে সঙ্গে সাথে মধ্যে উপর আমি আমার আমরা আমাদের তারা তাদের তিনি তার আপনি আপনার খুব আরও "
        "কোন কোনো কি কী তো একটি এক সব"
    ),
    "ur": (
        "اور کا کی کے کو میں سے پر نے ہے ہیں تھا تھی تھے ہو ہوں ہوتا ہوتی یہ وہ اس ان ہم میرے میرا میری ہمارے "
        "ہمارا آپ وہاں یہاں نہیں نہ بھی تو جو کہ لیے کیا کر کرتے کرنا کرنے ایک بہت ہی گا گی گے رہا رہے رہی "
        "مجھے انہیں سب"
    ),
}
# Those that councils in Britain are written to in; guessing among fewer goes wrong less often.
_LANGUAGES = (
    "en cy ga gd pl ro lt lv ru uk bg cs sk hu sq pt es fr it de nl tr el ar fa ps ku ur hi pa gu bn ne "
    "ta te ml mr si so sw am he zh ja ko vi th tl"
)


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
    return _plain(_OTHER_WORDS.get(language, "").split())


_ENGLISH = frozenset(_ENGLISH_WORDS.split())


def _plain(words: Iterable[str]) -> frozenset[str]:
    return frozenset(plain for word in words for plain in words_in_order(word))


def _language_of(text: str, words: Sequence[str]) -> str:
    if sum(word in _ENGLISH for word in words) >= max(2, _SHARE * len(words)):
        return "en"
    if not is_installed():
        return _usual_in(_script_of(words))
    language: str = _identifier().classify(text[:2_000])[0]
    return language


@cache
def _identifier() -> _Identifier:
    import py3langid

    identifier: _Identifier = py3langid
    identifier.set_languages(_LANGUAGES.split())
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
