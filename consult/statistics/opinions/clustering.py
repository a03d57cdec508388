"""Groups of people who answer alike: two axes on which people differ most, and k-means on them.

It needs NumPy and SciPy, which only the job imports. The same people in any order give the same groups: rows are
sorted first, everything that is drawn begins from one seed, and the direction of each axis is fixed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil, inf
from typing import Final

import numpy as np
from numpy import float64, int8, int64
from numpy.typing import NDArray
from scipy.cluster.vq import ClusterError, kmeans2, vq
from scipy.spatial.distance import cdist

from consult.statistics.opinions.differences import with_what_sets_apart
from consult.statistics.opinions.found import FEWEST_PEOPLE, NO_VOTE, Found, Group, State, Votes, least_votes

MOST_GROUPS: Final = 5
STARTS: Final = 8
"""So often k-means begins anew for each number of groups; the closest groups are kept."""
ROUNDS: Final = 25
MEASURED: Final = 2_000
"""Of more people than this, the silhouette is worked out from so many, evenly taken from all in their order."""
SHUFFLES: Final = 19
"""So often groups are sought where votes are dealt out at random: groups by chance alone are seldom as far apart."""
LEAST_DENSITY: Final = 0.05
AT_ONCE: Final = 4_096
SEED: Final = 62

Cells = NDArray[int8]
Points = NDArray[float64]
Labels = NDArray[int64]
Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Division:
    """People divided into groups, and how far apart these are, from -1 to 1."""

    labels: Labels
    silhouette: float


def find_groups(votes: Cells, progress: Progress = lambda _done, _total: None) -> Found:
    """Return the groups among people, one row of votes each, as counts alone.

    Left out is who voted on fewer than 7 statements, or than all. A vote that was not given is as the mean of the
    statement. Source: Small, Björkegren, Erkkilä, Shaw and Megill (2021), “Polis”.
    """
    counted, statements = votes.shape
    given = (votes != NO_VOTE).sum(axis=1)
    kept = votes[given >= least_votes(statements)]
    kept = kept[np.lexsort(kept.T[::-1])]
    density = float((kept != NO_VOTE).mean()) if len(kept) else 0.0
    steps = SHUFFLES + 1

    def nothing(state: State) -> Found:
        return Found(state=state, counted=counted, people=len(kept), statements=statements, density=density)

    if len(kept) < 2 * FEWEST_PEOPLE:
        return nothing(State.FEW)
    if density < LEAST_DENSITY:
        return nothing(State.SPARSE)
    points = positions(kept)
    if not points.any():
        return nothing(State.ALIKE)
    progress(0, steps)
    best = divide(points)
    if best is None:
        return nothing(State.NONE)
    chance = _by_chance(kept, lambda done: progress(done, steps))
    progress(steps, steps)
    return Found(
        state=State.GROUPS,
        counted=counted,
        people=len(kept),
        statements=statements,
        density=density,
        silhouette=best.silhouette,
        by_chance=chance,
        between=round(crowd_between(points, best.labels), 4),
        groups=with_what_sets_apart(_described(kept, points, best.labels)),
    )


def cells_of(votes: bytes, statements: int) -> Cells:
    """Return votes that stand one after another as a row for each person."""
    return np.frombuffer(votes, dtype=int8).reshape(-1, statements)


def positions(votes: Cells) -> Points:
    """Return where each person stands on the two axes on which people differ most; all at 0 where nobody differs.

    Whoever voted on few statements is moved outwards, as Polis does: the votes not given would hold them in the middle.
    """
    given = votes != NO_VOTE
    numbers = np.maximum(given.sum(axis=0), 1)
    means = np.where(given, votes, 0).sum(axis=0) / numbers
    axes = _axes(votes, means)
    points = np.concatenate([part @ axes for part in _centred(votes, means)])
    further = np.sqrt(votes.shape[1] / np.maximum(given.sum(axis=1), 1))
    # Rounded, so that the last digits of a sum move nobody from one group to another.
    return np.asarray((points * further[:, None]).round(9), dtype=float64)


def divide(points: Points) -> Division | None:
    """Return the division into 2 to 5 groups that are furthest apart, none of them with fewer than 10 people."""
    best: Division | None = None
    sample = np.arange(0, len(points), ceil(len(points) / MEASURED))
    different = len(np.unique(points, axis=0))
    for k in range(2, min(MOST_GROUPS, different) + 1):
        labels = _closest(points, k)
        if labels is None or np.bincount(labels, minlength=k).min() < FEWEST_PEOPLE:
            continue
        measured = silhouette(points[sample], labels[sample], k)
        if best is None or measured > best.silhouette:
            best = Division(labels, measured)
    return best


def silhouette(points: Points, labels: Labels, k: int) -> float:
    """Return how much nearer people are to their own group than to the next one, on average; Rousseeuw (1987)."""
    sizes = np.bincount(labels, minlength=k)
    member = np.eye(k)[labels]
    widths = np.zeros(len(points))
    for start in range(0, len(points), 512):
        part = slice(start, start + 512)
        sums = cdist(points[part], points) @ member
        own = labels[part]
        rows = np.arange(len(own))
        inner = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
        means = np.where(sizes > 0, sums / np.maximum(sizes, 1), inf)
        means[rows, own] = inf
        outer = means.min(axis=1)
        larger = np.maximum(inner, outer)
        is_measured = (sizes[own] > 1) & (larger > 0) & np.isfinite(outer)
        widths[part] = np.divide(outer - inner, larger, out=np.zeros(len(own)), where=is_measured)
    return float(widths.mean())


def crowd_between(points: Points, labels: Labels) -> float:
    """Return how many people stand halfway between a group and its nearest, beside those around their middles.

    1 is as many as around that middle which has fewer, 0 is nobody; of all groups it is the highest. A range of people
    without a gap, cut into parts, has about 1.
    """
    middles = np.array([points[labels == label].mean(axis=0) for label in range(int(labels.max()) + 1)])
    crowds = []
    for label, middle in enumerate(middles):
        away = ((middles - middle) ** 2).sum(axis=1)
        away[label] = inf
        nearest = int(away.argmin())
        both = points[(labels == label) | (labels == nearest)]
        # 0 at the middle of this group, 1 at that of the other; each third of the way is as wide as the next.
        way = (both - middle) @ (middles[nearest] - middle) / away[nearest]
        here, halfway, there = ((np.abs(way - place) <= 1 / 6).sum() for place in (0, 0.5, 1))
        crowds.append(halfway / max(1, min(here, there)))
    return float(max(crowds))


def _axes(votes: Cells, means: Points) -> Points:
    spread = np.zeros((votes.shape[1], votes.shape[1]))
    for part in _centred(votes, means):
        spread += part.T @ part
    axes = np.linalg.eigh(spread)[1][:, ::-1][:, :2]
    # The largest part of each axis is positive; of several equally large ones, that of the first statement.
    largest = np.abs(axes).round(9).argmax(axis=0)
    return np.asarray(axes * np.where(axes[largest, [0, 1]] < 0, -1.0, 1.0), dtype=float64)


def _centred(votes: Cells, means: Points) -> Iterator[Points]:
    for start in range(0, len(votes), AT_ONCE):
        part = votes[start : start + AT_ONCE]
        yield np.where(part != NO_VOTE, part - means, 0.0)


def _closest(points: Points, k: int) -> Labels | None:
    """Return the groups with the least spread of several tries, or none where no try filled all groups."""
    best, least = None, inf
    for start in range(STARTS):
        try:
            centres, _labels = kmeans2(points, k, iter=ROUNDS, minit="++", missing="raise", rng=[SEED, k, start])
        except ClusterError:
            continue
        labels, distances = vq(points, centres)
        # What differs in the last digits alone is the same: then the first one stays.
        if (spread := float((distances**2).sum())) < least * (1 - 1e-9):
            best, least = labels, spread
    return None if best is None else np.asarray(best, dtype=int64)


def _by_chance(votes: Cells, progress: Callable[[int], object]) -> float:
    """Return how far apart groups are at most where each statement has the same votes, dealt out at random."""
    rng = np.random.default_rng(SEED)
    furthest = -1.0
    for done in range(SHUFFLES):
        found = divide(positions(rng.permuted(votes, axis=0)))
        furthest = max(furthest, found.silhouette if found else -1.0)
        progress(done + 1)
    return furthest


def _described(votes: Cells, points: Points, labels: Labels) -> list[Group]:
    """Return each group as counts, the largest first."""
    found = []
    for label in range(int(labels.max()) + 1):
        members = labels == label
        x, y = points[members].mean(axis=0)
        given = [(votes[members] == vote).sum(axis=0) for vote in (1, -1, 0)]
        counts = tuple(Votes(*map(int, counted)) for counted in zip(*given, strict=True))
        found.append(Group(int(members.sum()), round(float(x), 6), round(float(y), 6), counts))
    return sorted(found, key=lambda group: (-group.size, group.x, group.y))
