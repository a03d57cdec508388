"""The officers' pages of amendments."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from plugins.motion.amendment_course import AmendmentState
from plugins.motion.services.amendments import second_amendment
from tests.plugins.motion import debate, story
from tests.support.web import FormClient


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion on the agenda."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    return made


@pytest.fixture
def desk(client: FormClient, told: story.Story, sign_in: Callable[[FormClient, Any], None]) -> FormClient:
    """A browser in which the officer is signed in."""
    sign_in(client, told.people["officer"])
    return client


def test_an_officer_rules_with_a_reason(told: story.Story, desk: FormClient) -> None:
    amendment = debate.propose(told, "Mend the lamps.")
    second_amendment(told.session, told.drafter, amendment)
    page = f"/staff/motions/amendments/{amendment.number}/ruling"
    given = {"is_in_order": "no", "reason": "", "version": str(amendment.version)}
    assert desk.post_form(page, given).status_code == 422
    assert desk.post_form(page, {**given, "reason": "It says the opposite."}).status_code == 303
    assert "It says the opposite." in desk.get(f"/motions/amendments/{amendment.number}").text
    assert amendment.status is AmendmentState.OUT_OF_ORDER


def test_collisions_are_listed_and_settled_and_the_vote_follows(
    told: story.Story, desk: FormClient, clock_at: Callable[..., Any], sign_in: Callable[[FormClient, Any], None]
) -> None:
    first, second = debate.in_order(told, "Clause of lamps."), debate.in_order(told, "Clause of trees.")
    assert "change the same words" in desk.get(f"/motions/{told.motion.number}").text
    clock_at(story.AFTER_MEETING)
    sign_in(desk, told.people["officer"])
    outcome = {"threshold": "simple", "outcome": "carried"}
    staff = "/staff/motions/amendments"
    assert desk.post_form(f"{staff}/{first.number}/outcome", outcome).status_code == 303
    page = f"{staff}/{second.number}/collisions"
    shown = desk.get(page).text
    for words in ("Clause of resolves.", "Clause of lamps.", "Clause of trees."):
        assert words in shown
    assert desk.post_form(f"{staff}/{second.number}/outcome", outcome).status_code == 422
    key = told.clauses()[2].key
    given = {"key": key, "version": "2", "text": "Clause of lamps and trees."}
    assert desk.post_form(page, given).status_code == 303
    assert desk.get(page).status_code == 303
    roll = told.term_ids()
    votes = {f"vote_{term}": "for" for term in roll}
    totals = {
        "for_count": str(len(roll)),
        "against_count": "0",
        "abstain_count": "0",
        "threshold": "simple",
        "casting_vote": "none",
    }
    assert "Record the vote" in desk.get(f"{staff}/{second.number}/vote").text
    assert desk.post_form(f"{staff}/{second.number}/vote", {**votes, **totals}).status_code == 303
    assert "Clause of lamps and trees." in desk.get(f"/motions/{told.motion.number}").text


def test_an_amendment_that_nobody_moves_is_dropped_with_a_reason(told: story.Story, desk: FormClient) -> None:
    amendment = debate.propose(told, "Mend the lamps.")
    page = f"/staff/motions/amendments/{amendment.number}"
    assert desk.post_form(f"{page}/take-in").status_code == 422
    assert desk.post_form(f"{page}/drop", {"reason": ""}).status_code == 422
    assert desk.post_form(f"{page}/drop", {"reason": "Nobody moved it."}).status_code == 303
    assert amendment.status is AmendmentState.FALLEN
