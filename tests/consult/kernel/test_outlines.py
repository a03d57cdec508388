"""Outlines of wards: read from GeoJSON, drawn in whole numbers, and refused with a reason where they are none."""

import json
import math
from typing import Any

import pytest

from consult.kernel.outlines import WIDE, on_the_map, read_outlines

SQUARE = [[[0.0, 51.5], [0.1, 51.5], [0.1, 51.6], [0.05, 51.60001], [0.0, 51.6], [0.0, 51.5]]]
ISLANDS = [[[[0.1, 51.5], [0.2, 51.5], [0.2, 51.55], [0.1, 51.5]]], [[[0.15, 51.58], [0.2, 51.58], [0.2, 51.6]]]]


def geojson(*features: Any) -> bytes:
    """Return a file with these wards, each a name, a type and its coordinates."""
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}
                for properties, kind, coordinates in features
            ],
        }
    ).encode()


WARDS = geojson(({"name": "Beckton"}, "Polygon", SQUARE), ({"WD23NM": "Islands"}, "MultiPolygon", ISLANDS))


def test_wards_are_drawn_between_their_bounds() -> None:
    made = read_outlines(WARDS)
    assert [name for name, _rings in made.wards] == ["Beckton", "Islands"]
    drawn = made.drawn()
    assert (made.west, made.south, made.east, made.north) == (0.0, 51.5, 0.2, 51.60001)
    left, top = on_the_map(0.0, 51.60001)
    assert drawn["world"] == {"left": left, "top": top, "wide": pytest.approx(0.2 / 360)}
    assert (drawn["width"], drawn["height"]) == (WIDE, 804)
    beckton, islands = drawn["wards"]
    assert beckton["path"] == "M0 804 L500 804 L500 0 L250 0 L0 0 L0 804Z"
    assert islands["path"].count("M") == islands["path"].count("Z") == 2


def test_what_is_nearer_than_one_unit_is_left_out() -> None:
    near = [[[0.0, 51.0], [0.00001, 51.0], [1.0, 51.0], [1.0, 52.0], [0.0, 51.0]]]
    assert read_outlines(geojson(({"name": "A"}, "Polygon", near))).drawn()["wards"][0]["path"].count("L") == 3


@pytest.mark.parametrize(
    ("latitude", "longitude", "zoom", "column", "row"),
    [
        # Trafalgar Square, the Tokyo of OpenStreetMap’s own example, Sydney, and the corner of the world.
        (51.5074, -0.1278, 10, 511, 340),
        (35.6590699, 139.7006793, 18, 232798, 103246),
        (-33.8568, 151.2153, 12, 3768, 2457),
        (85.0511, -180.0, 5, 0, 0),
    ],
)
def test_places_lie_in_the_pictures_in_which_map_servers_have_them(
    latitude: float, longitude: float, zoom: int, column: int, row: int
) -> None:
    x, y = on_the_map(longitude, latitude)
    assert (math.floor(x * 2**zoom), math.floor(y * 2**zoom)) == (column, row)


def test_the_map_is_the_one_that_the_register_of_projections_describes() -> None:
    """The worked example of EPSG:3857 in IOGP’s guidance note 7-2."""
    x, y = on_the_map(-(100 + 20 / 60), 24 + 22 / 60 + 54.433 / 3600)
    round_the_world = 2 * math.pi * 6_378_137
    assert (x - 0.5) * round_the_world == pytest.approx(-11_169_055.58, abs=0.01)
    assert (0.5 - y) * round_the_world == pytest.approx(2_800_000.00, abs=0.01)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no GeoJSON"),
        (b"\xff", "no GeoJSON"),
        (b"[]", "no GeoJSON"),
        (b'{"features": [{}]}', "no GeoJSON"),
        (b'{"features": []}', "no ward"),
        (b"[" * 100_000, "no GeoJSON"),
        (geojson(({}, "Polygon", SQUARE)), "no GeoJSON"),
        (geojson(({"name": "A"}, "Point", [0, 51])), "no GeoJSON"),
        (geojson(({"name": "A"}, "Polygon", [[[545_000, 182_000], [546_000, 183_000]]])), "no GeoJSON"),
        (geojson(({"name": "A"}, "Polygon", [[[0, 51], [0, 51]]])), "no extent"),
        (geojson(({"name": "Pole"}, "Polygon", [[[0, 80], [0, 89], [1, 89], [0, 80]]])), "no GeoJSON"),
        (b" " * (20 * 1024 * 1024 + 1), "more than 20 MB"),
    ],
)
def test_what_is_no_outline_is_refused_with_a_reason(content: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_outlines(content)
