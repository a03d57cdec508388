"""A page shows the day, how it was counted, and whether it has passed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from consult.contract.references import Reference
from consult.deadlines.queries import due_reminders, shown_deadlines
from consult.deadlines.services import meet_deadlines, set_deadline, set_working_days
from consult.kernel.authz import Role

ISSUE = Reference("issue", 7)


def test_how_it_was_counted_is_shown_with_every_day_left_out(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at("2026-12-23 10:00")
    set_working_days(session, ISSUE, date(2026, 12, 23), 3, owner=Role.OFFICER, text="Answer it")
    (shown,) = shown_deadlines(session, ISSUE)
    assert (shown.due_on, shown.working_days, shown.is_overdue) == (date(2026, 12, 30), 3, False)
    assert [day for day, _ in shown.left_out] == [date(2026, 12, 25), date(2026, 12, 28)]
    clock_at("2026-12-30 23:30")
    assert not shown_deadlines(session, ISSUE)[0].is_overdue
    clock_at("2026-12-31 00:30")
    assert shown_deadlines(session, ISSUE)[0].is_overdue
    meet_deadlines(session, ISSUE)
    assert not shown_deadlines(session, ISSUE)[0].is_overdue


def test_a_day_that_was_given_shows_no_count(session: Session) -> None:
    set_deadline(session, ISSUE, date(2026, 12, 30), owner=Role.OFFICER, text="Answer it")
    (shown,) = shown_deadlines(session, ISSUE)
    assert (shown.working_days, shown.left_out) == (None, ())


def test_what_is_met_is_not_told_of(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at("2026-12-23 10:00")
    made = set_deadline(session, ISSUE, date(2026, 12, 24), owner=Role.OFFICER, text="Answer it")
    assert session.scalars(due_reminders(date(2026, 12, 24))).all() == []
    assert session.scalars(due_reminders(date(2026, 12, 25))).all() == [made]
    meet_deadlines(session, ISSUE)
    assert session.scalars(due_reminders(date(2026, 12, 25))).all() == []
