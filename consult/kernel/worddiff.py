"""What changed between two texts, word by word, in phrases that people can read."""

import re
from typing import Literal

from diff_match_patch import diff_match_patch

Kind = Literal["same", "removed", "added"]
Part = tuple[Kind, str]

# A word with what holds it together (don't, 1,204, re-use), white space, or one sign.
_TOKEN = re.compile(r"\w+(?:['’.,-]\w+)*|\s+|[^\w\s]")
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
    engine.diff_cleanupSemantic(found)
    return _tidied([(_KINDS[sign], "".join(words[one] for one in coded)) for sign, coded in found])


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
    """Let white space between two changes belong to both, and join what was removed, then what was added."""
    tidy: list[Part] = []
    removed = added = ""
    for place, (kind, text) in enumerate(parts):
        if kind == "removed":
            removed += text
        elif kind == "added":
            added += text
        elif text.isspace() and (removed or added) and _change_follows(parts, place):
            removed, added = removed + text, added + text
        else:
            _close(tidy, removed, added)
            removed = added = ""
            tidy.append(("same", text))
    _close(tidy, removed, added)
    return tidy


def _change_follows(parts: list[Part], place: int) -> bool:
    return place + 1 < len(parts) and parts[place + 1][0] != "same"


def _close(tidy: list[Part], removed: str, added: str) -> None:
    if removed:
        tidy.append(("removed", removed))
    if added:
        tidy.append(("added", added))
