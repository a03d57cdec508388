"""Editions of a survey of 100 questions that 2,000 people answered, beside counting its answers without rounding."""

import time
from collections import Counter
from collections.abc import Callable
from itertools import combinations
from random import Random, SystemRandom

from bench.table import Ratio
from consult.disclosure.editions import edition

PEOPLE, QUESTIONS = 2_000, 100
EDITIONS = 4


def measure_editions() -> list[Ratio]:
    """Return CPU seconds of the first and of the fourth edition, one-way, and of all cross-tables."""
    chance = Random(5)
    sizes, of_question = _dimensions(chance)
    rows = [[min(int(chance.random() ** 2 * size), size - 1) for size in sizes.values()] for _ in range(PEOPLE)]
    pairs = [
        (first, second)
        for first, second in combinations(sizes, 2)
        if of_question[first] != of_question[second] and of_question[first] >= 0
    ]
    counting = _seconds(lambda: [Counter(column) for column in zip(*rows, strict=True)])
    one_way = [_seconds(lambda: edition(rows, sizes, (), SystemRandom())) for _ in range(EDITIONS)]
    crossed = _seconds(lambda: edition(rows, sizes, pairs, SystemRandom()))
    unit = "CPU s beside counting"
    return [
        Ratio(f"edition of {QUESTIONS} questions, one-way", one_way[0], counting, unit, "<= 1 s"),
        Ratio(
            f"the fourth edition of {QUESTIONS} questions", one_way[-1], one_way[0], "CPU s beside the first", "<= 2"
        ),
        Ratio(f"edition with {len(pairs):,} cross-tables", crossed, counting, unit, "<= 60 s"),
    ]


def _dimensions(chance: Random) -> tuple[dict[str, int], dict[str, int]]:
    """Return dimensions and their sizes, and of which question each is: less than 0 for places and about-you."""
    sizes, of_question = {}, {}
    for number in range(QUESTIONS):
        options = range(chance.randint(3, 8)) if number % 3 == 0 else range(1)
        for option in options:
            name = f"q{number}={option}"
            sizes[name], of_question[name] = (2 if number % 3 == 0 else chance.randint(4, 9)), number
    for place, (name, size) in enumerate({"area": 12, "age": 9, "sex": 4}.items()):
        sizes[name], of_question[name] = size, -1 - place
    return sizes, of_question


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun
