"""The page of the results shows who took part beside who lives here, by published numbers alone."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.exports.making import publish_results
from consult.kernel.authz import Role
from consult.population.models import PopulationFigure
from tests.factories import make_activity, make_actor, make_consultation, make_submission
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

PAGE = "/consultations/cameras/results"
TITLE = "Who took part, beside who lives here"


def _publish(session: Session, people: int) -> None:
    consultation = make_consultation(session, state=State.CLOSED, slug="cameras", title="Cameras")
    made = make_activity(session, consultation)
    for number in range(people):
        make_submission(session, made, area="Abbey" if number % 4 else "Beckton")
    session.expire(consultation, ["activities"])
    publish_results(session, make_actor(session, Role.OFFICER), made)
    for ward, residents in (("Abbey", 100), ("Beckton", 300), ("Canning Town", 600)):
        session.add(
            PopulationFigure(area="Newham", variable="ward", category=ward, count=residents, source="Census 2021")
        )
    session.commit()


def test_shares_stand_beside_each_other_with_their_source(client: FormClient, session: Session) -> None:
    _publish(session, 120)
    page = client.get(PAGE)
    assert faults_of(parsed(page.text, is_page=True)) == []
    text = " ".join(" ".join(parsed(page.text, is_page=True).itertext()).split())
    # 90 and 30 of 120 are multiples of 5, which rounding leaves alone.
    assert "Abbey 75% 10% +65" in text
    assert "Beckton 25% 30% −5" in text
    assert "Canning Town 0% 60% −60" in text
    assert "120 people said this. Figures: Newham: ward. Source: Census 2021." in text


def test_few_people_are_not_made_into_shares(client: FormClient, session: Session) -> None:
    _publish(session, 40)
    assert TITLE not in client.get(PAGE).text


def test_without_figures_nothing_is_compared(client: FormClient, session: Session) -> None:
    _publish(session, 120)
    session.query(PopulationFigure).delete()
    session.commit()
    assert TITLE not in client.get(PAGE).text


def test_a_map_says_what_its_table_says_by_published_numbers(client: FormClient, session: Session) -> None:
    _publish(session, 120)
    assert "Map of" not in client.get(PAGE).text
    for place, ward in enumerate(("Abbey", "Beckton")):
        session.add(PopulationFigure(area="", variable="ward", category=ward, source="", map_column=place, map_row=0))
    session.commit()
    page = client.get(PAGE)
    assert faults_of(parsed(page.text, is_page=True)) == []
    drawn = [text.strip() for text in re.findall(r"<text[^>]*>([^<]*)</text>", page.text)]
    assert ("90" in drawn, "30" in drawn) == (True, True)
    text = " ".join(" ".join(parsed(page.text, is_page=True).itertext()).split())
    assert re.search(r"\d+\. Abbey 90 \d+\. Beckton 30 ", text)
    for number in range(30):
        make_submission(session, session.scalars(select(Activity)).one(), area="Abbey" if number else "Beckton")
    later = client.get(PAGE).text.partition("<main")[2]
    assert later == page.text.partition("<main")[2], "what comes later shows in no map"
