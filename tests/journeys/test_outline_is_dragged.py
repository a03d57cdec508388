"""With a mouse an officer drags issues and points; the buttons do the same without scripts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from consult.accounts.models import Person
from consult.analysis.queries import texts_of
from consult.analysis.services import POINT, Selection, mark
from consult.consultations.models import State
from consult.decisions.issues import add_issue
from consult.kernel.authz import Role
from consult.kernel.db import Database
from tests.factories import actor_for, make_activity, make_consultation, make_person, make_submission
from tests.journeys.conftest import PASSWORD, Visitor

OUTLINE = "/staff/consultations/lfr/outline"


@dataclass
class Case:
    """Who sorts what."""

    officer: Person


@pytest.fixture
def case(live_database: Database) -> Case:
    """Three issues, and a point that is in none."""
    with live_database.unit_of_work() as session:
        officer = make_person(session, Role.OFFICER, password=PASSWORD)
        consultation = make_consultation(
            session,
            state=State.ANALYSING,
            slug="lfr",
            opens_at=datetime(2022, 11, 1, 9, tzinfo=UTC),
            closes_at=datetime(2022, 12, 31, 17, tzinfo=UTC),
        )
        activity = make_activity(session, consultation)
        actor = actor_for(session, officer)
        for title in ("Cost", "Mistakes", "In the dark"):
            add_issue(session, actor, consultation, title, "")
        sent = make_submission(session, activity, answers={"reasons": "They cost too much."})
        (text,) = texts_of(sent, [])
        mark(session, actor, sent, [Selection.of(text, 0, len(text.text))], POINT)
        return Case(officer)


def outline(page: Page) -> list[str]:
    """Return the issues with their numbers, as the page shows them."""
    shown = page.locator(".app-outline p:first-child")
    return [" ".join(words.split()[:2]).strip() for words in shown.all_inner_texts()]


def drag(page: Page, what: Locator, onto: Locator, at: float) -> None:
    """Drag something by its upper left corner onto a part of something else, as a hand does: in several steps."""
    begins, ends = what.bounding_box(), onto.bounding_box()
    assert begins is not None
    assert ends is not None
    page.mouse.move(begins["x"] + 4, begins["y"] + 12)
    page.mouse.down()
    for _step in range(3):
        page.mouse.move(ends["x"] + 60 + _step, ends["y"] + ends["height"] * at)
    page.mouse.up()


def test_issues_and_points_are_dragged_and_moved_by_buttons_alike(case: Case, visitor: Callable[..., Visitor]) -> None:
    officer = visitor()
    page = officer.page
    officer.signs_in(case.officer)
    officer.goes_to(OUTLINE)
    page.set_viewport_size({"width": 1280, "height": 2200})
    issue = {title: page.locator(".app-outline", has_text=title) for title in ("Cost", "Mistakes", "In the dark")}
    with page.expect_navigation():
        drag(page, issue["In the dark"], issue["Cost"], 0.05)
    assert outline(page) == ["1 In", "2 Cost", "3 Mistakes"]
    with page.expect_navigation():
        drag(page, issue["In the dark"], issue["Mistakes"], 0.5)
    assert outline(page) == ["1 Cost", "2 Mistakes", "2.1 In"]
    with page.expect_navigation():
        drag(page, page.locator("[data-drag-point] label").first, issue["Cost"], 0.5)
    expect(page.get_by_text("The points are in issue 1.")).to_be_visible()
    expect(page.get_by_text("0 points in no issue")).to_be_visible()
    issue["In the dark"].get_by_role("button", name="Out").click()
    page.wait_for_load_state()
    assert outline(page) == ["1 Cost", "2 Mistakes", "3 In"]
    assert officer.complaints == []


def test_the_answer_asks_only_for_what_belongs_to_what_was_done(case: Case, visitor: Callable[..., Visitor]) -> None:
    officer = visitor()
    page = officer.page
    officer.signs_in(case.officer)
    officer.goes_to(OUTLINE)
    officer.follows("Cost")
    officer.presses("Answer this issue")
    asked = ("Which paragraph changed?", "On what authority?", "What would make us look again?", "Who can act on it?")
    for name in asked:
        expect(page.get_by_label(name)).to_be_hidden()
    page.get_by_label("It was considered, and nothing was changed").check()
    shown = {name: page.get_by_label(name).is_visible() for name in asked}
    assert list(shown.values()) == [False, True, True, False]
    page.get_by_label("It is outside this consultation").check()
    assert page.get_by_label("Who can act on it?").is_visible()
    assert not page.get_by_label("On what authority?").is_visible()
