"""A community group files a piece of evidence, an officer answers it, and the group reads the answer."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from consult.accounts.models import Person
from consult.consultations.models import Activity, State
from consult.kernel.authz import Role
from consult.kernel.db import Database
from tests.factories import make_activity, make_consultation, make_organisation, make_person
from tests.journeys.conftest import PASSWORD, Visitor
from tests.support.mail import written_mail

STATEMENT = "Fewer people came to the market on the day of the cameras."
ANSWER = "We asked the police to tell traders a week before."


@dataclass
class Cast:
    """Who takes part."""

    member: Person
    officer: Person
    activity_id: int


@pytest.fixture
def cast(live_database: Database) -> Cast:
    """A verified group with a member, an officer, and an open consultation that asks for evidence."""
    with live_database.unit_of_work() as session:
        member = make_person(session, password=PASSWORD, email="chair@traders.example")
        make_organisation(session, members=[member], name="Stratford Traders")
        officer = make_person(session, Role.OFFICER, password=PASSWORD)
        consultation = make_consultation(session, state=State.OPEN, slug="lfr")
        return Cast(member, officer, make_activity(session, consultation, "impact").id)


def fill_in(group: Visitor) -> None:
    """Fill in the eleven pages, as a group does."""
    page = group.page
    page.get_by_label("How many people does your group speak for").fill("40")
    page.get_by_label("On what basis do you speak for them?").fill("They are members.")
    page.get_by_label("What is the role in your group").fill("Secretary")
    group.presses("Save and continue")
    page.get_by_label("Where did it happen").fill("Stratford Broadway")
    group.presses("Save and continue")
    page.get_by_label("Lived experience").check()
    page.get_by_label("First-hand").check()
    group.presses("Save and continue")
    group.presses("Save and continue")
    expect(page.get_by_role("alert")).to_contain_text("Say what happened")
    page.get_by_label("What happened, or what do you expect").fill(STATEMENT)
    group.presses("Save and continue")
    page.get_by_label("Which people or communities").fill("Traders")
    page.get_by_label("None of these").check()
    group.presses("Save and continue")
    page.get_by_label("Work, trade or money").check()
    page.get_by_label("Harm", exact=True).check()
    group.presses("Save and continue")
    for answer in ("Medium", "Sometimes", "A few people"):
        page.get_by_label(answer).first.check()
    group.presses("Save and continue")
    page.get_by_label("What is the source?").fill("Twelve traders")
    page.get_by_label("How was it gathered?").fill("We asked at our meeting.")
    group.presses("Save and continue")
    group.presses("Save and continue")
    for choices in page.get_by_role("radiogroup").or_(page.locator("fieldset")).all():
        choices.get_by_label("No", exact=True).check()
    group.presses("Save and continue")
    page.get_by_role("radio").first.check()
    page.get_by_role("checkbox").check()
    group.presses("Save and continue")


def test_group_files_evidence_and_reads_what_was_done_with_it(
    cast: Cast, live_database: Database, visitor: Callable[..., Visitor]
) -> None:
    group = visitor()
    group.signs_in(cast.member)
    group.goes_to("/consultations/lfr")
    group.presses("File evidence for your group")
    group.presses("File evidence")
    group.page.get_by_label("Stratford Traders").check()
    group.presses("Begin")
    fill_in(group)
    group.reads(STATEMENT)
    group.presses("Send the evidence")
    found = re.search(r"[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}", group.heading())
    assert found is not None
    reference, address = found[0], group.path

    officer = visitor()
    officer.signs_in(cast.officer)
    officer.goes_to(f"/staff/impact/{cast.activity_id}")
    officer.follows(re.compile(reference))
    officer.presses("I have read this evidence")
    officer.presses("Accept this evidence")
    officer.page.get_by_label("Publish it as the group asked").check()
    officer.presses("Accept")
    officer.presses("Weigh this evidence")
    officer.page.get_by_role("radio").first.check()
    officer.page.get_by_label("Why?").fill("Twelve of thirty traders.")
    officer.presses("Save")
    officer.reads("You can answer this evidence after the closing date.")
    with live_database.unit_of_work() as session:
        session.get_one(Activity, cast.activity_id).consultation.state = State.CLOSED
    officer.goes_to(f"/staff/impact/{cast.activity_id}")
    officer.follows(re.compile(reference))
    officer.page.get_by_role("button", name=re.compile("nswer")).first.click()
    officer.page.wait_for_load_state()
    officer.render_options()
    officer.page.get_by_label("What did the council do").fill(ANSWER)
    officer.page.get_by_role("main").locator("form button").click()
    officer.page.wait_for_load_state()
    officer.reads(ANSWER)

    group.goes_to("/impact/evidence")
    group.follows(re.compile(reference))
    assert group.path == address
    group.reads(ANSWER)
    with live_database.reading() as session:
        letters = written_mail(session, "chair@traders.example")
    assert f"An answer to your evidence {reference}" in {letter.subject for letter in letters}
    assert not [letter for letter in letters if ANSWER in letter.body]

    anybody = visitor()
    anybody.goes_to(f"/impact/{cast.activity_id}")
    anybody.reads(STATEMENT)
    anybody.reads(ANSWER)
    anybody.goes_to(f"/impact/published/{reference}")
    anybody.reads("Twelve of thirty traders.")
