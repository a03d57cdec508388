"""Whether two answers go together more than chance would have them: a test, its size, and a correction for many."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

DRAWS: Final = 9_999
SEED: Final = 1_922
Counts = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Association:
    """A test of independence of rows and columns.

    `strength` is Cramér's V without its bias, from 0 (none) to 1 (one follows from the other). `adjusted` is the
    probability after the correction for all tests that were made together. An exact test has no `statistic`; one that
    `is_drawn` stands on random tables with the same totals.
    """

    people: int
    strength: float
    probability: float
    adjusted: float
    statistic: float | None = None
    degrees: int | None = None
    is_drawn: bool = False


def associate(counts: Counts) -> Association | None:
    """Return the test of a table of exact counts of people; none where fewer than two rows or columns are filled.

    Pearson's chi-square without Yates's correction; where an expected count is under 1, or more than a fifth of them
    are under 5, Fisher's exact test, for more than four cells from random tables with the same totals. Sources:
    Cochran (1954), Campbell (2007); Patefield (1981) for the random tables; Bergsma (2013) for the strength.
    """
    from scipy import stats  # 90 MB that only a comparison needs

    filled = _filled(counts)
    if len(filled) < 2 or len(filled[0]) < 2:
        return None
    people = sum(map(sum, filled))
    chi = stats.chi2_contingency(filled, correction=False)
    found = Association(
        people=people,
        strength=_strength(float(chi.statistic), people, len(filled), len(filled[0])),
        probability=float(chi.pvalue),
        adjusted=float(chi.pvalue),
        statistic=float(chi.statistic),
        degrees=int(chi.dof),
    )
    if not _is_sparse([float(number) for row in chi.expected_freq for number in row]):
        return found
    is_drawn = (len(filled), len(filled[0])) != (2, 2)
    probability = _exact(filled, is_drawn=is_drawn)
    return replace(
        found, probability=probability, adjusted=probability, statistic=None, degrees=None, is_drawn=is_drawn
    )


def correct(found: Sequence[Association]) -> list[Association]:
    """Return tests that were made together, corrected so that few of those called a difference are none.

    It holds whatever the tests have to do with each other. Source: Benjamini and Yekutieli (2001).
    """
    if not found:
        return []
    from scipy import stats

    adjusted = stats.false_discovery_control([one.probability for one in found], method="by")
    return [replace(one, adjusted=float(probability)) for one, probability in zip(found, adjusted, strict=True)]


def _filled(counts: Counts) -> list[list[int]]:
    rows = [row for row in counts if any(row)]
    columns = [place for place in range(len(rows[0])) if any(row[place] for row in rows)] if rows else []
    return [[row[place] for place in columns] for row in rows]


def _is_sparse(expected: Sequence[float]) -> bool:
    return min(expected) < 1 or sum(number < 5 for number in expected) > len(expected) / 5


def _exact(counts: Counts, *, is_drawn: bool) -> float:
    from scipy import stats

    if not is_drawn:
        return float(stats.fisher_exact(counts).pvalue)
    # One beginning for all: the same table has the same probability on every page.
    method = stats.MonteCarloMethod(n_resamples=DRAWS, rng=SEED)
    # SciPy 1.17 gives a list of one where there are fewer people than cells.
    return float(stats.fisher_exact(counts, method=method).pvalue.item())


def _strength(statistic: float, people: int, height: int, width: int) -> float:
    if people < 2:
        return 0.0
    freed = max(0.0, statistic / people - (height - 1) * (width - 1) / (people - 1))
    rows = height - (height - 1) ** 2 / (people - 1)
    columns = width - (width - 1) ** 2 / (people - 1)
    least = min(rows, columns) - 1
    return float(min(1.0, (freed / least) ** 0.5)) if least > 0 else 0.0
