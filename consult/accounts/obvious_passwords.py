"""Passwords that guessers try first: our own list of words, runs and phrases, kept here so that nothing is sent out."""

import re
import unicodedata
from functools import cache
from pathlib import Path

_LEET = str.maketrans("0134578@$!|+€", "oieasbbasiite")
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "azertyuiopqsdfghjklmwxcvbn",
)
_MIN_RUN = 4
_MIN_DIFFERENT = 5
_MAX_WORDS = 4  # five words picked from this list are too many to try
_MANY = 1_000

WORDS = frozenset(Path(__file__).with_name("obvious_words.txt").read_text(encoding="utf-8").split())
_LONGEST_WORD = max(map(len, WORDS))


def is_obvious(password: str, *personal: str) -> bool:
    """Tell whether a guesser would soon try this: few characters, runs of keys, or only common and personal words."""
    folded = unicodedata.normalize("NFKC", password).casefold()
    if len(set(folded)) < _MIN_DIFFERENT:
        return True
    own = frozenset(word for text in personal for word in re.findall(r"[^\W\d_]{3,}", text.casefold()))
    plain = _without_runs(folded)
    readings = (
        re.sub(r"[\W\d_]+", "", plain),
        re.sub(r"[\W\d_]+", "", _without_runs(folded.translate(_LEET))),
        re.sub(r"[\W_]+", "", folded.translate(_LEET)),
    )
    return any(_is_made_of(reading, own) for reading in readings)


def _without_runs(text: str) -> str:
    for run in (*_RUNS, *(run[::-1] for run in _RUNS)):
        for length in range(min(len(run), len(text)), _MIN_RUN - 1, -1):
            for start in range(len(run) - length + 1):
                text = text.replace(run[start : start + length], " ")
    return text


def _is_made_of(letters: str, own: frozenset[str]) -> bool:
    return any(_fewest_words(text, own) <= _MAX_WORDS for text in (letters, _repeated_part(letters)))


def _fewest_words(letters: str, own: frozenset[str]) -> int:
    @cache
    def fewest_words(start: int) -> int:
        if start == len(letters):
            return 0
        ends = range(start + 1, min(len(letters), start + _LONGEST_WORD) + 1)
        known = (end for end in ends if letters[start:end] in WORDS or letters[start:end] in own)
        return min((1 + fewest_words(end) for end in known), default=_MANY)

    return fewest_words(0)


def _repeated_part(text: str) -> str:
    # The shortest text whose repetition gives this one begins again inside the doubled text.
    return text[: (text + text).find(text, 1)] if text else text
