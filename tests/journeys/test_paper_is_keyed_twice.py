"""By the keyboard alone: an officer keys a form on paper by its codes, and a second officer keys it again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.submissions.models import Submission
from plugins.survey import services
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from tests.factories import make_activity, make_actor, make_consultation, make_person
from tests.journeys.conftest import PASSWORD, SMALL
from tests.journeys.test_survey_by_keyboard import IS_REACHED, Typist
from tests.plugins.survey.conftest import item, page, survey
from tests.support.server import Server

ASKED = survey(page("p1", item("choice", "radios")), page("p2", item("boxes", "checkboxes"), item("why", "short_text")))


@pytest.fixture
def activity_id(live_database: Database) -> int:
    """An open survey, and two officers."""
    with live_database.unit_of_work() as session:
        for name in ("first", "second"):
            make_person(session, Role.OFFICER, email=f"{name}@people.example", password=PASSWORD)
        return open_survey(session).id


def open_survey(session: Session) -> Activity:
    begun = clock.now() - timedelta(days=7)
    consultation = make_consultation(session, state=State.DRAFT, opens_at=begun)
    activity = make_activity(session, consultation, "survey")
    officer = make_actor(session, Role.OFFICER)
    services.change_draft(session, officer, activity, lambda _draft: read_definition(ASKED))
    services.publish(session, officer, activity, seen=find_draft(session, activity.id).as_seen)
    consultation.state = State.OPEN
    return activity


def signed_in(server: Server, context: BrowserContext, name: str) -> Typist:
    officer = Typist(context.new_page())
    officer.page.goto(f"{server.url}/sign-in")
    officer.types("Email address", f"{name}@people.example")
    officer.types("Password", PASSWORD)
    officer.uses("button", "Sign in")
    return officer


def says_how_it_came(officer: Typist) -> None:
    """Fill in what stands on the envelope; Enter goes from field to field."""
    today = clock.today_in_london()
    officer.chooses("Paper")
    for part in (today.day, today.month, today.year):
        officer.page.keyboard.press("Enter")
        officer.page.keyboard.type(str(part))
    officer.page.keyboard.press("Enter")


def said(page: Page, label: str) -> str:
    """Return the words that stand beside the codes that are typed."""
    box = page.get_by_label(label, exact=True)
    return box.locator("xpath=following-sibling::output").inner_text()


def test_two_officers_key_a_form_by_its_codes_and_see_where_they_differ(
    live_server: Server, live_database: Database, new_context: Callable[..., BrowserContext], activity_id: int
) -> None:
    first = signed_in(live_server, new_context(viewport=SMALL), "first")
    first.page.goto(f"{live_server.url}/staff/activities/{activity_id}/enter")
    says_how_it_came(first)
    expect(first.page.get_by_label("1. Question choice?")).to_be_focused()
    for typed in ("2", "1 2", "Of the trees."):
        first.page.keyboard.type(typed)
        first.page.keyboard.press("Enter")
    assert said(first.page, "1. Question choice?") == "Answer b"
    assert said(first.page, "2. Question boxes?") == "Answer a; Answer b"
    assert submissions(live_database) == []
    first.uses("button", "Enter the response")
    (entry,) = submissions(live_database)
    assert entry.answers == {"choice": "b", "boxes": ["a", "b"], "why": "Of the trees."}
    first.tabs_to(first.page.get_by_role("link", name="Go to the first answer"))
    first.page.keyboard.press("Enter")
    assert first.page.get_by_label("1. Question choice?").evaluate(IS_REACHED)

    second = signed_in(live_server, new_context(viewport=SMALL), "second")
    second.page.goto(f"{live_server.url}/staff/responses/{entry.id}/key-again")
    says_how_it_came(second)
    for typed in ("2", "1", "Of the trees."):
        second.page.keyboard.type(typed)
        second.page.keyboard.press("Enter")
    second.uses("button", "Save")
    expect(second.page.get_by_role("table")).to_contain_text("Question boxes?")
    box = second.page.get_by_label("2. Question boxes?")
    second.tabs_to(box)
    second.page.keyboard.type("1 2")
    second.uses("button", "Save")
    expect(second.page.get_by_role("main")).to_contain_text("Both keyings agree.")


def submissions(database: Database) -> list[Submission]:
    with database.reading() as session:
        return list(session.scalars(select(Submission)))
