"""An action that is due is told of before and after its day, until it is settled, on the day as it was corrected."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.deadlines.models import Deadline
from consult.deadlines.queries import deadlines_of, shown_deadlines
from consult.deadlines.services import remind_all
from consult.kernel import clock
from consult.records.corrections import correct
from consult.sdk.references import reference_to
from plugins.motion.actions import Action, ActionKind
from plugins.motion.lifecycle import ActionState
from plugins.motion.published import ACTION
from plugins.motion.services.replies import report_to_council
from plugins.motion.services.resolutions import add_action, move_action
from tests.plugins.motion import story
from tests.support.mail import written_mail

DUE = date(2026, 12, 10)


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A carried motion with a resolution."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.carry()
    clock_at(story.AFTER_MEETING)
    return made


def _action(told: story.Story) -> Action:
    said: dict[str, Any] = {"text": "Write", "owner": "Clerk", "addressee": "", "kind": ActionKind.BINDING}
    return add_action(told.session, told.officer, told.motion, number=1, due_on=DUE, **said)


def _reminders(told: story.Story) -> list[str]:
    address = told.people["officer"].email
    return [mail.subject for mail in written_mail(told.session, address) if "Action 1" in mail.subject]


def test_officers_are_reminded_before_the_day_and_weekly_after_it(
    session: Session, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    action = _action(told)
    wanted: list[str] = []
    for day, subject in (
        ("2026-12-02", ""),
        ("2026-12-03", "Due on 10 December 2026: Action 1 of resolution R2026-001"),
        ("2026-12-10", ""),
        ("2026-12-11", "Overdue: Action 1 of resolution R2026-001"),
        ("2026-12-17", ""),
        ("2026-12-18", "Overdue: Action 1 of resolution R2026-001"),
    ):
        clock_at(f"{day} 08:00")
        remind_all(session)
        wanted += [subject] if subject else []
        assert _reminders(told) == wanted
    today = clock.today_in_london() - timedelta(days=1)
    move_action(session, told.officer, action, to=ActionState.CLOSED, happened_on=today, note="Done.", version=1)
    clock_at("2026-12-25 08:00")
    assert remind_all(session) == 0


def test_the_day_follows_a_correction(session: Session, told: story.Story) -> None:
    action = _action(told)
    correct(session, told.officer, ACTION, action, "due_on", says="2026-12-20", reason="Typed wrongly.", seen=0)
    (deadline,) = shown_deadlines(session, reference_to(action))
    assert deadline.due_on == date(2026, 12, 20)


def test_what_is_settled_and_taken_up_again_is_due_again(session: Session, told: story.Story) -> None:
    action = _action(told)
    today = clock.today_in_london()
    for version, (state, is_met) in enumerate(
        ((ActionState.SENT, False), (ActionState.REPLIED, True), (ActionState.CHASED, False)), start=1
    ):
        move_action(session, told.officer, action, to=state, happened_on=today, note="So.", version=version)
        (deadline,) = shown_deadlines(session, reference_to(action))
        assert deadline.is_met is is_met


def _open(session: Session, action: Action) -> dict[str, date]:
    found = session.scalars(deadlines_of(reference_to(action)).where(Deadline.met_at.is_(None)))
    return {deadline.text: deadline.due_on for deadline in found}


def test_an_action_is_looked_at_again_and_reported_until_that_is_done(session: Session, told: story.Story) -> None:
    said: dict[str, Any] = {"text": "Write", "owner": "Clerk", "addressee": "", "kind": ActionKind.BINDING}
    days: dict[str, Any] = {"due_on": None, "review_on": date(2027, 2, 1), "report_on": date(2027, 3, 1)}
    action = add_action(session, told.officer, told.motion, number=1, **days, **said)
    again, report = "Look again at action 1 of resolution R2026-001", "Report to the council on action 1 of"
    report += " resolution R2026-001"
    assert _open(session, action) == {again: date(2027, 2, 1), report: date(2027, 3, 1)}
    correct(session, told.officer, ACTION, action, "review_on", says="2027-04-01", reason="Later", seen=0)
    assert _open(session, action)[again] == date(2027, 4, 1)
    move_action(
        session,
        told.officer,
        action,
        to=ActionState.CLOSED,
        happened_on=date(2026, 12, 1),
        note="Done",
        version=action.version,
    )
    assert _open(session, action) == {report: date(2027, 3, 1)}
    report_to_council(session, told.officer, action, meeting_on=date(2027, 3, 1), text="It is done.")
    assert _open(session, action) == {}
