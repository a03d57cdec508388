"""The census of the demonstration comes once."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from consult.population.demo import take_census
from consult.population.models import PopulationFigure


def test_a_second_run_adds_nothing(session: Session) -> None:
    for _run in range(2):
        take_census(session, SYSTEM)
        assert session.scalar(select(func.count()).select_from(PopulationFigure)) == 8 + 24
