"""Deployments by ward: a table, and a plain map of squares that says the same."""

import csv
from dataclasses import dataclass
from importlib.resources import files

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.sdk.messages import gettext as _
from plugins.register.models import Deployment

SIDE = 100
"""How wide a square is, in units of the drawing."""
_FAINTEST, _FULLEST = 0.05, 0.35
"""How strongly squares are filled: never so much that their numbers are hard to read."""


@dataclass(frozen=True)
class Square:
    """A ward in the map: where it is drawn, under which number the table has it, and how many were there."""

    number: int
    ward: str
    count: int
    x: int
    y: int
    strength: float


@dataclass(frozen=True)
class WardMap:
    """The wards with what the table says of each, and the squares of those that can be drawn."""

    squares: list[Square]
    rows: list[list[str]]
    width: int
    height: int


def ward_map(session: Session) -> WardMap:
    """Return how many deployments were announced or held in each ward, as far as the ward is told."""
    query = select(Deployment.ward, func.count(Deployment.id).label("number")).group_by(Deployment.ward)
    told = session.execute(query.where(Deployment.is_withheld.is_(False)))
    counts: dict[str, int] = {row.ward: row.number for row in told}
    untold = counts.pop("", 0)
    places = _places()
    most = max(counts.values(), default=0) or 1
    wards = sorted({*places, *counts})
    squares = [
        Square(
            number,
            ward,
            counts.get(ward, 0),
            places[ward][0] * SIDE,
            places[ward][1] * SIDE,
            round(_FAINTEST + (_FULLEST - _FAINTEST) * counts.get(ward, 0) / most, 3),
        )
        for number, ward in enumerate(wards, start=1)
        if ward in places
    ]
    rows = [[ward, f"{counts.get(ward, 0):,}", str(number)] for number, ward in enumerate(wards, start=1)]
    rows += [[_("Ward not told"), f"{untold:,}", ""]]
    return WardMap(squares, rows, *(SIDE * (1 + max(ends)) for ends in zip(*places.values(), strict=True)))


def _places() -> dict[str, tuple[int, int]]:
    """Return the column and the row of each ward: about where it lies, since no boundaries are at hand."""
    data = files("plugins.register") / "data" / "newham-ward-squares.csv"
    rows = csv.DictReader(data.read_text("utf-8").splitlines())
    return {row["ward"]: (int(row["column"]), int(row["row"])) for row in rows}
