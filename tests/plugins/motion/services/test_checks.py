"""The proper officer's check, and the agenda."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid, SavedOtherwise
from plugins.motion.lifecycle import NotYet, State
from plugins.motion.queries import orders_version, standing_orders
from plugins.motion.services.checks import check_motion, findings, lapse_motion, put_on_agenda
from plugins.motion.services.council import change_standing_orders
from plugins.motion.services.submission import reopen_motion
from tests.plugins.motion import story


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A submitted motion."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.submit()
    return made


def test_notice_and_words_are_counted_from_the_frozen_text(session: Session, told: story.Story) -> None:
    counted = findings(session, told.motion, story.MEETING)
    assert (counted.clear_days, counted.clear_days_needed) == (19, 7)
    assert (counted.words, counted.words_allowed) == (9, 500)


def test_a_motion_that_comes_too_late_is_not_valid_for_that_meeting_but_for_a_later_one(
    session: Session, told: story.Story
) -> None:
    def check(meeting_on: date, reason: str = "") -> None:
        check_motion(
            session,
            told.officer,
            told.motion,
            meeting_on=meeting_on,
            is_in_scope=True,
            is_lawful=True,
            reason=reason,
            text_number=1,
        )

    with pytest.raises(Invalid) as refused:
        check(date(2026, 11, 10))
    assert "no meeting on this day" in str(refused.value)
    story.call(session, date(2026, 11, 11), date(2026, 11, 12))
    with pytest.raises(Invalid) as refused:
        check(date(2026, 11, 11))
    assert "6 clear working days" in refused.value.fields["reason"]
    check(date(2026, 11, 12))
    assert told.motion.status is State.VALID
    assert told.motion.meeting_on == date(2026, 11, 12)


def test_the_council_sets_notice_and_word_limit(session: Session, told: story.Story) -> None:
    orders = standing_orders(session)
    change_standing_orders(
        session,
        told.officer,
        type(orders)(**{**vars(orders), "word_limit": 50, "notice_days": 20}),
        orders_version(session),
    )
    assert not findings(session, told.motion, story.MEETING).is_in_time
    with pytest.raises(Invalid):
        told.check()
    told.check(reason="Too late.")
    assert told.motion.status is State.RETURNED
    check = told.motion.last_check
    assert check is not None
    assert (check.is_in_time, check.is_within_words, check.clear_days_needed) == (False, True, 20)


def test_a_second_check_that_finds_something_else_is_refused_with_both_reasons(
    session: Session, told: story.Story
) -> None:
    told.check()
    told.check()
    for is_planned in (False, True):
        if is_planned:
            told.place()
        with pytest.raises(SavedOtherwise) as refused:
            told.check(is_lawful=False, reason="Libel in clause 2")
        differs = [(both.saved, both.sent) for both in refused.value.compared if both.differs]
        assert differs == [(True, False), ("", "Libel in clause 2")]
    assert len(told.motion.checks) == 1


def test_a_returned_motion_is_not_checked_again_with_another_reason(session: Session, told: story.Story) -> None:
    told.check(is_lawful=False, reason="Libel in clause 2")
    told.check(is_lawful=False, reason="Libel in clause 2")
    with pytest.raises(SavedOtherwise):
        told.check(is_lawful=False, reason="Too rude")
    reopen_motion(session, told.proposer, told.motion)
    with pytest.raises(SavedOtherwise):
        told.check()


def test_before_submission_no_check_has_a_number(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    with pytest.raises(NotYet):
        told.check(number=0)
    assert not told.motion.checks


def test_a_text_that_nobody_read_is_not_checked(session: Session, told: story.Story) -> None:
    told.check(is_lawful=False, reason="Libel in clause 2")
    reopen_motion(session, told.proposer, told.motion)
    told.submit()
    with pytest.raises(ChangedMeanwhile, match="submitted again"):
        told.check(text_number=1)
    told.check(text_number=2)
    assert told.motion.status is State.VALID


def test_an_older_page_of_the_agenda_does_not_win(session: Session, told: story.Story) -> None:
    told.check()
    story.call(session, date(2027, 1, 20))
    seen = told.motion.version
    told.place()
    told.place(version=seen)
    with pytest.raises(ChangedMeanwhile) as refused:
        told.place(date(2027, 1, 20), version=seen)
    assert (refused.value.compared[0].saved, refused.value.compared[0].sent) == (story.MEETING, date(2027, 1, 20))
    told.place(date(2027, 1, 20), version=refused.value.version)
    assert told.motion.meeting_on == date(2027, 1, 20)


def test_an_agenda_needs_a_valid_motion_and_enough_notice(session: Session, told: story.Story) -> None:
    with pytest.raises(Conflict):
        put_on_agenda(session, told.officer, told.motion, meeting_on=story.MEETING, item=1, version=told.motion.version)
    told.check()
    story.call(session, date(2026, 11, 5), date(2027, 1, 18))
    with pytest.raises(Invalid, match="too soon"):
        put_on_agenda(
            session, told.officer, told.motion, meeting_on=date(2026, 11, 5), item=1, version=told.motion.version
        )
    put_on_agenda(session, told.officer, told.motion, meeting_on=story.MEETING, item=1, version=told.motion.version)
    put_on_agenda(session, told.officer, told.motion, meeting_on=date(2027, 1, 18), item=2, version=told.motion.version)
    assert (told.motion.status, told.motion.meeting_on) == (State.ON_AGENDA, date(2027, 1, 18))


def test_a_motion_lapses_only_after_its_meeting(
    session: Session, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    told.check()
    put_on_agenda(session, told.officer, told.motion, meeting_on=story.MEETING, item=1, version=told.motion.version)
    with pytest.raises(Conflict, match="not been held"):
        lapse_motion(session, told.officer, told.motion)
    clock_at(story.AFTER_MEETING)
    for _ in range(2):
        lapse_motion(session, told.officer, told.motion)
    assert told.motion.status is State.LAPSED


def test_a_valid_motion_is_checked_again_before_the_meeting_and_every_check_is_kept(
    told: story.Story, clock_at: Callable[..., Any]
) -> None:
    told.check()
    told.place()
    told.check(is_lawful=False, reason="Libel in clause 2", number=2)
    assert told.motion.status is State.RETURNED
    assert [(check.number, check.is_valid) for check in told.motion.checks] == [(1, True), (2, False)]
    told.check(is_lawful=False, reason="Libel in clause 2", number=2)
    assert len(told.motion.checks) == 2


def test_a_motion_on_which_the_council_met_is_not_checked_again(
    told: story.Story, clock_at: Callable[..., Any]
) -> None:
    told.check()
    told.place()
    clock_at(story.AFTER_MEETING)
    with pytest.raises(NotYet):
        told.check(is_lawful=False, reason="Libel in clause 2", number=2)
