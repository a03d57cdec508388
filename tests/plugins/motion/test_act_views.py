"""The officers' pages of what a meeting did without a vote, and what everybody reads of it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from plugins.motion.lifecycle import State
from tests.factories import XSS
from tests.plugins.motion import story
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Any], None]


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion that was submitted."""
    clock_at("2026-11-26 09:00")
    made = story.begin(session)
    made.submit_in_public()
    return made


@pytest.fixture
def desk(client: FormClient, told: story.Story, sign_in: SignIn) -> FormClient:
    """A browser in which the officer is signed in."""
    sign_in(client, told.people["officer"])
    return client


def test_urgency_referral_and_return_stand_on_the_public_page(
    told: story.Story, desk: FormClient, sign_in: SignIn, clock_at: Callable[..., Any]
) -> None:
    page, base = f"/motions/{told.motion.number}", f"/staff/motions/{told.motion.id}"
    assert f"{base}/urgent" in desk.get(page).text
    chair = told.term_ids()[0]
    urgent = {"meeting_on": "2026-11-30", "chair_id": str(chair), "reason": f"A flood {XSS}"}
    assert desk.post_form(f"{base}/urgent", {**urgent, "reason": ""}).status_code == 422
    assert [desk.post_form(f"{base}/urgent", urgent).status_code for _ in range(2)] == [303, 303]
    assert desk.post_form(f"{base}/urgent", {**urgent, "reason": "Fire"}).status_code == 409
    assert "takes this motion as urgent" in desk.get(f"{base}/check").text
    told.check()
    told.place()
    assert desk.post_form(f"{base}/act", {"act": "deferred", "reason": "x"}).status_code == 422
    clock_at(story.AFTER_MEETING)
    sign_in(desk, told.people["officer"])
    assert f"{base}/act" in desk.get(page).text
    sent = {"act": "referred", "body": "The cabinet", "reason": "It concerns the budget."}
    assert [desk.post_form(f"{base}/act", sent).status_code for _ in range(2)] == [303, 303]
    assert desk.post_form(f"{base}/act", {**sent, "act": "not_put"}).status_code == 409
    read = desk.get(page).text
    for words in ("A flood", "Cllr Ada Proposer, in the chair", "It was referred to another body", "(The cabinet)"):
        assert words in read
    assert XSS not in read
    assert f"{base}/agenda" in read
    assert told.motion.status is State.REFERRED
