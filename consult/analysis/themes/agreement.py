"""How far two officers agree, beyond what chance would bring, and how sure that is.

Kappa: Cohen, "A coefficient of agreement for nominal scales" (1960). Interval: jackknife over texts, whose decisions
about several themes are not independent: Fleiss and Davies, "Jackknifing functions of multinomial frequencies, with an
application to a measure of concordance" (1982). Bound: Clopper and Pearson (1934).
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import ceil, exp, lgamma, log, sqrt

NORMAL_95 = 1.959964
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Cells:
    """How often both officers saw a theme, only the first, only the second, and neither."""

    both: int = 0
    first: int = 0
    second: int = 0
    neither: int = 0

    @property
    def number(self) -> int:
        """How many decisions these are."""
        return self.both + self.first + self.second + self.neither

    def plus(self, other: "Cells", sign: int = 1) -> "Cells":
        """Return the sum of both, or what is left without the other."""
        return Cells(
            self.both + sign * other.both,
            self.first + sign * other.first,
            self.second + sign * other.second,
            self.neither + sign * other.neither,
        )


@dataclass(frozen=True)
class Estimate:
    """A figure with its interval of 95 per cent; without one where nothing varied, or too little to tell."""

    value: float
    low: float | None = None
    high: float | None = None


Measure = Callable[[Cells], float | None]


def kappa(cells: Cells) -> float | None:
    """Return Cohen's kappa; nothing where chance alone would make both agree always."""
    if not cells.number:
        return None
    seen = (cells.both + cells.neither) / cells.number
    first, second = (cells.both + cells.first) / cells.number, (cells.both + cells.second) / cells.number
    by_chance = first * second + (1 - first) * (1 - second)
    return None if by_chance >= 1 else (seen - by_chance) / (1 - by_chance)


def f1(cells: Cells) -> float | None:
    """Return the harmonic mean of precision and recall of one officer against the other; it is the same both ways."""
    named = 2 * cells.both + cells.first + cells.second
    return 2 * cells.both / named if named else None


def estimate(texts: Sequence[Cells], measure: Measure) -> Estimate | None:
    """Return a figure over all texts, with its interval from leaving out each text once."""
    kinds = Counter(texts)
    total = Cells()
    for cells, number in kinds.items():
        total = total.plus(Cells(*(number * count for count in (cells.both, cells.first, cells.second, cells.neither))))
    value = measure(total)
    if value is None:
        return None
    without = {cells: measure(total.plus(cells, -1)) for cells in kinds}
    known = [(left, kinds[cells]) for cells, left in without.items() if left is not None]
    error = _jackknife_error(known) if len(known) == len(kinds) else 0.0
    if not error:
        return Estimate(value)
    low = -1.0 if measure is kappa else 0.0
    return Estimate(value, max(low, value - NORMAL_95 * error), min(1.0, value + NORMAL_95 * error))


def _jackknife_error(figures: Sequence[tuple[float, int]]) -> float:
    number = sum(times for _figure, times in figures)
    mean = sum(figure * times for figure, times in figures) / number
    return sqrt((number - 1) / number * sum(times * (figure - mean) ** 2 for figure, times in figures))


def cells_of(theme: str, first: Collection[str], second: Collection[str]) -> Cells:
    """Return what two officers said of one text and one theme."""
    seen = (theme in first, theme in second)
    return Cells(*(int(seen == case) for case in ((True, True), (True, False), (False, True), (False, False))))


def highest_share(found: int, read: int) -> float:
    """Return the highest share, in per cent and rounded up to one decimal, that is likely when `found` of `read` are.

    With a share above it, as few as were found would be seen in fewer than 1 of 20 samples. Source: Clopper and Pearson
    (1934), the upper limit alone; of none found it is close to 3 in `read` (the rule of three).
    """
    if found >= read:
        return 100.0
    low, high = found / read, 1.0
    for _step in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(found, read, middle) > 1 - CONFIDENCE else (low, middle)
    return ceil(round(high * 1000, 6)) / 10


def _at_most(found: int, read: int, share: float) -> float:
    """Return how likely at most `found` of `read` are at this share: the sum of the binomial distribution."""
    terms = (
        lgamma(read + 1) - lgamma(k + 1) - lgamma(read - k + 1) + k * log(share) + (read - k) * log(1 - share)
        for k in range(found + 1)
        if 0 < share < 1
    )
    return sum(map(exp, terms)) if 0 < share < 1 else float(share <= 0)
