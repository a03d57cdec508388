"""The pages on which a part in a motion is taken up, given up or handed over."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from plugins.motion.lifecycle import State
from tests.plugins.motion import story
from tests.support.web import FormClient


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft with its people."""
    clock_at(story.STARTS)
    return story.begin(session)


@pytest.fixture
def browser_of(
    application: Flask, session: Session, told: story.Story, sign_in: Callable[[FormClient, Any], None]
) -> Callable[[str], FormClient]:
    """`browser_of("seconder")` is a browser in which that person is signed in."""

    def signed_in(part: str) -> FormClient:
        made = application.test_client()
        assert isinstance(made, FormClient)
        made.shared = session
        sign_in(made, told.people[part])
        return made

    return signed_in


def test_a_co_drafter_takes_part_and_then_takes_over(
    session: Session, told: story.Story, browser_of: Callable[[str], FormClient]
) -> None:
    base, cy = f"/motions/drafts/{told.motion.id}", browser_of("drafter")
    assert "invites you to write" in cy.get(base).text
    assert cy.post_form(f"{base}/join").status_code == 303
    assert "Stop writing it" in cy.get(base).text
    assert cy.post_form(f"{base}/take-over").status_code == 409
    told.people["proposer"].grants = []
    session.flush()
    assert "Take over the draft" in cy.get(base).text
    assert cy.post_form(f"{base}/take-over").status_code == 303
    assert told.motion.proposer_name == "Cllr Cy Drafter"


def test_a_seconder_steps_back_and_the_officer_hands_over(
    told: story.Story, browser_of: Callable[[str], FormClient], client: FormClient
) -> None:
    told.submit_in_public()
    ben, eve = browser_of("seconder"), browser_of("officer")
    base = f"/motions/drafts/{told.motion.id}"
    assert "Step back as seconder" in ben.get(base).text
    assert ben.post_form(f"{base}/step-back", {"reason": "I was elected chair."}).status_code == 303
    public = client.get(f"/motions/{told.motion.number}").text
    assert "Cllr Ben Seconder is not the seconder any more. I was elected chair." in public
    assert "Nobody at present" in public
    page = f"/staff/motions/{told.motion.id}/parts"
    assert "stepped back" in eve.get(page).text
    sent = {"part": "seconder", "person_id": str(told.people["other"].id), "ward": "", "reason": "She agreed."}
    assert eve.post_form(page, {**sent, "reason": ""}).status_code == 422
    assert eve.post_form(page, sent).status_code == 303
    assert "Cllr Di Other became the seconder. She agreed." in client.get(f"/motions/{told.motion.number}").text


def test_an_officer_withdraws_in_the_place_of_whoever_is_gone(
    session: Session, told: story.Story, browser_of: Callable[[str], FormClient], client: FormClient
) -> None:
    told.submit_in_public()
    eve, page = browser_of("officer"), f"/staff/motions/{told.motion.id}/withdraw"
    assert eve.post_form(page, {"reason": "She moved away."}).status_code == 409
    told.people["proposer"].is_active = False
    session.flush()
    assert eve.post_form(page, {"reason": ""}).status_code == 422
    assert eve.post_form(page, {"reason": "She moved away."}).status_code == 303
    assert told.motion.status is State.WITHDRAWN
    public = client.get(f"/motions/{told.motion.number}").text
    assert "An officer withdrew this motion, because its proposer could not" in public
