"""Outlines of wards: read from GeoJSON, drawn in whole numbers, and refused with a reason where they are none."""

import json
from typing import Any

import pytest

from consult.kernel.outlines import WIDE, read_outlines

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
    assert drawn["bounds"] == {"west": 0.0, "south": 51.5, "east": 0.2, "north": 51.60001}
    assert (drawn["width"], drawn["height"]) == (WIDE, 804)
    beckton, islands = drawn["wards"]
    assert beckton["path"] == "M0 804 L500 804 L500 0 L250 0 L0 0 L0 804Z"
    assert islands["path"].count("M") == islands["path"].count("Z") == 2


def test_what_is_nearer_than_one_unit_is_left_out() -> None:
    near = [[[0.0, 51.0], [0.00001, 51.0], [1.0, 51.0], [1.0, 52.0], [0.0, 51.0]]]
    assert read_outlines(geojson(({"name": "A"}, "Polygon", near))).drawn()["wards"][0]["path"].count("L") == 3


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
        (b" " * (20 * 1024 * 1024 + 1), "more than 20 MB"),
    ],
)
def test_what_is_no_outline_is_refused_with_a_reason(content: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_outlines(content)
