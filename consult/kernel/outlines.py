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

    @property
    def high(self) -> int:
        """How high the drawing is, so that a metre is as long upwards as sidewards in the middle."""
        across = (self.east - self.west) * math.cos(math.radians((self.south + self.north) / 2))
        return max(1, round(WIDE * (self.north - self.south) / across))

    def drawn(self) -> dict[str, Any]:
        """Return the drawing as plain values: its size, its bounds, and the path of each ward."""
        return {
            "width": WIDE,
            "height": self.high,
            "bounds": {"west": self.west, "south": self.south, "east": self.east, "north": self.north},
            "wards": [{"name": name, "path": " ".join(map(self._path, rings))} for name, rings in self.wards],
        }

    def _path(self, ring: Ring) -> str:
        placed: list[str] = []
        for longitude, latitude in ring:
            x = round(WIDE * (longitude - self.west) / (self.east - self.west))
            y = round(self.high * (self.north - latitude) / (self.north - self.south))
            if placed[-1:] != [f"{x} {y}"]:
                placed.append(f"{x} {y}")
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
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise ValueError(position)
    return longitude, latitude
