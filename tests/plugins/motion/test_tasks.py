"""Each step of a motion waits for the person whose turn it is, and for nobody else."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.deadlines.tasks import due
from consult.kernel import clock
from plugins.motion.actions import ActionKind
from plugins.motion.services.parts import join_draft, step_back
from plugins.motion.services.resolutions import add_action
from plugins.motion.services.submission import ask_withdrawal
from plugins.motion.tasks import waiting_for
from tests.plugins.motion import story


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft with its people."""
    clock_at(story.STARTS)
    return story.begin(session, title="Lamps")


def waits(told: story.Story) -> dict[str, list[str]]:
    """Return what waits for each, by the first words."""
    found = {}
    for part in ("proposer", "seconder", "drafter", "other", "officer"):
        items = waiting_for(told.session, getattr(told, part))
        assert all("Lamps" in item.text or "resolution" in item.text for item in items)
        if items:
            found[part] = [" ".join(item.text.split()[:2]) for item in items]
    return found


def test_a_draft_waits_for_whoever_was_asked(session: Session, told: story.Story) -> None:
    assert waits(told) == {"seconder": ["Agree to"], "drafter": ["Take part"]}
    join_draft(session, told.drafter, told.motion)
    told.agree()
    assert waits(told) == {"proposer": ["Submit the"]}
    step_back(session, told.seconder, told.motion, reason="")
    assert waits(told) == {"proposer": ["Name a"]}


def test_a_submitted_motion_waits_for_an_officer_step_by_step(
    session: Session, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    told.submit()
    assert waits(told) == {"officer": ["Check the"]}
    told.check()
    assert waits(told) == {"officer": ["Put the"]}
    told.place()
    assert waits(told) == {}
    clock_at(story.AFTER_MEETING)
    assert waits(told) == {"officer": ["Record the"]}


def test_a_returned_motion_waits_for_its_proposer(told: story.Story) -> None:
    told.submit()
    told.check(is_lawful=False, reason="Names a private person.")
    assert waits(told) == {"proposer": ["Change the"]}


def test_a_withdrawal_waits_for_the_seconder_or_for_an_officer(session: Session, told: story.Story) -> None:
    told.to_agenda()
    ask_withdrawal(session, told.proposer, told.motion, reason="Done otherwise.")
    assert waits(told) == {"seconder": ["Agree that"]}
    told.people["seconder"].grants = []
    session.flush()
    assert waits(told)["officer"] == ["Withdraw, or"]


def test_no_withdrawal_waits_once_the_council_has_met(
    session: Session, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    told.to_agenda()
    ask_withdrawal(session, told.proposer, told.motion, reason="Done otherwise.")
    clock_at(story.AFTER_MEETING)
    assert waits(told) == {"officer": ["Record the"]}


def due_for(told: story.Story) -> list[str]:
    """What is due, for the officer."""
    return [item.text for item in due(told.session, told.officer)]


def test_after_the_vote_the_resolution_and_overdue_actions_wait(
    session: Session, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    told.carry()
    clock_at(story.AFTER_MEETING)
    assert waits(told) == {"officer": ["List what"]}
    today = clock.today_in_london()
    said: dict[str, Any] = {
        "text": "Write",
        "owner": "Clerk",
        "addressee": "",
        "due_on": today,
        "kind": ActionKind.BINDING,
    }
    add_action(session, told.officer, told.motion, number=1, **said)
    assert due_for(told) == ["Action 1 of resolution R2026-001, due on 1 December 2026"]
    with clock.set_clock(clock.now() + timedelta(days=2)):
        assert due_for(told) == ["Overdue: Action 1 of resolution R2026-001"]


def test_more_motions_are_no_more_questions_to_the_database(
    session: Session, told: story.Story, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    def asked() -> int:
        session.expire_all()
        with count_queries() as statements:
            waiting_for(session, told.officer)
        return len(statements)

    told.submit()
    few = asked()
    for title in ("Benches", "Trees"):
        story.begin(session, title=title).submit()
    assert len(waiting_for(session, told.officer)) == 3
    assert asked() == few
