"""From a resident's own words to the reason that she reads: by her reference, after a mail that told her to look."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from consult.accounts.models import Person
from consult.consultations.models import Consultation, State
from consult.contract.registry import Registry
from consult.jobs.runner import run_waiting_jobs
from consult.kernel.authz import Role
from consult.kernel.db import Database
from tests.factories import make_activity, make_consultation, make_person
from tests.journeys.conftest import PASSWORD, Visitor
from tests.support.mail import link_in, written_mail

ADDRESS = "resident@people.example"
POINT = "My neighbour was stopped twice by mistake. "
THANKS = "Thank you for asking."
ISSUE = "People are taken for somebody else"
REASON = "Each alert is checked by an officer before anybody is stopped."
DECIDED = "The council asks for safeguards first."


@dataclass(frozen=True)
class Asked:
    """Who asks, and what."""

    officer: Person
    activity_id: int


@pytest.fixture
def asked(live_database: Database) -> Asked:
    """An open consultation with a written response."""
    with live_database.unit_of_work() as session:
        officer = make_person(session, Role.OFFICER, password=PASSWORD)
        consultation = make_consultation(session, state=State.OPEN, slug="lfr")
        return Asked(officer, make_activity(session, consultation, title="Tell us your view").id)


def send(resident: Visitor, activity_id: int) -> str:
    """Answer in the resident's words, leave an address for news, and return the reference."""
    page = resident.page
    resident.goes_to(f"/take-part/{activity_id}")
    resident.presses("Start now", looks=False)
    page.get_by_label("Oppose", exact=True).check()
    resident.presses("Save and continue", looks=False)
    page.get_by_label("Tell us why.").fill(POINT + THANKS)
    for _ in range(3):
        resident.presses("Save and continue", looks=False)
    resident.presses("Send your response", looks=False)
    found = re.search(r"CN-[0-9A-Z]{4}-[0-9A-Z]{4}", page.get_by_role("main").inner_text())
    assert found is not None
    page.get_by_label("Email address").fill(ADDRESS)
    page.get_by_label(re.compile("News of changes")).check()
    page.get_by_role("main").get_by_role("button", name=re.compile("Send|Email")).last.click()
    page.wait_for_load_state()
    return found[0]


def test_her_words_become_a_point_an_issue_and_a_reason_that_she_reads(
    asked: Asked,
    visitor: Callable[..., Visitor],
    live_database: Database,
    registry: Registry,
    capsys: pytest.CaptureFixture[str],
) -> None:
    resident, officer = visitor(java_script_enabled=False), visitor()
    reference = send(resident, asked.activity_id)
    with live_database.reading() as session:
        (letter,) = written_mail(session, ADDRESS)
    resident.goes_to(link_in(letter))
    resident.page.get_by_role("main").get_by_role("button").first.click()
    with live_database.unit_of_work() as session:
        dates = {"opens_at": datetime(2022, 11, 1, 9, tzinfo=UTC), "closes_at": datetime(2022, 12, 31, 17, tzinfo=UTC)}
        session.execute(update(Consultation).values(state=State.ANALYSING, **dates))

    page = officer.page
    officer.signs_in(asked.officer)
    officer.goes_to(f"/staff/activities/{asked.activity_id}/responses")
    officer.follows(re.compile(reference))
    officer.presses("Read, back to the list")
    officer.goes_to("/staff/consultations/lfr/coverage")
    officer.follows(re.compile(reference))
    page.get_by_label(POINT.strip()).check()
    page.get_by_label("A point that the decision must answer").check()
    officer.presses("Mark what is selected")
    page.get_by_label(THANKS).check()
    page.get_by_label("Not substantive: Thanks or greeting").check()
    officer.presses("Mark what is selected")
    officer.reads("Nothing is open in this response.")
    officer.goes_to("/staff/consultations/lfr/outline")
    page.get_by_label(re.compile(POINT.strip())).check()
    page.get_by_label("Put in issue").select_option("A new issue")
    page.get_by_label("Title of the new issue").fill(ISSUE)
    officer.presses("Put them there")
    officer.goes_to("/staff/consultations/lfr/outline")
    officer.follows(ISSUE)
    officer.presses("Answer this issue")
    page.get_by_label("Something was changed because of it").check()
    page.get_by_label("What exactly, and why?").fill(REASON)
    page.get_by_label("Which paragraph changed?").fill("Paragraph 4.2 of the draft letter")
    page.get_by_label("Who answers for this?").fill("Cabinet")
    officer.presses("Save the answer")
    officer.goes_to("/staff/consultations/lfr/decision/edit")
    page.get_by_label("The decision in short").fill(DECIDED)
    page.get_by_label("What was decided").fill("The council asks the police to stop.")
    page.get_by_label("Who decided").fill("Cabinet")
    page.get_by_label("We did", exact=True).fill("We asked the police to stop.")
    for part, number in (("Day", "16"), ("Month", "1"), ("Year", "2023")):
        page.get_by_role("group", name="When it was decided").get_by_label(part, exact=True).fill(number)
    officer.presses("Save the draft")
    officer.goes_to("/staff/consultations/lfr/decision/publish")
    officer.presses("Yes, publish it")
    run_waiting_jobs(live_database, registry)

    # Mail goes to the console where no server for it is set.
    told = capsys.readouterr().out
    assert f"mail to {ADDRESS}: Decided: " in told
    assert DECIDED in told
    resident.goes_to(next(path for path in re.findall(r"https?://[^/\s]+(/\S*)", told) if path == "/responses/find"))
    resident.page.get_by_label("Reference").fill(reference)
    resident.presses("Show")
    for text in (re.compile("An officer read it on"), re.compile(ISSUE), REASON, re.compile("Paragraph 4.2"), DECIDED):
        resident.reads(text)
    resident.reads("Your point 1 is in this issue.")
    assert POINT.strip() not in resident.page.content()
