"""The figures of who lives here, by what they divide people by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.population.models import PopulationFigure


@dataclass(frozen=True)
class Margin:
    """How many people are in each category of one variable in one area, with the sources that say so."""

    area: str
    variable: str
    people: Mapping[str, int]
    sources: Sequence[str]

    @property
    def title(self) -> str:
        """The variable, with its area where it has one."""
        name = self.variable.replace("_", " ")
        return f"{self.area}: {name}" if self.area else name


def figures(session: Session) -> Sequence[PopulationFigure]:
    """Return every figure, and every ward without one, in the order of the file."""
    query = select(PopulationFigure).order_by(PopulationFigure.variable, PopulationFigure.area, PopulationFigure.id)
    return session.scalars(query).all()


def margins(session: Session) -> list[Margin]:
    """Return each variable of an area that has at least two categories with numbers."""
    found: dict[tuple[str, str], list[PopulationFigure]] = {}
    for row in figures(session):
        if row.count is not None:
            found.setdefault((row.area, row.variable), []).append(row)
    return [
        Margin(
            area=area,
            variable=variable,
            people={row.category: row.count or 0 for row in rows},
            sources=list(dict.fromkeys(row.source for row in rows if row.source)),
        )
        for (area, variable), rows in found.items()
        if len(rows) > 1
    ]
