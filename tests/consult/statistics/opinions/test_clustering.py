"""Groups that are there are found, the same in any order, and none that chance made are called clear."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy import float64, int8
from numpy.typing import NDArray

from consult.statistics.opinions.clustering import (
    Cells,
    Labels,
    cells_of,
    crowd_between,
    divide,
    find_groups,
    positions,
    silhouette,
)
from consult.statistics.opinions.found import CLEAR, FEW_BETWEEN, FEWEST_PEOPLE, NO_VOTE, State
from tests.consult.statistics.opinions.conftest import STATEMENTS, planted


def test_three_planted_groups_are_found() -> None:
    found = find_groups(planted(90, 70, 40))
    assert found.state is State.GROUPS
    assert found.is_clear
    assert len(found.groups) == 3
    assert found.people == sum(group.size for group in found.groups)
    assert found.counted == 200
    # Of the planted groups 90, 70 and 40 people, as many as had enough votes.
    kept = [int((part != NO_VOTE).sum(axis=1).__ge__(7).sum()) for part in np.split(planted(90, 70, 40), [90, 160])]
    assert [group.size for group in found.groups] == pytest.approx(kept, abs=3)
    assert found.left_out == 200 - sum(kept)


def test_people_of_a_planted_group_stand_together() -> None:
    votes = planted(60, 50, 40, empty=0.05)
    division = divide(positions(votes))
    assert division is not None
    truth = np.repeat([0, 1, 2], [60, 50, 40])
    pairs = Counter(zip(truth, division.labels.tolist(), strict=True))
    assert sum(count for _pair, count in pairs.most_common(3)) >= 147


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(60)), st.integers(0, 2**16))
def test_the_order_of_people_changes_nothing(order: list[int], seed: int) -> None:
    votes = planted(30, 18, 12, noise=0.4, seed=seed)
    assert find_groups(votes[order]) == find_groups(votes)


cells = st.integers(3, 9).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([1, -1, 0, NO_VOTE]), min_size=width, max_size=width), min_size=0, max_size=60
    )
)


@settings(max_examples=40, deadline=None)
@given(cells)
def test_whatever_people_voted_counts_add_up(rows: list[list[int]]) -> None:
    votes = np.array(rows, dtype=int8).reshape(len(rows), len(rows[0]) if rows else 3)
    found = find_groups(votes)
    assert found.counted == len(rows)
    assert (found.state is State.GROUPS) == bool(found.groups)
    kept = votes[(votes != NO_VOTE).sum(axis=1) >= min(7, votes.shape[1])]
    assert found.people == len(kept)
    if found.groups:
        assert sum(group.size for group in found.groups) == len(kept)
        assert min(group.size for group in found.groups) >= FEWEST_PEOPLE
        for place in range(votes.shape[1]):
            of_all = [group.votes[place] for group in found.groups]
            assert sum(each.agree for each in of_all) == (kept[:, place] == 1).sum()
            assert sum(each.disagree for each in of_all) == (kept[:, place] == -1).sum()
            assert sum(each.skipped for each in of_all) == (kept[:, place] == 0).sum()


def test_votes_at_random_make_no_clear_groups() -> None:
    votes = np.random.default_rng(3).choice([-1, 0, 1], size=(300, 12)).astype(int8)
    found = find_groups(votes)
    assert found.state is State.GROUPS
    assert not found.is_clear


def a_range(people: int, statements: int, seed: int) -> Cells:
    """Return the votes of people who stand along one line without a gap, each with a little chance in them."""
    rng = np.random.default_rng(seed)
    where, turns = rng.uniform(-1, 1, people), rng.uniform(-1, 1, statements)
    leaning = 4 * (where[:, None] - turns) + rng.logistic(0, 1, (people, statements))
    return np.sign(leaning).astype(int8)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_long_range_without_a_gap_is_not_called_clear(seed: int) -> None:
    found = find_groups(a_range(400, 20, seed))
    assert found.silhouette >= CLEAR, "only the people between the parts tell"
    assert found.between >= FEW_BETWEEN
    assert not found.is_clear


def test_nobody_between_two_heaps_and_as_many_as_elsewhere_along_a_line_are_counted() -> None:
    heaps = np.array([[0.0, 0.0]] * 20 + [[1.0, 0.0]] * 30)
    assert crowd_between(heaps, np.repeat([0, 1], [20, 30])) == 0
    line = np.column_stack([np.linspace(0, 1, 300), np.zeros(300)])
    assert crowd_between(line, np.repeat([0, 1], 150)) == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize(
    ("votes", "state"),
    [
        (planted(19, empty=0), State.FEW),
        (np.ones((50, 4), dtype=int8), State.ALIKE),
        (np.zeros((0, 4), dtype=int8), State.FEW),
        (np.full((50, 8), NO_VOTE, dtype=int8), State.FEW),
    ],
)
def test_where_there_is_nothing_to_divide_it_says_why(votes: Cells, state: State) -> None:
    found = find_groups(votes)
    assert (found.state, found.groups) == (state, ())


def test_few_votes_among_many_statements_give_no_groups() -> None:
    votes = np.full((60, 200), NO_VOTE, dtype=int8)
    for person in range(60):
        votes[person, person : person + 7] = 1 if person % 2 else -1
    assert find_groups(votes).state is State.SPARSE


def test_a_few_people_apart_are_no_group_of_their_own() -> None:
    found = find_groups(planted(60, 5, empty=0, noise=0.0))
    assert found.state is State.NONE


def test_how_far_it_is_is_told_and_stops_it() -> None:
    told: list[tuple[int, int]] = []
    find_groups(planted(20, 20), lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]

    def stop(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        find_groups(planted(20, 20), stop)


def test_a_silhouette_is_as_its_definition_has_it() -> None:
    rng = np.random.default_rng(1)
    points, labels = rng.normal(size=(90, 2)), rng.integers(0, 4, 90)
    assert silhouette(points, labels, 4) == pytest.approx(_by_definition(points, labels, 4))
    assert silhouette(points[:2], np.array([0, 1]), 2) == 0


def _by_definition(points: NDArray[float64], labels: Labels, k: int) -> float:
    widths = []
    for at, point in enumerate(points):
        means = []
        for group in range(k):
            others = [other for place, other in enumerate(points) if labels[place] == group and place != at]
            means.append(float(np.mean([np.hypot(*(point - other)) for other in others])))
        inner = means.pop(int(labels[at]))
        widths.append((min(means) - inner) / max(min(means), inner))
    return float(np.mean(widths))


def test_silhouettes_are_those_of_scikit_learn() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    rng = np.random.default_rng(2)
    points, labels = rng.normal(size=(1_100, 2)), rng.integers(0, 5, 1_100)
    assert silhouette(points, labels, 5) == pytest.approx(float(metrics.silhouette_score(points, labels)))


def test_axes_are_principal_components() -> None:
    votes = planted(50, 40, 30, empty=0)
    centred = votes - votes.mean(axis=0)
    spread = np.linalg.svd(centred, compute_uv=False)[:2]
    assert np.sqrt((positions(votes) ** 2).sum(axis=0)) == pytest.approx(spread)


def test_bytes_are_rows_of_votes() -> None:
    assert cells_of(bytes([1, 255, 0, 2, 1, 1]), 3).tolist() == [[1, -1, 0], [2, 1, 1]]
    assert cells_of(b"", STATEMENTS).shape == (0, STATEMENTS)
