"""Two long texts compared word by word: what an amendment of a whole motion asks for."""

import random
import statistics
import time

from bench.table import Ratio
from consult.kernel.worddiff import word_diff

LETTERS, WORDS, TIMES = 28_000, 600, 5


def measure_words() -> list[Ratio]:
    """Return seconds of CPU for two texts of 28 kB, as people edit them and at worst, beside a few changes."""
    chance = random.Random(20230116)
    words = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=chance.randint(2, 9))) for _ in range(WORDS)]
    text, other = (" ".join(chance.choices(words, k=LETTERS // 6))[:LETTERS] for _ in range(2))
    few = _seconds(text, _edited(chance, words, text, 20))
    cases = {
        "with 400 words changed": (text, _edited(chance, words, text, 400)),
        "with 1,500 words changed": (text, _edited(chance, words, text, 1_500)),
        "that share their words alone": (text, other),
        "with the same words in another order": (text, " ".join(chance.sample(text.split(), len(text.split())))),
        "that say one sentence over and over": (_over("the council notes that"), _over("that the council believes")),
        "with no word in common": (text, text.upper()),
    }
    return [
        Ratio(f"28 kB {name}, word by word", _seconds(*pair), few, "s CPU beside 20 words changed", "<= 1.5 s")
        for name, pair in cases.items()
    ]


def _edited(chance: random.Random, words: list[str], text: str, changes: int) -> str:
    made = text.split()
    for place in chance.sample(range(len(made)), changes):
        made[place] = chance.choice(words)
    return " ".join(made)


def _over(sentence: str) -> str:
    return (f"{sentence} " * (LETTERS // len(sentence)))[:LETTERS]


def _seconds(before: str, after: str) -> float:
    took = []
    for _ in range(TIMES):
        start = time.process_time()
        word_diff(before, after)
        took.append(time.process_time() - start)
    return statistics.median(took)
