"""A map of wards as squares, each about where its ward lies, since no boundaries are at hand."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.population.imports import WARD
from consult.population.models import PopulationFigure

SIDE = 100
"""How wide a square is, in units of the drawing."""
_FAINTEST, _FULLEST = 0.05, 0.35
"""How strongly squares are filled: never so much that their numbers are hard to read."""


@dataclass(frozen=True)
class Square:
    """A ward in the map: where it is drawn, under which number the table has it, and what is counted there."""

    number: int
    ward: str
    text: str
    x: int
    y: int
    strength: float


@dataclass(frozen=True)
class WardMap:
    """The squares of those wards that can be drawn, and how large the drawing is."""

    squares: list[Square]
    width: int
    height: int


def ward_places(session: Session) -> dict[str, tuple[int, int]]:
    """Return the column and the row of each ward that has a place in the map, as the council's file says."""
    wards = select(PopulationFigure.category, PopulationFigure.map_column, PopulationFigure.map_row)
    placed = wards.where(PopulationFigure.variable == WARD, PopulationFigure.map_column.is_not(None))
    return {row.category: (row.map_column or 0, row.map_row or 0) for row in session.execute(placed)}


def draw_wards(places: Mapping[str, tuple[int, int]], counts: Mapping[str, int], wards: list[str]) -> WardMap:
    """Return the map of some numbers: `wards` is their order in the table, from which each takes its number."""
    most = max(counts.values(), default=0) or 1
    squares = [
        Square(
            number,
            ward,
            f"{counts.get(ward, 0):,}",
            places[ward][0] * SIDE,
            places[ward][1] * SIDE,
            round(_FAINTEST + (_FULLEST - _FAINTEST) * counts.get(ward, 0) / most, 3),
        )
        for number, ward in enumerate(wards, start=1)
        if ward in places
    ]
    ends = [(square.x, square.y) for square in squares] or [(0, 0)]
    width, height = (SIDE + max(end) for end in zip(*ends, strict=True))
    return WardMap(squares, width, height)
