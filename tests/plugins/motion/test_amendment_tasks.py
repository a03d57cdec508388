"""Amendments and letters wait for whoever has to act."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.authz import Actor
from plugins.motion.correspondence import Way
from plugins.motion.services.alterations import consent_to_amendment
from plugins.motion.services.amendments import rule_on_amendment, second_amendment
from plugins.motion.services.letters import send_letter, sign_letter
from plugins.motion.tasks import waiting_for
from tests.plugins.motion import debate, story
from tests.plugins.motion.services.test_resolutions import letter


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion on the agenda."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    return made


def waits(told: story.Story) -> dict[str, list[str]]:
    """What waits for each about amendments and letters."""
    found = {}
    for part in ("proposer", "seconder", "drafter", "other", "officer"):
        actor: Actor = getattr(told, part)
        texts = [item.text for item in waiting_for(told.session, actor)]
        about = [text for text in texts if "amendment" in text or "etter" in text]
        if about:
            found[part] = about
    return found


def test_an_amendment_waits_for_its_seconder_then_for_a_ruling_then_for_the_movers(
    told: story.Story, session: Session, clock_at: Callable[..., Any]
) -> None:
    amendment = debate.propose(told, "Other words.")
    number = amendment.number
    assert waits(told) == {"drafter": [f"Agree to second amendment {number}, or not"]}
    second_amendment(session, told.drafter, amendment)
    assert waits(told) == {"officer": [f"Rule on amendment {number}"]}
    rule_on_amendment(
        session, told.officer, amendment, is_in_order=True, reason="Relevant.", place=None, version=amendment.version
    )
    asked = [f"Agree to take in amendment {number}, or leave it to the vote"]
    assert waits(told) == {"proposer": asked, "seconder": asked}
    consent_to_amendment(session, told.seconder, amendment)
    assert waits(told) == {"proposer": asked}
    clock_at(story.AFTER_MEETING)
    assert waits(told)["officer"] == [f"Record what the council decided on amendment {number}"]
    debate.vote(told, amendment)
    assert waits(told) == {}


def test_a_signed_letter_waits_to_be_sent_and_not_the_one_it_replaced(
    told: story.Story, session: Session, clock_at: Callable[..., Any]
) -> None:
    told.decide()
    clock_at(story.AFTER_MEETING)
    action = letter(told)
    words = {"recipient": "The Mayor", "signatory": "Clerk"}
    sign_letter(session, told.officer, action, **words, body="Wrong.")
    right = sign_letter(session, told.officer, action, **words, body="Right.")
    assert waits(told) == {"officer": ["Send letter 2 of action 1 of resolution R2026-001"]}
    send_letter(session, told.officer, right, way=Way.POST, sent_on=date(2026, 12, 1))
    assert waits(told) == {}
