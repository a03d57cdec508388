"""Who lives here: the figures against which a plugin measures who was reached."""

from consult.population.imports import WARD
from consult.population.models import PopulationFigure
from consult.population.queries import figures

__all__ = ["WARD", "PopulationFigure", "figures"]
