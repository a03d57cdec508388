"""Signing off a letter."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consult.kernel.errors import Invalid
from plugins.motion.correspondence import Letter
from plugins.motion.lifecycle import ActionState
from plugins.motion.services.letters import sign_letter
from tests.plugins.motion import story
from tests.plugins.motion.services.test_resolutions import letter as add_letter

WORDS = {"recipient": "The Home Secretary", "body": "Please answer.", "signatory": "Chief executive"}


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A carried motion."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.carry()
    clock_at(story.AFTER_MEETING)
    return made


def test_a_letter_is_signed_once_and_makes_its_action_a_draft(session: Session, told: story.Story) -> None:
    action = add_letter(told)
    first = sign_letter(session, told.officer, action, **WORDS)
    assert sign_letter(session, told.officer, action, **WORDS) is first
    assert action.status is ActionState.DRAFTED
    assert sign_letter(session, told.officer, action, **{**WORDS, "body": "Please answer soon."}).number == 2


def test_a_letter_that_lacks_something_is_not_signed(session: Session, told: story.Story) -> None:
    with pytest.raises(Invalid) as refused:
        sign_letter(session, told.officer, add_letter(told), recipient=" ", body="", signatory="x")
    assert set(refused.value.fields) == {"recipient", "body"}


def test_the_words_of_a_letter_stay(session: Session, told: story.Story) -> None:
    sign_letter(session, told.officer, add_letter(told), **WORDS)
    with pytest.raises(DBAPIError, match="part of the permanent record"), session.begin_nested():
        session.execute(update(Letter).values(body="another"))
