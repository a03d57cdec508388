"""Places by coordinates: a point, and an area with a few corners, read from what people type and from WKT.

Corners are whole numbers of a hundred-thousandth of a degree, about a metre, so that lines are compared exactly.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _

UNIT = 100_000
"""How many parts of a degree are told apart."""
SOUTH, WEST, NORTH, EAST = 49, -9, 61, 2
"""The degrees between which the United Kingdom lies."""
MOST_CORNERS = 50
_NUMBER = r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?"
_PAIR = re.compile(
    rf"\(?\s*({_NUMBER})\s*°?\s*([NS]?)\s*[,\s]\s*({_NUMBER})\s*°?\s*([EW]?)\s*\)?"
    # Phones that collect answers add the height and how sure they are.
    rf"(?:\s+{_NUMBER}\s+{_NUMBER})?",
    re.I | re.ASCII,
)
_ONLY_FIGURES = re.compile(r"[0-9\s.,;:°+()/-]+", re.ASCII)
_SHAPE = "POLYGON"
_WKT = re.compile(rf"\s*{_SHAPE}\s*\(\((.+)\)\)\s*", re.I | re.ASCII | re.DOTALL)


class Point(NamedTuple):
    """A point: how far north and how far east it is, in parts of a degree."""

    north: int
    east: int

    @property
    def latitude(self) -> float:
        """Its latitude in degrees."""
        return self.north / UNIT

    @property
    def longitude(self) -> float:
        """Its longitude in degrees."""
        return self.east / UNIT

    def __str__(self) -> str:
        return f"{self.latitude:.5f}, {self.longitude:.5f}"


def looks_like_coordinates(typed: str) -> bool:
    """Whether a text can only be meant as coordinates: a pair of them, or figures and signs without a word."""
    plain = _plain(typed)
    return bool(_PAIR.fullmatch(plain) or _ONLY_FIGURES.fullmatch(plain))


def read_point(typed: str) -> Point:
    """Return the point that coordinates name; raises `Invalid` where they name none, or one that is far away."""
    found = _PAIR.fullmatch(_plain(typed))
    if found is None:
        raise Invalid(_("Write the latitude, a comma and the longitude, like 51.50853, 0.04021"))
    latitude, south, longitude, west = found.groups()
    return _within(
        Point(_parts(latitude, is_back=south.upper() == "S"), _parts(longitude, is_back=west.upper() == "W"))
    )


def kept_point(point: Point) -> str:
    """Return a point as an answer keeps it."""
    return f"{point.latitude:.5f},{point.longitude:.5f}"


def read_corners(typed: Sequence[str]) -> tuple[Point, ...]:
    """Return the corners of the area that coordinates name one by one; raises `Invalid` where they make no area."""
    corners = [read_point(line) for line in typed]
    once = [corner for place, corner in enumerate(corners) if not place or corner != corners[place - 1]]
    return _ring(once[:-1] if len(once) > 1 and once[-1] == once[0] else once)


def is_wkt(typed: str) -> bool:
    """Whether a text is meant as the polygon of a geographic information system."""
    return typed.lstrip().upper().startswith(_SHAPE)


def read_wkt(typed: str) -> tuple[Point, ...]:
    """Return the corners of a polygon in WKT, longitude first; raises `Invalid`."""
    found = _WKT.fullmatch(typed)
    pairs = [part.split() for part in found[1].split(",")] if found else []
    if not pairs or any(len(pair) != 2 for pair in pairs):
        raise Invalid(_("Write an area as POLYGON ((longitude latitude, …)) with one ring, or as corners"))
    return read_corners([f"{latitude}, {longitude}" for longitude, latitude in pairs])


def kept_area(corners: Sequence[Point]) -> str:
    """Return an area as an answer keeps it: WKT, counterclockwise, the first corner again at the end."""
    ring = [*corners, corners[0]]
    return f"{_SHAPE} (({', '.join(f'{corner.longitude:.5f} {corner.latitude:.5f}' for corner in ring)}))"


def point_as_typed(answer: str) -> str:
    """Return a point as people write it."""
    point = point_of(answer)
    return answer if point is None else str(point)


def area_as_typed(answer: str) -> str:
    """Return an area as people write it: a corner on each line."""
    corners = corners_of(answer)
    return "\n".join(map(str, corners)) if corners else answer


def point_of(answer: str) -> Point | None:
    """Return the point that an answer is; nothing for words."""
    try:
        return read_point(answer) if looks_like_coordinates(answer) else None
    except Invalid:
        return None


def corners_of(answer: str) -> tuple[Point, ...]:
    """Return the corners of the area that an answer is; nothing for words."""
    try:
        return read_wkt(answer) if is_wkt(answer) else ()
    except Invalid:
        return ()


def middle_of(corners: Sequence[Point]) -> tuple[float, float]:
    """Return the latitude and the longitude of the middle of an area: its centre of mass."""
    first = corners[0]
    # Counted from a corner, so that what is multiplied stays small.
    ring = [Point(corner.north - first.north, corner.east - first.east) for corner in corners]
    north = east = 0
    for one, other in _edges(ring):
        turn = one.east * other.north - other.east * one.north
        north += (one.north + other.north) * turn
        east += (one.east + other.east) * turn
    times = 3 * _doubled(ring)
    return (first.north + north / times) / UNIT, (first.east + east / times) / UNIT


def _plain(typed: str) -> str:
    return typed.strip().replace("\u2212", "-")


def _parts(number: str, *, is_back: bool) -> int:
    parts = round(float(number) * UNIT)
    return -parts if is_back else parts


def _within(point: Point) -> Point:
    if _is_here(point.latitude, point.longitude):
        return point
    if _is_here(point.longitude, point.latitude):
        raise Invalid(_("Write the latitude first: %(latitude)s is the longitude", latitude=f"{point.latitude:g}"))
    raise Invalid(_("The coordinates must be of a place in the United Kingdom, like 51.50853, 0.04021"))


def _is_here(latitude: float, longitude: float) -> bool:
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST


def _ring(corners: Sequence[Point]) -> tuple[Point, ...]:
    if len(corners) < 3:
        raise Invalid(_("Write at least 3 different corners, one on each line"))
    if len(corners) > MOST_CORNERS:
        raise Invalid(_("Write at most %(most)s corners", most=MOST_CORNERS))
    if len(set(corners)) < len(corners) or _crosses(corners):
        raise Invalid(_("The edge of the area must not cross or touch itself. Go round it corner by corner"))
    return tuple(corners) if _doubled(corners) > 0 else (corners[0], *reversed(corners[1:]))


def _doubled(corners: Sequence[Point]) -> int:
    """Return twice what the edge goes round, more than nothing where it goes counterclockwise."""
    return sum(one.east * other.north - other.east * one.north for one, other in _edges(corners))


def _edges(corners: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    return pairwise([*corners, corners[0]])


def _crosses(corners: Sequence[Point]) -> bool:
    edges = [*_edges(corners)]
    for (first, one), (second, other) in combinations(enumerate(edges), 2):
        if second == first + 1:
            touches = _runs_back(one[0], one[1], other[1])
        elif first == 0 and second == len(edges) - 1:
            touches = _runs_back(other[0], other[1], one[1])
        else:
            touches = _meet(*one, *other)
        if touches:
            return True
    return False


def _turn(start: Point, middle: Point, end: Point) -> int:
    """Say to which side a way turns: 0 for straight on, or straight back."""
    turned = (middle.east - start.east) * (end.north - start.north) - (middle.north - start.north) * (
        end.east - start.east
    )
    return (turned > 0) - (turned < 0)


def _runs_back(start: Point, middle: Point, end: Point) -> bool:
    ahead = (middle.east - start.east) * (end.east - middle.east) + (middle.north - start.north) * (
        end.north - middle.north
    )
    return _turn(start, middle, end) == 0 and ahead < 0


def _meet(start: Point, end: Point, from_: Point, to: Point) -> bool:
    turns = (_turn(start, end, from_), _turn(start, end, to), _turn(from_, to, start), _turn(from_, to, end))
    if turns[0] != turns[1] and turns[2] != turns[3]:
        return True
    ends = ((start, end, from_), (start, end, to), (from_, to, start), (from_, to, end))
    return any(turn == 0 and _lies_on(*three) for turn, three in zip(turns, ends, strict=True))


def _lies_on(start: Point, end: Point, point: Point) -> bool:
    return all(min(a, b) <= c <= max(a, b) for a, b, c in zip(start, end, point, strict=True))
