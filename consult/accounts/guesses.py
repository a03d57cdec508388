"""How many guesses a new password would stand: words, names, keys, dates and well-known phrases count as guessed."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

MIN_SCORE = 3  # of 0 to 4: a hundred million guesses
_LONGEST = 72  # beyond it the estimate takes long, and is no better
_FEWEST_LETTERS = 8
_BETWEEN_WORDS = re.compile(r"[\s\-_.,;:!?'’/+]+")
# zxcvbn keeps the words that it is given in a table of the module, so that two at once would read each other's.
_TURN = Lock()


def is_soon_guessed(password: str, *personal: str) -> bool:
    """Tell whether a guesser who knows words, phrases and the person's own names would soon come to this."""
    # Its lists take much memory, and few processes need them.
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # it has no types

    folded = unicodedata.normalize("NFKC", password).casefold()
    known = [*_words_of(personal), *PHRASES]
    together = _BETWEEN_WORDS.sub("", folded)
    with _TURN:
        scores = [zxcvbn(text[:_LONGEST], user_inputs=known)["score"] for text in (folded, together) if text]
    return min(scores, default=0) < MIN_SCORE


def _words_of(texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts:
        words = re.findall(r"[^\W_]{2,}", text.casefold())
        yield from (word for word in words if len(word) > 2)
        yield "".join(words)


def _runs_of(phrase: str) -> Iterator[str]:
    # People take the beginning of a saying, or its end, or a piece out of the middle.
    words = phrase.split()
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            run = "".join(words[start:end])
            if end - start > 1 and len(run) >= _FEWEST_LETTERS:
                yield run


PHRASES = tuple(
    dict.fromkeys(
        run
        for line in Path(__file__).with_name("obvious_phrases.txt").read_text(encoding="utf-8").splitlines()
        for run in _runs_of(line)
    )
)
