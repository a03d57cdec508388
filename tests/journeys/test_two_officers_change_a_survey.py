"""A question of a live survey goes only when a second officer agrees, who needs no scripts for it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from consult.accounts.models import Person
from consult.consultations.models import State
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import Database
from plugins.survey import services
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft, find_published
from tests.factories import actor_for, make_activity, make_consultation, make_person
from tests.journeys.conftest import PASSWORD, Visitor
from tests.plugins.survey.conftest import ALL_KINDS

REASON = "People named their neighbours in it."


@dataclass
class Cast:
    """Two officers, an auditor, and the survey."""

    first: Person
    second: Person
    auditor: Person
    activity_id: int


@pytest.fixture
def cast(live_database: Database) -> Cast:
    """A survey that people answer."""
    with live_database.unit_of_work() as session:
        first, second = (make_person(session, Role.OFFICER, password=PASSWORD) for _ in range(2))
        auditor = make_person(session, Role.AUDITOR, password=PASSWORD)
        begun = clock.now() - timedelta(days=7)
        consultation = make_consultation(session, state=State.DRAFT, slug="safety", opens_at=begun)
        activity = make_activity(session, consultation, "survey")
        officer = actor_for(session, first)
        services.change_draft(session, officer, activity, lambda _draft: read_definition(ALL_KINDS))
        services.publish(session, officer, activity, seen=find_draft(session, activity.id).as_seen)
        consultation.state = State.OPEN
        return Cast(first, second, auditor, activity.id)


def published(database: Database, activity_id: int) -> int:
    """Return the number of the version that is asked."""
    with database.reading() as session:
        found = find_published(session, activity_id)
        assert found is not None
        return found.number


def test_a_question_goes_when_two_officers_agree(
    cast: Cast, live_database: Database, visitor: Callable[..., Visitor]
) -> None:
    base = f"/survey/{cast.activity_id}"
    first = visitor()
    first.signs_in(cast.first)
    first.goes_to(f"{base}/build/questions/line/remove")
    first.page.get_by_role("main").locator("form button").last.click()
    first.page.wait_for_load_state()
    first.goes_to(f"{base}/publish")
    first.reads(re.compile("Another officer must confirm it"))
    first.page.get_by_label("What changed, and why").fill(REASON)
    first.presses("Propose it to another officer")
    first.reads("Version 2 waits for a second officer.")
    assert published(live_database, cast.activity_id) == 1

    second = visitor(java_script_enabled=False)
    second.signs_in(cast.second)
    second.goes_to(f"{base}/build")
    second.follows("Confirm it or send it back")
    second.presses("Save")
    second.reads("Select whether you confirm this change")
    second.page.get_by_label("No, send it back").check()
    second.page.get_by_label("Why do you send it back?").fill("Say first what we ask instead.")
    second.presses("Save")
    first.goes_to(f"{base}/build")
    first.reads("Say first what we ask instead.")

    first.goes_to(f"{base}/publish")
    first.page.get_by_label("What changed, and why").fill(f"{REASON} We ask for the street instead.")
    first.presses("Propose it to another officer")
    auditor = visitor()
    auditor.signs_in(cast.auditor)
    auditor.goes_to("/staff/consultations/safety")
    auditor.goes_to(f"{base}/build")
    auditor.reads("Version 2 waits for a second officer.")
    second.goes_to(f"{base}/confirm")
    second.page.get_by_label("Yes, publish it").check()
    second.presses("Save")
    assert published(live_database, cast.activity_id) == 2

    resident = visitor()
    resident.goes_to(f"{base}/changes")
    resident.reads(re.compile("Two officers agreed to this"))
    resident.reads(re.compile("We ask for the street instead"))
