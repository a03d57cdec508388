"""What a motion says of itself at each step: which text the public may read, and when its meeting has come."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from plugins.motion.lifecycle import State
from plugins.motion.services.drafts import change_details
from plugins.motion.services.submission import reopen_motion
from tests.factories import make_activity, make_consultation
from tests.plugins.motion import story


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft with its people."""
    clock_at(story.STARTS)
    return story.begin(session, title="Lights")


def test_a_draft_has_no_public_text_and_a_submitted_one_has_the_frozen(told: story.Story) -> None:
    assert (told.motion.frozen, told.motion.public_text) == (None, None)
    told.submit()
    assert told.motion.public_text is told.motion.frozen is told.motion.texts[-1]


def test_the_public_reads_the_submitted_title_while_a_returned_motion_is_changed(
    session: Session, told: story.Story
) -> None:
    told.submit()
    told.check(is_lawful=False, reason="Not lawful.")
    reopen_motion(session, told.proposer, told.motion)
    change_details(
        session,
        told.proposer,
        told.motion,
        title="Secret plans",
        meeting_on=story.MEETING,
        version=told.motion.version,
    )
    assert (told.motion.title, told.motion.public_title) == ("Secret plans", "Lights")
    assert told.motion.public_text is None


def test_the_check_of_an_earlier_text_is_not_that_of_the_newest(session: Session, told: story.Story) -> None:
    told.submit()
    assert [told.motion.last_check] == [None]
    told.check(is_lawful=False, reason="Not lawful.")
    assert told.motion.last_check is told.motion.checks[-1]
    reopen_motion(session, told.proposer, told.motion)
    change_details(
        session,
        told.proposer,
        told.motion,
        title="Lamps",
        meeting_on=story.MEETING,
        version=told.motion.version,
    )
    told.submit()
    session.expire(told.motion)
    assert told.motion.last_check is None


def test_a_meeting_has_come_on_its_day_and_one_that_was_never_set_has_not(told: story.Story) -> None:
    day = timedelta(days=1)
    assert [told.motion.has_met(story.MEETING + step * day) for step in (-1, 0, 1)] == [False, True, True]
    told.motion.meeting_on = None
    assert not told.motion.has_met(date(2100, 1, 1))


def test_a_motion_belongs_to_the_consultation_of_its_activity_or_to_none(session: Session, told: story.Story) -> None:
    assert told.motion.consultation_id is None
    activity = make_activity(session, make_consultation(session), "motion")
    told.motion.activity = activity
    assert told.motion.consultation_id == activity.consultation_id


@pytest.mark.parametrize(
    ("change", "promise"),
    [
        ({"state": "mislaid", "number": "M2026-099"}, "known_state"),
        ({"state": State.SUBMITTED}, "submitted_has_number"),
    ],
)
def test_the_database_refuses_a_motion_that_stands_nowhere_or_is_public_without_a_number(
    session: Session, told: story.Story, change: dict[str, str], promise: str
) -> None:
    for column, value in change.items():
        setattr(told.motion, column, value)
    with pytest.raises(IntegrityError, match=promise):
        session.flush()


def test_nobody_seconds_their_own_motion(session: Session, told: story.Story) -> None:
    told.motion.seconder_id = told.motion.proposer_id
    with pytest.raises(IntegrityError, match="two_people"):
        session.flush()
