"""A resident whose browser runs no scripts answers everything, sends it, and opens her reference."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from consult.consultations.models import State
from consult.kernel.db import Database
from consult.submissions.models import AboutYou, Submission
from tests.factories import make_activity, make_consultation
from tests.journeys.conftest import Visitor

REASONS = "My neighbour was stopped twice.\n\nNobody said sorry to her."
ABOUT_YOU = [
    "How old are you?",
    "What is your sex?",
    "Is the gender you identify with the same as your sex registered at birth?",
    "What is your religion?",
]


@pytest.fixture
def activity_id(live_database: Database) -> int:
    """An open consultation with a written response that asks for everything there is."""
    with live_database.unit_of_work() as session:
        consultation = make_consultation(
            session, state=State.OPEN, slug="lfr", title="Live facial recognition in Newham"
        )
        return make_activity(session, consultation, title="Tell us your view").id


def test_resident_answers_everything_without_scripts_and_opens_her_reference(
    activity_id: int, live_database: Database, visitor: Callable[..., Visitor]
) -> None:
    resident = visitor(java_script_enabled=False)
    page = resident.page
    resident.goes_to("/")
    assert not page.locator("body.js-enabled").count()
    resident.follows("Live facial recognition in Newham")
    resident.presses("Give your response")
    assert resident.path == f"/take-part/{activity_id}"
    resident.presses("Start now")

    assert resident.heading() == "Do you support the proposal? (optional)"
    page.get_by_label("Oppose", exact=True).check()
    resident.presses("Save and continue")
    page.get_by_label("Tell us why.").fill(REASONS)
    resident.presses("Save and continue")

    assert resident.heading() == "Where do you live?"
    page.get_by_label("Or your postcode").fill("not a postcode")
    resident.presses("Save and continue")
    page.get_by_role("alert").get_by_role(
        "link", name="Enter a UK postcode, like E16 1DR, or only the part before the space, like E16"
    ).click()
    field = page.get_by_label("Or your postcode")
    assert field.input_value() == "not a postcode"
    field.fill("")
    page.get_by_label("Ward").select_option("Beckton")
    resident.presses("Save and continue")

    assert resident.heading() == "Questions about you"
    page.get_by_label("Yes", exact=True).check()
    resident.presses("Save and continue")
    assert resident.heading() == "About you"
    for question in ABOUT_YOU:
        page.get_by_role("group", name=question).get_by_label("Prefer not to say").check()
    page.get_by_label("What is your ethnic group?").select_option(index=3)
    resident.presses("Save and continue")

    assert resident.heading().startswith("Check your answers")
    for text in ("Oppose", "Nobody said sorry to her.", "Beckton", "Prefer not to say"):
        resident.reads(text)
    resident.presses("Send your response")

    assert resident.heading() == "Response sent"
    found = re.search(r"CN-[0-9A-Z]{4}-[0-9A-Z]{4}", page.get_by_role("main").inner_text())
    assert found is not None
    resident.follows(f"what happened to {found[0]}")
    assert resident.heading().startswith("Live facial recognition") or found[0] in resident.heading()
    resident.reads("We have it, and it counts")
    assert "sorry" not in page.content()

    with live_database.reading() as session:
        (sent,) = session.scalars(select(Submission))
        assert sent.reference == found[0]
        assert sent.area == "Beckton"
        assert sent.answers == {"position": "oppose", "reasons": REASONS}
        assert session.scalar(select(func.count()).select_from(AboutYou)) == 1


def test_sending_twice_gives_one_response(
    activity_id: int, live_database: Database, visitor: Callable[..., Visitor]
) -> None:
    resident = visitor(java_script_enabled=False)
    page = resident.page
    resident.goes_to(f"/take-part/{activity_id}")
    resident.presses("Start now")
    page.get_by_label("Oppose", exact=True).check()
    for _ in range(4):
        resident.presses("Save and continue", looks=False)
    other_tab = page.context.new_page()
    other_tab.goto(page.url)
    resident.presses("Send your response", looks=False)
    sent = page.get_by_role("main").inner_text()
    other_tab.get_by_role("button", name="Send your response").click()
    other_tab.wait_for_load_state()
    page.go_back()
    assert other_tab.get_by_role("main").inner_text() == sent
    assert page.get_by_role("main").inner_text() == sent
    with live_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Submission)) == 1
