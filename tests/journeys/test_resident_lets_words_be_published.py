"""A resident lets her words be published with her name, reads them in public, and takes the name and then all back."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from consult.accounts.models import Person
from consult.consultations.models import Consultation, State
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import Database
from tests.factories import QUESTIONS, make_activity, make_consultation, make_person
from tests.journeys.conftest import PASSWORD, Visitor


@pytest.fixture
def officer(live_database: Database) -> Person:
    """An officer, and an open consultation that asks whether answers may be published."""
    with live_database.unit_of_work() as session:
        consultation = make_consultation(session, state=State.OPEN, slug="lfr")
        asked = {**QUESTIONS, "asks_consent": True, "asks_area": False, "asks_about_you": False}
        make_activity(session, consultation, title="Tell us your view", questions=asked)
        return make_person(session, Role.OFFICER, password=PASSWORD)


def close(database: Database) -> None:
    with database.unit_of_work() as session:
        for consultation in session.query(Consultation):
            consultation.closes_at = clock.now() - timedelta(hours=1)
            consultation.state = State.CLOSED


def test_words_are_published_by_consent_held_back_and_taken_back(
    officer: Person, live_database: Database, visitor: Callable[..., Visitor]
) -> None:
    resident = visitor()
    resident.goes_to("/consultations/lfr")
    resident.presses("Give your response")
    resident.reads("There are 2 questions, one on each page.")
    resident.reads("Then we ask whether we may publish what you wrote.")
    resident.presses("Start now")
    resident.presses("Save and continue")
    resident.page.get_by_label("Tell us why.").fill("They mistake us for others.")
    resident.presses("Save and continue")
    assert resident.heading() == "May we publish what you wrote? (optional)"
    resident.reads("page 3 of 3")
    resident.page.get_by_label("Yes, with my name").check()
    resident.presses("Save and continue")
    resident.presses("Save and continue")
    expect(resident.page.get_by_role("alert")).to_contain_text("Enter your answer to “Under which name")
    resident.page.get_by_label("Under which name may we publish it?").fill("Newham Voices")
    resident.presses("Save and continue")
    resident.reads("Newham Voices")
    resident.presses("Send your response")
    reference = resident.page.locator(".govuk-panel .app-reference").inner_text()
    resident.reads("An officer decides after closing whether what you wrote is published.")
    close(live_database)

    desk = visitor()
    desk.signs_in(officer)
    desk.goes_to("/staff/consultations/lfr")
    desk.follows("Tell us your view")
    desk.follows(reference)
    desk.presses("Publish what it says")
    desk.reads("Published")

    anybody = visitor()
    anybody.goes_to("/consultations/lfr")
    anybody.follows("Read what people wrote")
    anybody.reads("They mistake us for others.")
    anybody.page.get_by_role("searchbox").last.fill("mistaking")
    anybody.page.get_by_role("main").get_by_role("button").first.click()
    anybody.reads("They mistake us for others.")
    anybody.follows(re.compile("Read the whole response"))
    assert anybody.heading() == "Response of Newham Voices"
    whole = anybody.path

    resident.page.reload()
    resident.follows("What you wrote is published with your name")
    resident.page.go_back()
    resident.follows("Change what we may publish")
    resident.page.get_by_label("Publish my words, but without a name").check()
    resident.presses("Save")
    anybody.goes_to(whole)
    assert "Newham Voices" not in anybody.page.content()
    anybody.goes_to("/consultations/lfr/comments")
    anybody.reads("They mistake us for others.")
    assert "Newham Voices" not in anybody.page.content()

    desk.follows("Hold it back from publication")
    desk.page.get_by_label("Publishing it could break the law").check()
    desk.page.get_by_label("Explain it to the person who sent it").fill("A court is asked.")
    desk.presses("Hold it back")
    anybody.goes_to("/consultations/lfr/comments")
    anybody.reads("No comments have been published here.")
    resident.goes_to(resident.path)
    resident.reads("A court is asked.")
    resident.follows("Change what we may publish")
    resident.page.get_by_label("Do not publish my words").check()
    resident.presses("Save")
    resident.reads("You do not let us publish what you wrote, so we do not.")
