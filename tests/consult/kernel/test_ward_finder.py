"""In which ward a place lies: like the angles under which its edge is seen, and never in two that share a border."""

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from consult.kernel.outlines import Outlines, Ring, read_outlines
from consult.kernel.ward_finder import WardFinder
from tests.consult.kernel.test_outlines import WARDS, geojson

coordinate = st.floats(-1, 1, allow_nan=False)


def outlined(*wards: tuple[str, tuple[Ring, ...]]) -> Outlines:
    """Return outlines of wards, each a name and its rings."""
    points = [point for _name, rings in wards for ring in rings for point in ring]
    (west, east), (south, north) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    return Outlines(wards, west, south, east, north)


def times_round(ring: Ring, x: float, y: float) -> float:
    """Return how many times an edge goes round a place, from the angles under which it is seen."""
    seen = 0.0
    for one, other in pairwise((*ring, ring[0])):
        angle = math.atan2(other[1] - y, other[0] - x) - math.atan2(one[1] - y, one[0] - x)
        seen += (angle + math.pi) % (2 * math.pi) - math.pi
    return seen / (2 * math.pi)


def is_near(one: tuple[float, float], other: tuple[float, float], x: float, y: float) -> bool:
    """Whether a place lies on the line between two corners, or as good as on it."""
    return math.dist(one, (x, y)) + math.dist(other, (x, y)) - math.dist(one, other) < 1e-6


@given(st.lists(st.floats(0.1, 1), min_size=3, max_size=12), coordinate, coordinate)
def test_a_place_is_within_where_the_edge_goes_round_it(reaches: list[float], x: float, y: float) -> None:
    parts = 2 * math.pi / len(reaches)
    ring = tuple((far * math.cos(place * parts), far * math.sin(place * parts)) for place, far in enumerate(reaches))
    # On the edge itself either answer is right.
    assume(all(not is_near(one, other, x, y) for one, other in pairwise((*ring, ring[0]))))
    assert (WardFinder(outlined(("A", (ring,)))).ward_of(y, x) == "A") is (round(abs(times_round(ring, x, y))) == 1)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1, exclude_max=True), st.floats(0, 1, exclude_max=True))
def test_two_wards_with_a_common_border_share_no_place_and_leave_none_out(
    low: float, high: float, x: float, y: float
) -> None:
    west = ((0.0, 0.0), (low, 0.0), (high, 1.0), (0.0, 1.0))
    east = ((1.0, 0.0), (1.0, 1.0), (high, 1.0), (low, 0.0))
    alone = [WardFinder(outlined((name, (ring,)), ("All", (west, east)))) for name, ring in (("W", west), ("E", east))]
    assert sum(finder.ward_of(y, x) in {"W", "E"} for finder in alone) == 1


def test_a_hole_is_outside_and_an_island_is_within() -> None:
    hole = [[0.02, 51.52], [0.02, 51.54], [0.04, 51.54], [0.04, 51.52], [0.02, 51.52]]
    square = [[0.0, 51.5], [0.1, 51.5], [0.1, 51.6], [0.0, 51.6], [0.0, 51.5]]
    finder = WardFinder(read_outlines(geojson(({"name": "Beckton"}, "Polygon", [square, hole]))))
    assert [finder.ward_of(latitude, 0.03) for latitude in (51.51, 51.53, 51.55)] == ["Beckton", None, "Beckton"]
    finder = WardFinder(read_outlines(WARDS))
    assert finder.names == ("Beckton", "Islands")
    assert finder.ward_of(51.585, 0.19) == finder.ward_of(51.51, 0.13) == "Islands"


@pytest.mark.parametrize("place", [(51.499, 0.05), (51.601, 0.05), (51.55, -0.1), (51.55, 0.19), (0.0, 0.0)])
def test_other_places_are_in_no_ward(place: tuple[float, float]) -> None:
    assert WardFinder(read_outlines(WARDS)).ward_of(*place) is None
