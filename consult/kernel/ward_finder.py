"""In which ward a place lies, found among the few edges that cross its latitude."""

from collections.abc import Iterator
from itertools import pairwise

from consult.kernel.outlines import Outlines

BANDS = 1_000
Edge = tuple[int, float, float, float, float]


class WardFinder:
    """The edges of all wards in bands from south to north, so that a place is held against one band alone."""

    def __init__(self, outlines: Outlines) -> None:
        self.names = tuple(dict.fromkeys(name for name, _rings in outlines.wards))
        self._outlines = outlines
        self._bands: list[list[Edge]] = [[] for _ in range(BANDS)]
        for edge in self._edges():
            for band in range(self._band(edge[1]), self._band(edge[3]) + 1):
                self._bands[band].append(edge)

    def ward_of(self, latitude: float, longitude: float) -> str | None:
        """Return the name of the ward in which a place lies; nothing where it lies in none."""
        if not self._outlines.south <= latitude <= self._outlines.north:
            return None
        # Who walks from there to the east leaves a ward once more than they enter it if they begin within.
        within: set[int] = set()
        for ward, south, west, north, east in self._bands[self._band(latitude)]:
            if south <= latitude < north and longitude < west + (latitude - south) / (north - south) * (east - west):
                within ^= {ward}
        return self.names[min(within)] if within else None

    def _edges(self) -> Iterator[Edge]:
        """Yield each edge with its southern end first: two wards then see the same line between them."""
        places = {name: place for place, name in enumerate(self.names)}
        for name, rings in self._outlines.wards:
            for ring in rings:
                for ends in pairwise((*ring, ring[0])):
                    (west, south), (east, north) = sorted(ends, key=lambda end: (end[1], end[0]))
                    if south < north:
                        yield places[name], south, west, north, east

    def _band(self, latitude: float) -> int:
        south, north = self._outlines.south, self._outlines.north
        return min(int((latitude - south) / (north - south) * BANDS), BANDS - 1)
