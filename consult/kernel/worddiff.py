"""What changed between two texts, word by word, in phrases that people can read."""

import re
from collections.abc import Callable
from typing import Literal

from diff_match_patch import diff_match_patch

Kind = Literal["same", "removed", "added"]
Part = tuple[Kind, str]

# A word with what holds it together (don't, 1,204, re-use), white space, or one sign.
_TOKEN = re.compile(r"\w+(?:['’.,-]\w+)*|\s+|[^\w\s]")
_WORD = re.compile(r"\w+")
_SECONDS = 2.0
_KINDS: dict[int, Kind] = {-1: "removed", 0: "same", 1: "added"}
_SURROGATES = range(0xD800, 0xE000)


def word_diff(before: str, after: str) -> list[Part]:
    """Return the parts of both texts in reading order: what stayed, what was removed and what was added.

    The parts that are not added make `before`, those that are not removed make `after`. A removed part stands before
    the added one that replaces it. For two long texts with little in common the search stops after two seconds; the
    result is then coarser, never wrong.
    """
    numbers: dict[str, str] = {}
    words: dict[str, str] = {}
    old = _as_characters(before, numbers, words)
    new = _as_characters(after, numbers, words)
    engine = diff_match_patch()
    engine.Diff_Timeout = _SECONDS
    found = engine.diff_main(old, new, False)
    return _tidied([(_KINDS[sign], "".join(words[item] for item in coded)) for sign, coded in found])


def _as_characters(text: str, numbers: dict[str, str], words: dict[str, str]) -> str:
    """Write each token as one character, so that the engine compares words and never letters."""
    coded = []
    for token in _TOKEN.findall(text):
        if token not in numbers:
            place = len(numbers) + 1
            character = chr(place if place < _SURROGATES.start else place + len(_SURROGATES))
            numbers[token], words[character] = character, token
        coded.append(numbers[token])
    return "".join(coded)


def _tidied(parts: list[Part]) -> list[Part]:
    """Join changes that only a space, a sign or a stray word holds apart: what was removed, then what was added."""
    return _joined(_joined(parts, _is_between_words), _is_stray_word)


def _joined(parts: list[Part], belongs: Callable[[str, list[str], list[str]], bool]) -> list[Part]:
    tidy: list[Part] = []
    change = ["", ""]
    for place, (kind, text) in enumerate(parts):
        if kind != "same":
            change[kind == "added"] += text
        elif any(change) and belongs(text, change, _change_at(parts, place + 1)):
            change = [part + text for part in change]
        else:
            _close(tidy, change)
            change = ["", ""]
            tidy.append(("same", text))
    _close(tidy, change)
    return tidy


def _change_at(parts: list[Part], place: int) -> list[str]:
    found = ["", ""]
    for kind, text in parts[place : place + 2]:
        if kind == "same":
            break
        found[kind == "added"] += text
    return found


def _is_between_words(text: str, change: list[str], following: list[str]) -> bool:
    # Between two replacements a space belongs to both; between two additions alone it is where it was.
    return not _count(text) and any(following) and all(map("".join, zip(change, following, strict=True)))


def _is_stray_word(text: str, change: list[str], following: list[str]) -> bool:
    return _count(text) == 1 and min(map(_count, [*change, *following])) >= 2


def _count(text: str) -> int:
    return len(_WORD.findall(text))


def _close(tidy: list[Part], change: list[str]) -> None:
    removed, added = change
    if removed:
        tidy.append(("removed", removed))
    if added:
        tidy.append(("added", added))
