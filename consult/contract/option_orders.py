"""The order in which somebody is shown the options of a question: drawn once for each person, and then the same."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from consult.contract.questions import Question

FIXED, RANDOM, REVERSE = "fixed", "random", "reverse"


def shown_with(question: Question, seed: str) -> Question:
    """Return the question with its options in the order that somebody with this seed is shown.

    `random` draws an order; `reverse` shows every second person the last option first. The order follows from the seed
    alone, so an option that is added or withheld leaves the others in their order. Without a seed nothing changes. One
    whose options are compared keeps the seed: from it `pairs_shown` draws.
    """
    if question.pairs:
        return replace(question, seed=seed)
    if question.order == FIXED or not seed:
        return question
    others = [option for option in question.options if not option.stays_last]
    last = (option for option in question.options if option.stays_last)
    if question.order == RANDOM:
        others.sort(key=lambda option: _drawn(seed, question.key, option.code))
    elif _drawn(seed, question.key)[0] % 2:
        others.reverse()
    return replace(question, options=(*others, *last))


def codes_shown(question: Question, seed: str) -> list[str]:
    """Return the codes of the options in the order in which somebody with this seed is shown them."""
    return [option.code for option in shown_with(question, seed).offered]


def has_orders(questions: Iterable[Question]) -> bool:
    """Whether people are shown the options of any of these questions in different orders, or pairs of them."""
    return any(question.order != FIXED or question.pairs for question in questions)


def _drawn(*names: str) -> bytes:
    return hashlib.sha256(":".join(names).encode()).digest()
