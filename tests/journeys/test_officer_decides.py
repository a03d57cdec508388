"""An officer decides: nothing is published while an issue has no answer; a resident's reference shows the outcome."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from consult.accounts.models import Person
from consult.consultations.models import State
from consult.kernel.authz import Role
from consult.kernel.db import Database
from tests.factories import make_activity, make_consultation, make_person, make_submission
from tests.journeys.conftest import PASSWORD, Visitor

POINT = "People fear to be mistaken for somebody else"
REASON = "We asked for a check by a person before anybody is stopped."
DECIDED = "The council opposes the cameras."


@dataclass
class Case:
    """What is to be decided."""

    officer: Person
    reference: str
    passed_over: str


@pytest.fixture
def case(live_database: Database) -> Case:
    """A consultation that is being analysed, with two responses."""
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
        cited, other = make_submission(session, activity), make_submission(session, activity)
        return Case(officer, cited.reference, other.reference)


def test_decision_waits_for_every_answer_and_the_reference_shows_it(
    case: Case, visitor: Callable[..., Visitor]
) -> None:
    officer = visitor()
    page = officer.page
    officer.signs_in(case.officer)
    officer.goes_to("/staff/consultations/lfr/decision")
    officer.presses("Add an issue")
    page.get_by_label("What is the point?").fill(POINT)
    officer.presses("Save")
    officer.presses("Cite responses")
    page.get_by_label("What do you cite?").fill(f"{case.reference}\nCN-0000-0000")
    officer.presses("Cite them")
    expect(page.get_by_role("alert")).to_contain_text("CN-0000-0000")
    page.get_by_label("What do you cite?").fill(case.reference)
    officer.presses("Cite them")
    officer.reads(case.reference)

    officer.goes_to("/staff/consultations/lfr/decision/edit")
    page.get_by_label("The decision in short").fill(DECIDED)
    page.get_by_label("What was decided").fill("The council asks the police to stop.")
    page.get_by_label("Who decided").fill("Cabinet")
    page.get_by_label("We did", exact=True).fill("We asked the police to stop.")
    for part, number in (("Day", "16"), ("Month", "1"), ("Year", "2023")):
        page.get_by_role("group", name="When it was decided").get_by_label(part, exact=True).fill(number)
    officer.presses("Save the draft")

    officer.presses("Publish")
    assert "cannot be published yet" in officer.heading()
    assert page.get_by_role("button", name="Yes, publish it").count() == 0
    officer.goes_to("/staff/consultations/lfr/decision")
    officer.follows(POINT)
    officer.presses("Answer this issue")
    page.get_by_label("Something was changed because of it").check()
    page.get_by_label("What exactly, and why?").fill(REASON)
    page.get_by_label("Which paragraph changed?").fill("Paragraph 4.2 of the draft letter")
    page.get_by_label("Who answers for this?").fill("Cabinet")
    officer.presses("Save the answer")

    resident = visitor()
    resident.goes_to(f"/responses/{case.reference}")
    resident.reads("Nothing has been decided yet.")
    officer.presses("Preview")
    officer.goes_to("/staff/consultations/lfr/decision/publish")
    officer.presses("Yes, publish it")
    expect(page.get_by_role("alert")).to_contain_text("Say why not all responses were read")
    page.get_by_label("Why were not all responses read?").fill("Two came on the last day.")
    officer.presses("Yes, publish it")
    assert officer.heading().endswith("We asked, you said, we did")

    resident.goes_to("/responses/find")
    resident.page.get_by_label("Reference").fill(case.reference)
    resident.presses("Show")
    for text in (re.compile(POINT), REASON, DECIDED):
        resident.reads(text)
    resident.follows("We asked, you said, we did")
    resident.reads(re.compile(POINT))
    resident.goes_to(f"/responses/{case.passed_over}")
    resident.reads("No officer has marked it as read so far.")
    resident.goes_to("/consultations/lfr")
