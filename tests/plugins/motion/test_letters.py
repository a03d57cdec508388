"""Whoever's turn it is gets a mail that says what and where, and nothing of what others wrote."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from plugins.motion.services.consents import draft_as_it_stands
from plugins.motion.services.submission import delete_motion
from tests.plugins.motion import story
from tests.support.mail import written_mail

DUE = date(2026, 12, 10)


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft with its people."""
    clock_at(story.STARTS)
    return story.begin(session)


def mails(told: story.Story, part: str) -> list[str]:
    """What somebody was written about."""
    return [letter.subject for letter in written_mail(told.session, told.people[part].email)]


def test_each_step_tells_whose_turn_it_is(session: Session, told: story.Story) -> None:
    assert mails(told, "seconder") == ["You are asked to second a motion"]
    told.submit()
    number = told.motion.number
    assert mails(told, "officer") == [f"Motion {number} waits for a check"]
    told.check(is_lawful=False, reason="Names a private person.")
    assert mails(told, "proposer") == [f"Motion {number} was returned to you"]
    for letter in written_mail(session):
        assert "facial" not in letter.body
        assert "private person" not in letter.body


def test_everybody_in_a_draft_is_told_of_its_deletion(session: Session, told: story.Story) -> None:
    motion = told.motion
    delete_motion(session, told.proposer, motion, seen=draft_as_it_stands(session, motion).seen)
    for part in ("seconder", "drafter"):
        (letter,) = (mail for mail in written_mail(session, told.people[part].email) if "deleted" in mail.subject)
        assert letter.subject == "A draft motion was deleted"
        assert "Cllr Ada Proposer deleted the draft of a motion for the meeting of 30 November 2026" in letter.body
        assert "facial" not in letter.body
    assert mails(told, "proposer") == mails(told, "other") == []


def test_nobody_who_lost_the_role_is_written_to(session: Session, told: story.Story) -> None:
    told.submit()
    told.people["proposer"].grants = []
    session.flush()
    told.check(is_lawful=False, reason="Names a private person.")
    assert mails(told, "proposer") == []
