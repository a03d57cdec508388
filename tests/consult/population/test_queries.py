"""Figures as margins: what divides people by numbers, area by area."""

from sqlalchemy.orm import Session

from consult.population.models import PopulationFigure
from consult.population.queries import margins


def test_a_variable_with_two_numbers_is_a_margin_and_wards_without_are_none(session: Session) -> None:
    for variable, category, count in (
        ("total", "usual residents", 10),
        ("age_band", "under 18", 4),
        ("age_band", "18 and over", 6),
        ("ward", "Plashet", None),
        ("ward", "Maryland", None),
    ):
        session.add(PopulationFigure(area="Newham", variable=variable, category=category, count=count, source="ONS"))
    session.flush()
    (found,) = margins(session)
    assert (found.title, found.people, found.sources) == (
        "Newham: age band",
        {"under 18": 4, "18 and over": 6},
        ["ONS"],
    )
