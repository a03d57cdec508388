"""Looking for groups of people who answer alike, beside k-means alone."""

import time
from collections.abc import Callable
from itertools import product

import numpy as np
from scipy.cluster.vq import kmeans2

from bench.table import Ratio
from consult.statistics.opinions.clustering import MOST_GROUPS, ROUNDS, SHUFFLES, STARTS, find_groups, positions

PEOPLE, STATEMENTS, GROUPS = 2_000, 30, 3
CHANCE = 0.2
SEED = 62


def measure_opinions() -> list[Ratio]:
    """Return what a search costs, with that in 19 shuffled tables, beside as many times k-means alone."""
    rng = np.random.default_rng(SEED)
    views = rng.choice([-1, 1], size=(GROUPS, STATEMENTS))[rng.integers(0, GROUPS, PEOPLE)]
    votes = np.where(rng.random(views.shape) < CHANCE, rng.integers(-1, 2, views.shape), views).astype(np.int8)
    points = positions(votes)

    def plain() -> None:
        for _table, k, start in product(range(SHUFFLES + 1), range(2, MOST_GROUPS + 1), range(STARTS)):
            kmeans2(points, k, iter=ROUNDS, minit="++", rng=start)

    plain()  # what the first call alone costs is not measured
    ours, reference = _cpu_of(lambda: find_groups(votes)), _cpu_of(plain)
    return [Ratio("survey, opinion groups of 2,000 people, beside k-means alone", ours, reference, "ms", "<= 12")]


def _cpu_of(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000
