"""Whoever's turn it is gets a mail that says what and where, and nothing of what others wrote."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.jobs.models import Job
from consult.kernel import clock
from plugins.motion.letters import REMIND, remind
from plugins.motion.lifecycle import ActionState
from plugins.motion.records import Action, ActionKind
from plugins.motion.services.consents import draft_as_it_stands
from plugins.motion.services.resolving import add_action, make_resolution, move_action
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


def test_an_overdue_action_is_told_once_and_then_weekly_until_it_is_settled(
    session: Session, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    told.carry()
    clock_at(story.AFTER_MEETING)
    make_resolution(session, told.officer, told.motion, text="Write.")
    said: dict[str, Any] = {
        "text": "Write",
        "owner": "Clerk",
        "addressee": "",
        "due_on": DUE,
        "kind": ActionKind.BINDING,
    }
    action = add_action(session, told.officer, told.motion, number=1, **said)
    before = mails(told, "officer")

    def due() -> list[date]:
        query = select(Job).where(Job.name == REMIND).order_by(Job.due_at)
        return [clock.london(job.due_at).date() for job in session.scalars(query)]

    assert due() == [date(2026, 12, 11)]
    remind(session, None, action_id=action.id)
    assert mails(told, "officer") == before
    clock_at("2026-12-11 08:00")
    remind(session, None, action_id=action.id)
    assert mails(told, "officer") == [*before, "Action 1 of resolution R2026-001 is overdue"]
    assert due() == [date(2026, 12, 11), date(2026, 12, 18)]
    _settle(told, action)
    clock_at("2026-12-18 08:00")
    remind(session, None, action_id=action.id)
    assert len(mails(told, "officer")) == len(before) + 1
    assert remind(session, None, action_id=action.id + 1) is None


def _settle(told: story.Story, action: Action) -> None:
    today = clock.today_in_london() - timedelta(days=1)
    move_action(told.session, told.officer, action, to=ActionState.CLOSED, happened_on=today, note="Done.", version=1)
