"""The pairs of options that somebody is asked to compare, and what was said of them: `parks>roads` or `parks=roads`."""

import hashlib
from collections.abc import Iterator, Sequence
from math import gcd

from consult.contract.questions import Question

WON, EVEN = ">", "="
Pair = tuple[str, str]


def pairs_shown(question: Question) -> list[Pair]:
    """Return the pairs of codes that somebody with the question’s seed is asked about; without a seed, those on paper.

    They follow from the seed alone. No pair comes twice, and no option is in two pairs more than another. More pairs
    go on where fewer end, so that another number of them leaves the first ones as they are.
    """
    codes = sorted((option.code for option in question.offered), key=lambda code: _drawn(question, code))
    every = _in_steps(codes) if len(codes) % 2 else _in_rounds(codes)
    return [_turned(question, pair) for pair, _number in zip(every, range(question.pairs), strict=False)]


def parts_of(said: str) -> tuple[str, str, str]:
    """Return what was said of a pair in three parts: a code, `WON` or `EVEN`, and the other code."""
    return said.partition(WON if WON in said else EVEN)


def ways_of(pair: Pair) -> tuple[str, str, str]:
    """Return what can be said of a pair: that the first is chosen, the second, or neither."""
    one, other = pair
    return f"{one}{WON}{other}", f"{other}{WON}{one}", f"{one}{EVEN}{other}"


def _in_rounds(codes: Sequence[str]) -> Iterator[Pair]:
    """Yield all pairs of an even number of options in rounds, each of which has every option once."""
    ring = list(codes)
    for _round in ring[1:]:
        yield from zip(ring[: len(ring) // 2], reversed(ring), strict=False)
        ring = [ring[0], ring[-1], *ring[1:-1]]


def _in_steps(codes: Sequence[str]) -> Iterator[Pair]:
    """Yield all pairs of an odd number of options, each with the one so many places on, which next has its turn."""
    count = len(codes)
    for step in sorted(range(1, count // 2 + 1), key=lambda step: gcd(step, count)):
        around = gcd(step, count)
        for begin in range(around):
            places = [(begin + step * turn) % count for turn in range(count // around)]
            turns = places * 2
            yield from ((codes[one], codes[other]) for one, other in zip(turns[::2], turns[1::2], strict=True))


def _turned(question: Question, pair: Pair) -> Pair:
    """Return a pair with either option first, for half of the people each."""
    one, other = sorted(pair)
    return (one, other) if _drawn(question, one, other)[0] % 2 else (other, one)


def _drawn(question: Question, *names: str) -> bytes:
    return hashlib.sha256(":".join((question.seed, question.key, *names)).encode()).digest()
