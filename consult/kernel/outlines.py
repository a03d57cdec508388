"""The outlines of a council’s wards, read from GeoJSON (RFC 7946) and drawn so small that a phone loads them."""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LARGEST = 20 * 1024 * 1024
WIDE = 1_000
"""How wide the drawing is, in its own units: what is nearer than one of them is left out."""
# As the Office for National Statistics names them, WD23NM for 2023.
_NAME = re.compile(r"name|wd\d\dnm", re.IGNORECASE)

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Outlines:
    """Wards by name, each with its rings of longitude and latitude, and the degrees between which all of them lie."""

    wards: tuple[tuple[str, tuple[Ring, ...]], ...]
    west: float
    south: float
    east: float
    north: float

    def drawn(self) -> dict[str, Any]:
        """Return the drawing as plain values: its size, where it lies in the world, and the path of each ward."""
        left, top = on_the_map(self.west, self.north)
        right, bottom = on_the_map(self.east, self.south)
        scale = WIDE / (right - left)
        return {
            "width": WIDE,
            "height": max(1, round(scale * (bottom - top))),
            "world": {"left": left, "top": top, "wide": right - left},
            "wards": [
                {"name": name, "path": " ".join(_path(ring, left, top, scale) for ring in rings)}
                for name, rings in self.wards
            ],
        }


def on_the_map(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a place lies from the west and the north in Web Mercator, where the whole world is 1 wide."""
    return (longitude + 180) / 360, (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2


def _path(ring: Ring, left: float, top: float, scale: float) -> str:
    placed: list[str] = []
    for longitude, latitude in ring:
        x, y = on_the_map(longitude, latitude)
        point = f"{round(scale * (x - left))} {round(scale * (y - top))}"
        if placed[-1:] != [point]:
            placed.append(point)
    return f"M{' L'.join(placed)}Z"


def read_outlines(content: bytes) -> Outlines:
    """Return the outlines in a GeoJSON file; raises `ValueError` with what is wrong with it."""
    if len(content) > LARGEST:
        raise ValueError("it has more than 20 MB")
    try:
        features = json.loads(content)["features"]
        wards = tuple(_ward(feature) for feature in features)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ValueError("it is no GeoJSON with a named polygon for each ward, in degrees (WGS 84)") from error
    points = [point for _name, rings in wards for ring in rings for point in ring]
    if not points:
        raise ValueError("it has no ward")
    (west, east), (south, north) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    if not (west < east and south < north):
        raise ValueError("its wards have no extent")
    return Outlines(wards, west, south, east, north)


def _ward(feature: Mapping[str, Any]) -> tuple[str, tuple[Ring, ...]]:
    names = [str(value) for key, value in feature["properties"].items() if _NAME.fullmatch(key) and value]
    if not names:
        raise ValueError(feature)
    return names[0], tuple(_rings(feature["geometry"]))


def _rings(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    parts = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}[geometry["type"]]
    for part in parts:
        for ring in part:
            yield tuple(map(_point, ring))


def _point(position: Sequence[float]) -> tuple[float, float]:
    longitude, latitude = float(position[0]), float(position[1])
    # Nearer to a pole than 85 degrees the map has no end.
    if not (-180 <= longitude <= 180 and -85 <= latitude <= 85):
        raise ValueError(position)
    return longitude, latitude
