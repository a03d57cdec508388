"""Officers read who lives here, and take the figures from a file."""

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.population.models import PopulationFigure
from tests.support.web import FormClient


def test_the_figures_stand_with_their_sources(client: FormClient, session: Session, officer: Person) -> None:
    assert "There are no figures yet." in client.get("/staff/population").text
    session.add(PopulationFigure(area="Newham", variable="age", category="under 18", count=86514, source="ONS 2020"))
    session.add(PopulationFigure(area="", variable="ward", category="Plashet"))
    session.commit()
    shown = client.get("/staff/population").text
    assert all(words in shown for words in ("86,514", "ONS 2020", "Plashet"))
