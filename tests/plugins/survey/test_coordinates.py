"""Coordinates: read as people write them, refused where they are elsewhere or make no area."""

from math import cos, sin, tau

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kernel.errors import Invalid
from plugins.survey.coordinates import (
    MOST_CORNERS,
    UNIT,
    Point,
    is_wkt,
    kept_area,
    kept_point,
    looks_like_coordinates,
    middle_of,
    read_corners,
    read_point,
    read_wkt,
)
from tests.plugins.survey.conftest import patient

points = st.builds(Point, st.integers(49 * UNIT, 61 * UNIT), st.integers(-9 * UNIT, 2 * UNIT))
HERE = Point(5_150_853, 4_021)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "51.50853, 0.04021",
            "51.50853,0.04021",
            "51.50853 0.04021",
            "(51.50853, 0.04021)",
            " 51.508532 , +0.040211 ",
        ),
        *("51.50853° N, 0.04021° E", "51.50853n 0.04021e", "51.50853 0.04021 12.5 4.0"),
    ],
)
def test_coordinates_are_read_however_they_are_written(typed: str) -> None:
    assert looks_like_coordinates(typed)
    assert read_point(typed) == HERE


def test_west_is_a_letter_or_a_minus_of_either_kind() -> None:
    assert (
        read_point("51.5, 0.1 W") == read_point("51.5, -0.1") == read_point("51.5, −0.1") == Point(5_150_000, -10_000)
    )


@pytest.mark.parametrize("typed", ["E16 2QU", "12 High Street", "Plaistow", "", "A13, by the bridge"])
def test_words_are_no_coordinates(typed: str) -> None:
    assert not looks_like_coordinates(typed)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0.04021, 51.50853", "Write the latitude first: 0.04021 is the longitude"),
        ("-33.9, 151.2", "must be of a place in the United Kingdom"),
        ("51.5 S, 0.04", "must be of a place in the United Kingdom"),
        ("999, 999", "must be of a place in the United Kingdom"),
        ("51.50853", "Write the latitude, a comma and the longitude"),
        ("51,50853, 0,04021", "Write the latitude, a comma and the longitude"),
        ("\u0665\u0661.\u0665, 0.04", "Write the latitude, a comma and the longitude"),
        ("nan, inf", "Write the latitude, a comma and the longitude"),
    ],
)
def test_what_is_no_point_here_is_refused_in_one_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        read_point(typed)


@given(point=points)
def test_a_point_comes_back_from_both_of_its_forms(point: Point) -> None:
    assert read_point(kept_point(point)) == read_point(str(point)) == point


@patient
@given(far=st.lists(st.integers(100, 90_000), min_size=3, max_size=MOST_CORNERS), start=st.floats(0, 6))
def test_corners_all_around_a_middle_make_an_area(far: list[int], start: float) -> None:
    angles = [start + tau * number / len(far) for number in range(len(far))]
    around = [
        Point(5_150_000 + round(out * sin(angle)), round(out * cos(angle)))
        for out, angle in zip(far, angles, strict=True)
    ]
    corners = read_corners([str(one) for one in around])
    assert sorted(corners) == sorted(around)
    assert read_wkt(kept_area(corners)) == corners
    assert sorted(read_corners([str(one) for one in reversed(around)])) == sorted(around)


@pytest.mark.parametrize(
    ("corners", "sentence"),
    [
        (["51, 0", "51.1, 0.1", "51.1, 0", "51, 0.1"], "must not cross or touch itself"),
        (["51, 0", "51.1, 0", "51.2, 0"], "must not cross or touch itself"),
        (["51, 0", "51.2, 0", "51.1, 0", "51.1, 0.1"], "must not cross or touch itself"),
        (["51, 0", "51, 0.2", "51.1, 0.2", "51, 0.1", "51.1, 0"], "must not cross or touch itself"),
        (["51, 0", "51.1, 0.1", "51.2, 0", "51.1, 0.1", "51, 0.3"], "must not cross or touch itself"),
        (["51, 0", "51, 0", "51.1, 0"], "at least 3 different corners"),
        (["51, 0", "somewhere", "51.1, 0"], "Write the latitude"),
        ([f"51.{number:03}, {number % 2 / 100}" for number in range(MOST_CORNERS + 1)], "at most 50 corners"),
    ],
)
def test_what_is_no_area_is_refused_in_one_sentence(corners: list[str], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        read_corners(corners)


def test_the_first_corner_again_at_the_end_and_clockwise_are_the_same_area() -> None:
    corners = ["51.5, 0", "51.5, 0.01", "51.51, 0.01"]
    once = kept_area(read_corners(corners))
    assert once == "POLYGON ((0.00000 51.50000, 0.01000 51.50000, 0.01000 51.51000, 0.00000 51.50000))"
    assert kept_area(read_corners([*corners, corners[0]])) == once
    assert kept_area(read_corners([corners[0], *reversed(corners[1:])])) == once


@pytest.mark.parametrize("typed", ["POLYGON EMPTY", "POLYGON ((0 51, 1))", "POLYGON ((0 51, 0 52),(0 51, 1 52))"])
def test_other_wkt_is_refused(typed: str) -> None:
    assert is_wkt(typed)
    with pytest.raises(Invalid):
        read_wkt(typed)


def test_the_middle_of_an_area_is_its_centre_of_mass() -> None:
    square = read_corners(["51.50, 0.00", "51.50, 0.02", "51.52, 0.02", "51.52, 0.00"])
    assert middle_of(square) == pytest.approx((51.51, 0.01))
    # Many corners on one side draw the middle nowhere, and an L has less of itself on top.
    beside = read_corners(["51.50, 0.00", "51.50, 0.005", "51.50, 0.01", "51.50, 0.02", "51.52, 0.02", "51.52, 0.00"])
    assert middle_of(beside) == pytest.approx((51.51, 0.01))
    bent = ["51.50, 0.00", "51.50, 0.02", "51.51, 0.02", "51.51, 0.01", "51.52, 0.01", "51.52, 0.00"]
    assert middle_of(read_corners(bent)) == pytest.approx((51.50 + 0.025 / 3, 0.025 / 3))
