"""A resident marks a place and an area on the council’s own map by the keyboard, and reads what was marked."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from consult.consultations.models import State
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.submissions.models import Submission
from plugins.survey import services
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from tests.conftest import CHOSEN
from tests.consult.kernel.test_outlines import WARDS
from tests.factories import make_activity, make_actor, make_consultation
from tests.journeys.conftest import Visitor
from tests.plugins.survey.conftest import item, page, survey
from tests.support import server
from tests.support.server import environment_for, free_port, running

ASKED = survey(page("p1", item("where", "geopoint")), page("p2", item("around", "geoshape")))


@pytest.fixture
def live_server(live_database: Database, tmp_path: Path) -> Iterator[server.Server]:
    """The service of a council that has the outlines of its wards."""
    wards = tmp_path / "wards.geojson"
    wards.write_bytes(WARDS)
    url, port = live_database.engine.url.render_as_string(hide_password=False), free_port()
    chosen = {
        **CHOSEN,
        "CONSULT_PLUGINS": "survey",
        "CONSULT_OUTLINES": str(wards),
        "CONSULT_OUTLINES_CREDIT": "© Somebody",
    }
    with running(environment_for(tmp_path, url, port, chosen), port, tmp_path) as started:
        yield started


@pytest.fixture
def activity_id(live_database: Database) -> int:
    """A survey that asks for a place and an area."""
    return open_survey(live_database)


def open_survey(live_database: Database) -> int:
    """Open such a survey, and return which activity it is."""
    with live_database.unit_of_work() as session:
        officer = make_actor(session, Role.OFFICER)
        begun = clock.now() - timedelta(days=7)
        consultation = make_consultation(session, state=State.DRAFT, slug="map", opens_at=begun)
        activity = make_activity(session, consultation, "survey")
        services.change_draft(session, officer, activity, lambda _draft: read_definition(ASKED))
        services.publish(session, officer, activity, seen=find_draft(session, activity.id).as_seen)
        consultation.state = State.OPEN
        return activity.id


def test_a_place_and_an_area_are_marked_by_the_keyboard(
    activity_id: int, live_database: Database, visitor: Callable[..., Visitor]
) -> None:
    resident = visitor()
    resident.goes_to(f"/take-part/{activity_id}")
    resident.presses("Start now")
    there = resident.page.get_by_role("application", name="Map")
    expect(there).to_be_visible()
    resident.render_options()
    box = resident.page.get_by_label("Question where?")
    for key in ("ArrowLeft", "ArrowLeft", "Enter"):
        there.press(key)
    assert box.input_value() == "51.55004, 0.09000"
    assert resident.page.get_by_role("main").get_by_role("status").inner_text() == "Marked: Beckton: 51.55004, 0.09000"
    there.press("Backspace")
    assert box.input_value() == ""
    box.fill("By the station")
    there.press("Enter")
    resident.reads("There are words in the box.")
    assert box.input_value() == "By the station"
    box.fill("")
    there.press("Enter")
    resident.presses("Save and continue")
    expect(there).to_be_visible()
    for keys in (["Enter"], ["ArrowRight", "Enter"], ["ArrowDown", "Enter"]):
        for key in keys:
            there.press(key)
    resident.page.get_by_role("button", name="Mark where the cross is").focus()
    there.click(position={"x": 20, "y": 20})
    assert resident.page.get_by_label("Question around?").input_value().count("\n") == 3
    resident.page.get_by_role("button", name="Remove the last mark").click()
    resident.presses("Save and continue")
    while "check" not in resident.path:
        resident.presses("Save and continue")
    resident.reads("51.55004, 0.09000")
    resident.reads("An area with 3 corners:")
    resident.presses("Send your response")
    with live_database.reading() as session:
        (sent,) = session.scalars(select(Submission))
        assert sent.answers["where"] == "51.55004,0.09000"
        assert sent.answers["around"].startswith("POLYGON ((")


def test_without_scripts_the_box_stands_alone(activity_id: int, visitor: Callable[..., Visitor]) -> None:
    resident = visitor(java_script_enabled=False)
    resident.goes_to(f"/take-part/{activity_id}")
    resident.presses("Start now")
    expect(resident.page.get_by_label("Question where?")).to_be_visible()
    expect(resident.page.locator(".app-map")).to_be_hidden()
