"""Places are counted by ward for officers: by their coordinates, with what was said in words beside them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.app import create_app
from consult.config import Settings
from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.contract.registry import Registry
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.kernel.outlines import read_outlines
from consult.statistics.places import ward_charts
from consult.submissions.models import Status
from tests.consult.kernel.test_outlines import WARDS
from tests.factories import make_person, make_submission
from tests.plugins.survey.conftest import item, open_survey, opened, options, page, publish, survey
from tests.support.deployments import change_deployment
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

__all__ = ["open_survey", "opened", "publish"]

ASKED = survey(
    page("p1", item("has", "radios", options=options("yes", "no"))),
    page("p2", item("where", "geopoint"), show_if={"q": "has", "op": "eq", "value": "yes"}),
    page("p3", item("around", "geoshape")),
)


@pytest.fixture
def activity(session: Session, opened: Callable[[dict[str, Any]], Activity]) -> Activity:
    """A survey that asked for a place, with answers of every sort."""
    made = opened(ASKED)
    for where in ("51.55000,0.05000", "51.55000,0.06000", "51.51000,0.13000", "52.00000,0.05000", "By the station"):
        make_submission(session, made, answers={"has": "yes", "where": where})
    make_submission(session, made, answers={"has": "yes"})
    make_submission(session, made, answers={"has": "no"})
    make_submission(session, made, answers={"has": "yes", "where": "51.55,0.05"}, status=Status.WITHDRAWN)
    return made


@pytest.fixture
def with_outlines(database: Database) -> Settings:
    """A deployment that has the outlines of its wards, and its settings."""
    settings = deployment_of(database).settings
    council = replace(settings.council, outlines=read_outlines(WARDS), outlines_credit="© Somebody")
    changed = replace(settings, council=council)
    change_deployment(database, settings=changed)
    return changed


@pytest.mark.usefixtures("with_outlines")
def test_answers_count_where_their_coordinates_lie(session: Session, activity: Activity) -> None:
    chart, _areas = ward_charts(session, activity)
    assert [(bar.label, bar.text, bar.percent) for bar in chart.bars] == [
        ("Beckton", "2", "40.0%"),
        ("Islands", "1", "20.0%"),
        ("Outside all wards", "1", "20.0%"),
        ("In words, without coordinates", "1", "20.0%"),
    ]
    assert chart.notes == ["Base: 5 people who answered; 1 gave no answer, 1 was not asked."]


@pytest.mark.usefixtures("with_outlines")
def test_an_area_counts_where_its_middle_lies(session: Session, activity: Activity) -> None:
    # It reaches far out of the ward in which its middle lies.
    corners = ((0.03, 51.54), (0.07, 51.54), (0.07, 51.56), (0.03, 51.56), (0.03, 51.54))
    around = f"POLYGON (({', '.join(f'{east:.5f} {north:.5f}' for east, north in corners)}))"
    for said in (around, "Along the river"):
        make_submission(session, activity, answers={"has": "no", "around": said})
    _points, areas = ward_charts(session, activity)
    assert [(bar.label, bar.text) for bar in areas.bars if bar.text != "0"] == [
        ("Beckton", "1"),
        ("In words, without coordinates", "1"),
    ]


def test_without_outlines_there_is_nothing_to_count(session: Session, activity: Activity) -> None:
    assert ward_charts(session, activity) == []


def test_both_pages_of_results_lead_to_the_wards(
    session: Session,
    activity: Activity,
    database: Database,
    registry: Registry,
    with_outlines: Settings,
    sign_in: Callable[[FormClient, Person], None],
) -> None:
    app = create_app(with_outlines, database=database, registry=registry)
    app.test_client_class = FormClient
    client = app.test_client()
    assert isinstance(client, FormClient)
    sign_in(client, make_person(session, Role.OFFICER))
    slug, wards = activity.consultation.slug, f"/staff/activities/{activity.id}/wards"
    for results in (f"/staff/consultations/{slug}/summary", f"/survey/{activity.id}/results"):
        # Of the three questions, one is about a point and one about an area.
        assert client.get(results).text.count(wards) == 2
    page = client.get(wards)
    assert faults_of(parsed(page.text, is_page=True)) == []
    for words in ("Beckton", "40.0%", "© Somebody", "none of this is published"):
        assert words in page.text
