"""By the keyboard alone: an officer builds and publishes a survey, a resident answers it, the officer reads of it."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import BrowserContext, Locator, Page, expect
from sqlalchemy import select

from consult.consultations.models import Activity, State
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.submissions.models import Submission
from plugins.survey.definition import definition_from, words
from plugins.survey.queries import find_published
from tests.factories import make_activity, make_consultation, make_person
from tests.journeys.conftest import PASSWORD, SMALL
from tests.support.server import Server

IS_REACHED = "one => one === document.activeElement"
MOST_STOPS = 150


class Typist:
    """Somebody who has no mouse: they reach what they use by Tab."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tabs_to(self, control: Locator) -> None:
        """Press Tab until the control has the focus."""
        expect(control).to_be_visible()
        for _stop in range(MOST_STOPS):
            if control.evaluate(IS_REACHED):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{control} on {self.page.url} is not reached by Tab")

    def types(self, label: str, text: str) -> None:
        """Go to a box and write."""
        self.tabs_to(self.page.get_by_role("main").get_by_label(label, exact=True))
        self.page.keyboard.type(text)

    def uses(self, role: str, name: str, key: str = "Enter") -> None:
        """Go to a link or a button and use it."""
        before = self.page.evaluate("performance.timeOrigin")
        found = self.page.get_by_role("main").get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
        self.tabs_to(found.first)
        self.page.keyboard.press(key)
        self.page.wait_for_function("before => performance.timeOrigin !== before", arg=before)
        self.page.wait_for_load_state()

    def chooses(self, label: str, key: str = "Space", chosen: str = "") -> None:
        """Go to a radio and choose it, or from there another one of its group by an arrow."""
        main = self.page.get_by_role("main")
        self.tabs_to(main.get_by_label(label, exact=True))
        self.page.keyboard.press(key)
        expect(main.get_by_label(chosen or label, exact=True)).to_be_checked()


def draft_survey(database: Database) -> int:
    """Make a consultation that is about to open, with an empty survey."""
    with database.unit_of_work() as session:
        make_person(session, Role.OFFICER, email="officer@people.example", password=PASSWORD)
        begun = clock.now() - timedelta(days=7)
        return make_activity(session, make_consultation(session, state=State.DRAFT, opens_at=begun), "survey").id


def open_it(database: Database, activity_id: int) -> None:
    """Open the consultation."""
    with database.unit_of_work() as session:
        session.get_one(Activity, activity_id).consultation.state = State.OPEN


def test_a_survey_is_built_published_answered_and_read_without_a_mouse(
    live_server: Server, live_database: Database, new_context: Callable[..., BrowserContext]
) -> None:
    activity_id = draft_survey(live_database)
    officer = Typist(new_context(viewport=SMALL).new_page())
    officer.page.goto(f"{live_server.url}/sign-in")
    officer.types("Email address", "officer@people.example")
    officer.types("Password", PASSWORD)
    officer.uses("button", "Sign in")

    officer.page.goto(f"{live_server.url}/survey/{activity_id}/build")
    officer.uses("button", "Add a question")
    officer.types("Question", "What would help?")
    officer.types("Answers, one on each line", "Lights\nTrees")
    officer.uses("button", "Save")
    officer.types("Question", "Do you go there?")
    officer.types("Kind of question", "Yes or no")
    officer.chooses("Add another question", "ArrowDown", "Go back to the survey")
    officer.uses("button", "Save")
    officer.uses("button", "Move page up page 2, Do you go there?")
    officer.uses("link", "Publish")
    officer.uses("button", "Publish")
    assert asked(live_database, activity_id) == ["Do you go there?", "What would help?"]
    open_it(live_database, activity_id)

    resident = Typist(new_context(viewport=SMALL).new_page())
    resident.page.goto(f"{live_server.url}/take-part/{activity_id}")
    resident.uses("button", "Start now")
    resident.chooses("Yes")
    resident.uses("button", "Save and continue")
    resident.chooses("Lights", "ArrowDown", "Trees")
    while not resident.page.url.endswith("/check"):
        resident.uses("button", "Save and continue")
    resident.uses("button", "Send your response")
    expect(resident.page.get_by_role("heading", level=1)).to_contain_text("sent")
    with live_database.reading() as session:
        assert session.scalars(select(Submission.answers)).all() == [
            {"do_you_go_there": "yes", "what_would_help": "trees"}
        ]

    officer.page.reload()
    officer.uses("link", "Results")
    expect(officer.page.get_by_role("main")).to_contain_text("Trees")


def asked(database: Database, activity_id: int) -> list[str]:
    """Return what the published survey asks, in order."""
    with database.reading() as session:
        found = find_published(session, activity_id)
        assert found is not None
        return [words(item.label) for item in definition_from(found.definition).items]
