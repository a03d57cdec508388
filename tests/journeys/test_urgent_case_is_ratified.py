"""An urgent authority is recorded without scripts, ratified by another officer, and its conditions are answered."""

import re
from collections.abc import Callable

import pytest

from consult.accounts.models import Person
from consult.kernel import clock
from consult.kernel.db import Database
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case
from tests.factories import make_person
from tests.journeys.conftest import PASSWORD, Visitor
from tests.plugins.authorisation.conftest import make_condition, make_list, make_officers
from tests.plugins.impact.assessments.conftest import make_desk as make_assessors


@pytest.fixture
def people(live_database: Database) -> tuple[Case, Person, Person, Person]:
    """A case before its decision with a condition and a view, an inspector, a superintendent and a council officer."""
    with live_database.unit_of_work() as session:
        desk = make_officers(session)
        desk.assessment_id = make_assessors(session).signed().id
        case = desk.brought_to(State.ENGAGEMENT)
        make_condition(session, make_list(session, case=case))
        secret = make_person(session, password=PASSWORD).password_hash
        found = (desk.inspector_person, desk.superintendent_person, desk.evidence.officer_person)
        for person in found:
            person.password_hash = secret
        session.flush()
        session.expunge(case)
        return (case, *found)


def records(officer: Visitor, case: Case, state: State, **words: str) -> None:
    """Record a step with its words, and the end of the authority as it was asked for."""
    officer.goes_to(f"/staff/authorisation/cases/{case.id}/steps/{state}")
    for label, text in words.items():
        officer.page.get_by_label(label.replace("_", " ")).fill(text)
    assert case.ends_at is not None
    ends = officer.page.get_by_role("group", name="The authority ends")
    for name, shape in (("Day", "%d"), ("Month", "%m"), ("Year", "%Y"), ("Time", "%H:%M")):
        ends.get_by_label(name).fill(clock.london(case.ends_at).strftime(shape))
    officer.presses("Record this step")


def test_an_urgent_authority_is_ratified_and_its_conditions_are_answered(
    people: tuple[Case, Person, Person, Person], visitor: Callable[..., Visitor]
) -> None:
    case, inspector_person, superintendent_person, officer_person = people
    inspector = visitor(java_script_enabled=False)
    inspector.signs_in(inspector_person)
    records(inspector, case, State.URGENT, Reason="A threat that was named this morning.")
    inspector.reads("Urgent authority recorded, to be ratified")
    inspector.reads(re.compile(f"Ratify the urgent authority in case {case.number} in writing:"))

    superintendent = visitor()
    superintendent.signs_in(superintendent_person)
    superintendent.goes_to("/waiting")
    superintendent.follows(re.compile(f"^Ratify the urgent authority in case {case.number}, "))
    superintendent.reads("1 view on what this case stands on.")
    words = {
        "Reason": "The case is made.",
        "Why_it_is_necessary": "Nothing else.",
        "Why_it_is_proportionate": "Six hours.",
    }
    records(superintendent, case, State.AUTHORISED, **words)
    superintendent.follows(re.compile("^Consider"))
    superintendent.page.get_by_label("What did you weigh?").fill("Traders lose trade.")
    superintendent.page.get_by_label("It changed the plan").check()
    superintendent.page.get_by_label("Answer and reason").fill("The hours are shorter.")
    superintendent.presses("Save")
    records(superintendent, case, State.AUTHORISED, **words)
    superintendent.reads("Authority recorded")

    officer = visitor()
    officer.signs_in(officer_person)
    officer.goes_to(f"/staff/authorisation/cases/{case.id}")
    officer.page.get_by_text(re.compile("^Say whether S-2023-001.1 is met")).click()
    officer.page.get_by_label("Partly met").check()
    officer.page.get_by_label("Reason").fill("A test is announced.")
    day = officer.page.get_by_role("group", name="On which day was it so?")
    for name, text in (("Day", "5"), ("Month", "4"), ("Year", "2023")):
        day.get_by_label(name).fill(text)
    officer.render_options()
    officer.presses("Save")
    officer.reads("A test is announced.")
    officer.goes_to("/staff/authorisation/conditions/new")
    ward = officer.page.get_by_label("Ward", exact=True)
    assert not ward.is_visible()
    officer.page.get_by_label("Every use in one ward").check()
    assert ward.is_visible()
    officer.render_options()
    officer.goes_to(f"/authorisation/cases/{case.number}")
    for told in ("A test is announced.", "Authority recorded", "Traders lose trade."):
        officer.reads(told)
    officer.goes_to("/authorisation/rules")
    officer.reads("Use cases since September 2024")
