"""What motions add to the home page, to a councillor's account and to a decision."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import State
from consult.decisions import services
from consult.kernel.authz import Role
from plugins.motion.services.council import attach_motion
from tests.consult.decisions.conftest import TEXTS
from tests.factories import XSS, actor_for, make_activity, make_consultation, make_person
from tests.plugins.motion import story
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
HEADING = "Motions that the council decides next"


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    clock_at(story.STARTS)
    return story.begin(session, title=f"Title {XSS}"[:200])


def test_the_home_page_names_what_the_council_decides_next_until_it_has_met(
    told: story.Story, client: FormClient, clock_at: Callable[..., Any]
) -> None:
    told.submit_in_public()
    assert HEADING not in client.get("/").text
    told.check()
    told.place()
    shown = client.get("/").text
    assert HEADING in shown
    assert f'href="/motions/{told.motion.number}">Motion {told.motion.number}, Title &lt;script&gt;' in shown
    assert HEADING not in client.get("/?q=something").text
    clock_at(story.AFTER_MEETING)
    assert HEADING not in client.get("/").text


def test_the_account_of_a_councillor_names_the_motions_they_have_a_part_in(
    told: story.Story, client: FormClient, sign_in: SignIn
) -> None:
    for part, is_shown in (("proposer", True), ("other", False), ("officer", False)):
        sign_in(client, told.people[part])
        shown = client.get("/account").text
        assert (f'href="/motions/drafts/{told.motion.id}"' in shown) is is_shown
        assert ("Your motions" in shown) is is_shown
        assert "<script>alert" not in shown


def test_the_page_of_a_decision_names_the_motions_of_its_consultation_that_are_public(
    told: story.Story, client: FormClient
) -> None:
    session = told.session
    consultation = make_consultation(session, state=State.ANALYSING)
    officer = actor_for(session, make_person(session, Role.OFFICER))
    told.submit()
    attach_motion(session, officer, told.motion, make_activity(session, consultation, "motion"))
    services.save_decision(session, officer, consultation, TEXTS, "Cabinet", date(2026, 11, 1), 0)
    services.publish_decision(session, officer, consultation)
    page = f"/consultations/{consultation.slug}/outcome"
    assert "Motions in this consultation" not in client.get(page).text
    told.check()
    told.place()
    assert f"Motion {told.motion.number}, Title &lt;script&gt;" in client.get(page).text
