"""What changed between two texts, word by word, in phrases that people can read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from diff_match_patch import diff_match_patch

Kind = Literal["same", "removed", "added"]
Part = tuple[Kind, str]

# A word with what holds it together (don't, 1,204, re-use), white space, or one sign.
_TOKEN = re.compile(r"\w+(?:['’.,-]\w+)*|\s+|[^\w\s]")
_WORD = re.compile(r"\w+")
_WORK = 300_000
_KINDS: dict[int, Kind] = {-1: "removed", 0: "same", 1: "added"}
_SURROGATES = range(0xD800, 0xE000)


@dataclass
class Effort:
    """How many more steps a comparison may take; several can share one, so that all together are bounded."""

    left: int = _WORK


def word_diff(before: str, after: str, effort: Effort | None = None) -> list[Part]:
    """Return the parts of both texts in reading order: what stayed, what was removed and what was added.

    The parts that are not added make `before`, those that are not removed make `after`. A removed part stands before
    the added one that replaces it. For two long texts with little in common the search stops after so many steps, on
    every machine after the same ones; the result is then coarser, never wrong.
    """
    numbers: dict[str, str] = {}
    words: dict[str, str] = {}
    old = _as_characters(before, numbers, words)
    new = _as_characters(after, numbers, words)
    engine = diff_match_patch()
    bisect, left = engine.diff_bisect, effort or Effort()
    # It stops after steps and not after seconds, so that a busy machine shows the same changes.
    engine.diff_bisect = lambda one, other, _deadline: bisect(one, other, _Deadline(left))
    found = engine.diff_main(old, new, False)
    return _tidied([(_KINDS[sign], "".join(words[item] for item in coded)) for sign, coded in found])


class _Deadline:
    """What the engine holds the time against in each round: it is over when the effort is used up."""

    def __init__(self, effort: Effort) -> None:
        self.effort = effort
        self.rounds = 0

    def __lt__(self, time: float) -> bool:
        """Count a round, which takes one step more than the round before."""
        self.rounds += 1
        self.effort.left -= self.rounds
        return self.effort.left < 0


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
