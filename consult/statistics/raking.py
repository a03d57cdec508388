"""Weights by raking: people are weighted until every margin is as the population has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

MOST_ROUNDS: Final = 200


@dataclass(frozen=True)
class Margin:
    """One division of people: in which category each cell is, and the share of people that each should have."""

    places: Sequence[int]
    shares: Sequence[float]


@dataclass(frozen=True)
class Raked:
    """The weight of each cell, on average 1 for a person, and what the weighting did and cost.

    `largest_error` is the largest difference between a weighted share and the share it should be. `design_effect` says
    by how much the weights widen the variance, `effective` how many unweighted people would know as much. Source: Kish
    (1965).
    """

    weights: Sequence[float]
    rounds: int
    largest_error: float
    is_reached: bool
    design_effect: float
    effective: float


def rake(people: Sequence[int], margins: Sequence[Margin], *, cap: float, tolerance: float) -> Raked:
    """Return weights under which each margin has its shares, as far as the cap lets them.

    `people` has how many are in each cell, none of them 0; `tolerance` is a share; no weight is over `cap` times the
    mean. Raises ValueError for a category that should have people and has none: no weight gives it any. Source: Deming
    and Stephan (1940); the cap as in Izrael, Hoaglin and Battaglia (2000).
    """
    import numpy as np  # 30 MB that only a weighting needs

    count = np.asarray(people, dtype=float)
    total = count.sum()
    wanted = [(np.asarray(margin.places), np.asarray(margin.shares)) for margin in margins]
    for places, shares in wanted:
        if ((np.bincount(places, count, len(shares)) == 0) & (shares > 0)).any():
            raise ValueError("A category that should have people has none.")
    weight, error, rounds = np.ones_like(count), 1.0, 0
    while rounds < MOST_ROUNDS and error > tolerance:
        rounds += 1
        for places, shares in wanted:
            have = np.bincount(places, weight * count, len(shares)) / total
            weight = weight * np.divide(shares, have, out=np.ones_like(shares), where=have > 0)[places]
        weight = _capped(weight, count, cap)
        weighted = weight * count / total
        error = max(float(abs(np.bincount(places, weighted, len(shares)) - shares).max()) for places, shares in wanted)
    squares = float((count * weight**2).sum())
    return Raked(
        weights=[float(one) for one in weight],
        rounds=rounds,
        largest_error=error,
        is_reached=error <= tolerance,
        design_effect=float(total * squares / (count * weight).sum() ** 2),
        effective=float((count * weight).sum() ** 2 / squares),
    )


def _capped(weight: "NDArray[float64]", count: "NDArray[float64]", cap: float) -> "NDArray[float64]":
    """Return weights with mean 1 and none over the cap; what is cut off goes to the others."""
    total = count.sum()
    weight = weight * total / (count * weight).sum()
    at_cap = weight > cap
    # Each turn holds at least one more at the cap, so that there are no more turns than weights.
    while (weight > cap).any():
        weight[at_cap] = cap
        weight[~at_cap] *= (total - cap * count[at_cap].sum()) / (count * weight)[~at_cap].sum()
        at_cap |= weight > cap
    return weight
