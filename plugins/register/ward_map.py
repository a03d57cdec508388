"""Deployments by ward: a table, and a plain map of squares that says the same."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.sdk.messages import gettext as _
from consult.sdk.population import WardMap, draw_wards, ward_places
from plugins.register.models import Deployment


@dataclass(frozen=True)
class Wards:
    """The wards with what the table says of each, and a map of those that can be drawn."""

    map: WardMap
    rows: list[list[str]]


def deployments_by_ward(session: Session) -> Wards:
    """Return how many deployments were announced or held in each ward, as far as the ward is told."""
    query = select(Deployment.ward, func.count(Deployment.id).label("number")).group_by(Deployment.ward)
    told = session.execute(query.where(Deployment.is_withheld.is_(False)))
    counts: dict[str, int] = {row.ward: row.number for row in told}
    untold = counts.pop("", 0)
    places = ward_places(session)
    wards = sorted({*places, *counts})
    rows = [[ward, f"{counts.get(ward, 0):,}", str(number)] for number, ward in enumerate(wards, start=1)]
    rows += [[_("Ward not told"), f"{untold:,}", ""]]
    return Wards(draw_wards(places, counts, wards), rows)
