"""Themes over many texts: duplicates, a starting list and proposals, each in a process of its own; and a search.

The reference of each is the same machine in the same run: counting the words of the same texts with a dictionary.
"""

import json
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable

from bench.memory import measured
from bench.pages import Page, officer_of, time_of
from bench.site import Site
from bench.table import Ratio

MANY = 144_366
CODED = 300
LONGEST_SEARCH = 300.0
MINUTES = {"duplicates": 3, "starting list": 3, "proposals": 1}
MOST_MEMORY = 600.0
_SUBJECTS = ("cost", "trust", "children", "privacy", "crime", "shops", "mistakes", "police")
_BETWEEN = ("the", "and", "of", "they", "is", "with", "that", "we", "not", "for", "my", "you")
_SYLLABLES = ("ba", "co", "di", "fe", "gu", "la", "mi", "no", "pe", "ra", "so", "tu")


def made_up(many: int) -> tuple[list[str], list[set[int]]]:
    """Return texts of about 35 words, each about one of eight subjects, three in ten nearly one of 50 letters."""
    chance = random.Random(1)
    common = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 3))) for _ in range(6_000)]
    special = {name: [f"{name}{word}" for word in chance.sample(common, 40)] for name in _SUBJECTS}
    texts, themes, letters = list[str](), list[set[int]](), list[str]()
    for number in range(many):
        subject = number % len(_SUBJECTS)
        words = chance.choices(common, k=16) + chance.choices(special[_SUBJECTS[subject]], k=7)
        words += chance.choices(_BETWEEN, k=11)
        chance.shuffle(words)
        text = f"{' '.join(words)} {_SUBJECTS[subject]}."
        letters += [text] if number < 50 else []
        texts.append(f"{chance.choice(letters)} {chance.choice(common)}" if number % 10 < 3 else text)
        themes.append({subject + 1})
    return texts, themes


def duplicates(texts: list[str], _themes: list[set[int]]) -> object:
    """Group the texts that are nearly the same."""
    from consult.desk.likeness import groups_of, sketch_of

    return len(groups_of({number: sketch_of(text, b"key") for number, text in enumerate(texts)}))


def starting_list(texts: list[str], _themes: list[set[int]]) -> object:
    """Find the words that go together."""
    from consult.analysis.themes.learning import words_together

    return len(words_together(texts))


def proposals(texts: list[str], themes: list[set[int]]) -> object:
    """Propose themes for all texts but those that were coded by hand."""
    from consult.analysis.themes.learning import likely_themes

    return sum(1 for _each in likely_themes(texts[:CODED], themes[:CODED], texts[CODED:]))


def words(texts: list[str], _themes: list[set[int]]) -> object:
    """Count words, as a bare reference."""
    return len(Counter(word for text in texts for word in text.lower().split()))


PARTS: dict[str, Callable[[list[str], list[set[int]]], object]] = {
    "duplicates": duplicates,
    "starting list": starting_list,
    "proposals": proposals,
    "reference": words,
}


def measure_themes(many: int = MANY) -> list[Ratio]:
    """Return time and memory of each part over so many texts, beside what is allowed."""
    found = {name: _part(name, many) for name in PARTS}
    bare = found.pop("reference")["cpu"]
    rows = [Ratio(f"themes, words of {many:,} texts counted by a dictionary", bare, bare, "s", "reference")]
    for name, costs in found.items():
        allowed = 60.0 * MINUTES[name]
        rows += [
            Ratio(f"themes, {name} of {many:,}: time", costs["seconds"], allowed, "s", "<= 1"),
            Ratio(f"themes, {name} of {many:,}: CPU beside the words counted", costs["cpu"], bare, "s", "told"),
            Ratio(f"themes, {name} of {many:,}: memory", costs["over_idle_mb"], MOST_MEMORY, "MB", "<= 1"),
        ]
    return rows


def measure_search(site: Site, many: int) -> list[Ratio]:
    """Return how long a search for words takes on the officer's desk."""
    client = officer_of(site)
    page = Page("search", f"/staff/activities/{site.activity_id}/responses?q=police+cameras")
    time_of(client, page)
    median = statistics.median(time_of(client, page) for _ in range(9))
    return [Ratio(f"search for two words in {many:,}", median, LONGEST_SEARCH, "ms", "<= 1")]


def _part(name: str, many: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.themes", name, str(many)], capture_output=True, text=True, check=True
    )
    seconds, costs = done.stdout.splitlines()[-2:]
    return {"seconds": float(seconds), **json.loads(costs)}


def main(name: str, many: int) -> None:
    """Do one part, and print seconds and costs."""
    texts, themes = made_up(many)
    with measured():
        began = time.perf_counter()
        PARTS[name](texts, themes)
        print(time.perf_counter() - began)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
