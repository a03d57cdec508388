"""Who lives here: the figures against which a plugin measures who was reached."""

from consult.population.imports import WARD
from consult.population.models import PopulationFigure
from consult.population.queries import figures
from consult.population.ward_map import WardMap, draw_wards, ward_places

__all__ = ["WARD", "PopulationFigure", "WardMap", "draw_wards", "figures", "ward_places"]
