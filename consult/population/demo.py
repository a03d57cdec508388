"""The census of the demonstration, as its sources publish it."""

import csv
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.contract.file_imports import FileLine
from consult.kernel.authz import Actor
from consult.population.imports import take_figures
from consult.population.models import PopulationFigure

DATA = Path(__file__).parent / "data"
NUMBERS = ("count", "map_column", "map_row")


def take_census(session: Session, actor: Actor) -> None:
    """Take who lives in Newham, and its wards; a second run adds nothing."""
    if session.scalar(select(PopulationFigure.id).limit(1)) is not None:
        return
    for path in sorted(DATA.glob("*.csv")):
        with path.open(newline="") as file:
            lines = [_line(place, cells) for place, cells in enumerate(csv.DictReader(file), start=2)]
        take_figures(session, actor, lines)


def _line(place: int, cells: Mapping[str, str]) -> FileLine:
    numbers = {name: int(cells[name]) for name in NUMBERS if cells.get(name)}
    return FileLine(f"Line {place}", cells, {**cells, **numbers})
