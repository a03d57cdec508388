"""A journey in a language that is written from right to left fits on the smallest screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from consult.consultations.models import State
from consult.kernel.db import Database
from tests.conftest import CHOSEN
from tests.factories import make_activity, make_consultation
from tests.journeys.conftest import PAST_THE_EDGE, SMALL
from tests.support import server
from tests.support.pseudo import write_pseudo_catalogue


@pytest.fixture
def site(live_database: Database, tmp_path: Path) -> Iterator[server.Server]:
    """The service, which speaks the language ar-XB too."""
    write_pseudo_catalogue(tmp_path)
    port = server.free_port()
    url = live_database.engine.url.render_as_string(hide_password=False)
    chosen = {**CHOSEN, "CONSULT_THEME": str(tmp_path), "CONSULT_LANGUAGES": "en-GB,ar-XB"}
    with server.running(server.environment_for(tmp_path, url, port, chosen), port, tmp_path) as started:
        yield started


def test_pages_from_right_to_left_fit_on_a_small_screen(
    site: server.Server, live_database: Database, page: Page
) -> None:
    with live_database.unit_of_work() as session:
        consultation = make_consultation(session, state=State.OPEN, slug="test", title="A question of the test")
        activity_id = make_activity(session, consultation, title="Tell us your view").id
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]  # a plain dictionary is what it takes
    for path in ("/", "/consultations/test", f"/take-part/{activity_id}", "/help", "/sign-in", "/nothing"):
        page.goto(f"{site.url}/ar-xb{path}")
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        assert page.evaluate(PAST_THE_EDGE) <= 0, path
    page.goto(f"{site.url}/ar-xb/take-part/{activity_id}")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    assert page.url.startswith(f"{site.url}/ar-xb/take-part/{activity_id}/question/")
    assert page.evaluate(PAST_THE_EDGE) <= 0
