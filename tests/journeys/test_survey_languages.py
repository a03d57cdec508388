"""A survey is answered in Welsh, and in a language from right to left, by keyboard alone on the smallest screen."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from consult.consultations.models import State
from consult.kernel import clock
from consult.kernel.db import Database
from consult.submissions.models import Submission
from plugins.survey.document import dump, read_definition
from plugins.survey.models import VersionStatus
from plugins.survey.queries import find_draft
from tests.conftest import CHOSEN
from tests.factories import make_activity, make_consultation
from tests.journeys.conftest import PAST_THE_EDGE, SMALL
from tests.plugins.survey.conftest import item, page, survey
from tests.support import server
from tests.support.pseudo import write_pseudo_catalogue

WORDS = {"en-GB": "Do you feel safe?", "cy": "Ydych chi’n teimlo’n ddiogel?", "ar-XB": "Ďó ýóú ƒééĺ śáƒé?"}
OPTIONS = [
    {"code": "yes", "label": {"en-GB": "Yes", "cy": "Ydw", "ar-XB": "Ýéś"}},
    {"code": "no", "label": {"en-GB": "No", "cy": "Nac ydw"}},
]
ASKED = survey(
    page("p1", {**item("safe", "radios", options=OPTIONS, required=True), "label": WORDS}),
    languages=list(WORDS),
    settings={"asks_area": False, "asks_about_you": False},
)


@pytest.fixture
def site(live_database: Database, tmp_path: Path) -> Iterator[server.Server]:
    """The service, which speaks Welsh and a language from right to left too."""
    write_pseudo_catalogue(tmp_path)
    port = server.free_port()
    url = live_database.engine.url.render_as_string(hide_password=False)
    chosen = {**CHOSEN, "CONSULT_THEME": str(tmp_path), "CONSULT_LANGUAGES": "en-GB,cy,ar-XB"}
    with server.running(server.environment_for(tmp_path, url, port, chosen), port, tmp_path) as started:
        yield started


def press(page: Page, selector: str, key: str) -> None:
    """Go to a control and use it by the keyboard."""
    page.locator(selector).first.focus()
    page.keyboard.press(key)


@pytest.mark.parametrize(("tag", "direction"), [("cy", "ltr"), ("ar-XB", "rtl")])
def test_a_survey_is_answered_in_the_language_of_the_page(
    site: server.Server, live_database: Database, page: Page, axe: Callable[[Page], None], tag: str, direction: str
) -> None:
    with live_database.unit_of_work() as session:
        consultation = make_consultation(session, state=State.OPEN, slug="test", title="A question of the test")
        activity_id = make_activity(session, consultation, "survey").id
        draft: Any = find_draft(session, activity_id)
        draft.definition = dump(read_definition(ASKED))
        draft.status, draft.published_at = VersionStatus.PUBLISHED, clock.now()
        draft_activity: Any = consultation.activities[0]
        draft_activity.settings_version = draft.number
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]  # a plain dictionary is what it takes
    page.goto(f"{site.url}/{tag.lower()}/take-part/{activity_id}")
    press(page, "main form button[type=submit]", "Enter")
    page.wait_for_url("**/question/p1")
    assert page.locator("html").get_attribute("dir") == direction
    assert page.locator("h1").inner_text() == WORDS[tag]
    last = page.locator("label").last
    assert last.locator("span[lang]").count() == (1 if tag == "ar-XB" else 0)
    assert page.evaluate(PAST_THE_EDGE) <= 0
    axe(page)
    press(page, "input[value=no]", "Space")
    press(page, "main form button[type=submit]", "Enter")
    page.wait_for_url("**/check")
    assert ("Nac ydw" if tag == "cy" else "No") in page.locator("dl").inner_text()
    assert page.evaluate(PAST_THE_EDGE) <= 0
    axe(page)
    page.locator("main form button[type=submit]").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/done")
    with live_database.reading() as session:
        assert session.scalar(select(Submission.answers)) == {"safe": "no"}
