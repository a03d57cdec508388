"""What stays for good."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from plugins.motion.lifecycle import ActionState
from plugins.motion.records import (
    PERMANENT,
    Action,
    Check,
    Choice,
    Division,
    FrozenText,
    Permanent,
    Resolution,
    Vote,
)
from plugins.motion.services.resolving import make_resolution
from tests.plugins.motion import story


@pytest.fixture
def carried(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A carried motion with its resolution."""
    clock_at(story.STARTS)
    told = story.begin(session)
    told.carry()
    make_resolution(session, told.officer, told.motion, text="Resolved.")
    return told


@pytest.mark.parametrize(
    ("model", "column", "value"),
    [
        (FrozenText, "canonical", "another text"),
        (FrozenText, "hash", "0" * 64),
        (Check, "reason", "another"),
        (Division, "for_count", 99),
        (Vote, "choice", Choice.AGAINST.value),
        (Resolution, "text", "another"),
    ],
)
def test_a_permanent_row_cannot_be_changed(
    session: Session, carried: story.Story, model: Any, column: str, value: object
) -> None:
    changed = session.query(model).first()
    setattr(changed, column, value)
    with pytest.raises(Permanent):
        session.flush()


@pytest.mark.parametrize("model", [FrozenText, Check, Division, Vote, Resolution])
def test_a_permanent_row_cannot_be_deleted(session: Session, carried: story.Story, model: Any) -> None:
    session.delete(session.query(model).first())
    with pytest.raises(Permanent):
        session.flush()


@pytest.mark.parametrize("model", PERMANENT)
def test_no_statement_changes_permanent_rows_at_once(session: Session, carried: story.Story, model: Any) -> None:
    with pytest.raises(Permanent):
        session.execute(delete(model))
    with pytest.raises(Permanent):
        session.execute(update(model).values(id=0))


def test_the_database_refuses_a_valid_check_of_which_a_condition_fails(session: Session, carried: story.Story) -> None:
    frozen = carried.motion.texts[0]
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(
            Check(
                motion_id=carried.motion.id,
                text_id=frozen.id,
                is_valid=True,
                is_in_time=False,
                is_in_scope=True,
                is_within_words=True,
                is_lawful=True,
                meeting_on=story.MEETING,
                clear_days=1,
                clear_days_needed=7,
                words=1,
                words_allowed=2,
                made_at=frozen.frozen_at,
            )
        )


@pytest.mark.parametrize(
    ("state", "due", "overdue"),
    [
        (ActionState.SENT, date(2026, 11, 1), True),
        (ActionState.NOT_STARTED, date(2026, 11, 1), True),
        (ActionState.SENT, date(2026, 11, 2), False),
        (ActionState.SENT, None, False),
        (ActionState.REPLIED, date(2026, 11, 1), False),
        (ActionState.CLOSED, date(2026, 11, 1), False),
    ],
)
def test_an_action_is_overdue_after_its_day_until_it_is_answered_or_ended(
    state: ActionState, due: date | None, overdue: bool
) -> None:
    action = Action(number=1, kind="binding", text="Write", owner="Clerk", due_on=due, state=state.value)
    assert action.is_overdue(date(2026, 11, 2)) is overdue
