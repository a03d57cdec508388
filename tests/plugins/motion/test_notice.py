"""Until when notice can be given: clear working days, the cut-off hour, and the days that do not count."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consult.deadlines.working_days import clear_working_days, is_working_day
from consult.kernel import clock
from plugins.motion.notice import given_on, notice_for, say_hour
from plugins.motion.queries import standing_orders


def london(text: str) -> datetime:
    """A moment in London."""
    return clock.from_london(datetime.fromisoformat(text))


def test_the_last_day_leaves_out_weekends_holidays_and_both_ends(session: Session) -> None:
    notice = notice_for(session, date(2027, 1, 6), standing_orders(session))
    assert notice.until_day == date(2026, 12, 22)
    assert notice.until == "17:00 on 22 December 2026"
    assert [day for day, _ in notice.left_out] == [date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)]
    assert notice.weekend_days == 4
    assert clear_working_days(session, notice.until_day, notice.meeting_on) == notice.needed == 7


@pytest.mark.parametrize(
    ("at", "is_over"),
    [("2026-12-22 16:59", False), ("2026-12-22 17:00", True), ("2026-12-23 09:00", True), ("2026-12-01 23:00", False)],
)
def test_it_is_too_late_from_the_cut_off_hour_on(session: Session, at: str, is_over: bool) -> None:
    assert notice_for(session, date(2027, 1, 6), standing_orders(session)).is_over(london(at)) is is_over


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-11-02 16:59", date(2026, 11, 2)),
        ("2026-11-02 17:00", date(2026, 11, 3)),
        ("2026-11-06 18:00", date(2026, 11, 9)),
        ("2026-11-07 09:00", date(2026, 11, 9)),
        ("2026-12-24 20:00", date(2026, 12, 29)),
    ],
)
def test_what_comes_late_or_on_a_day_off_counts_from_the_next_working_day(session: Session, at: str, day: date) -> None:
    assert given_on(session, london(at), standing_orders(session)) == day


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    days=st.integers(0, 700), needed=st.integers(0, 30), hour=st.integers(1, 24), early=st.integers(-60 * 60, 60 * 24)
)
def test_whoever_is_not_too_late_has_enough_clear_days_and_whoever_is_has_not(
    session: Session, days: int, needed: int, hour: int, early: int
) -> None:
    orders = replace(standing_orders(session), notice_days=needed, cut_off_hour=hour)
    meeting = date(2026, 1, 1) + timedelta(days=days)
    notice = notice_for(session, meeting, orders)
    at = clock.from_london(datetime.combine(notice.until_day, datetime.min.time())) + timedelta(
        minutes=60 * hour - early
    )
    counted = given_on(session, at, orders)
    assert is_working_day(session, counted)
    is_enough = counted < meeting and clear_working_days(session, counted, meeting) >= needed
    assert is_enough is not notice.is_over(at)


def test_hours_are_said_as_people_say_them() -> None:
    assert [str(say_hour(hour)) for hour in (9, 12, 17, 24)] == ["9:00", "noon", "17:00", "midnight"]


def test_a_councillor_who_is_late_by_a_minute_has_a_day_less(session: Session, clock_at: Callable[..., Any]) -> None:
    orders = standing_orders(session)
    days = [clear_working_days(session, given_on(session, london(at), orders), date(2026, 11, 30)) for at in TIMES]
    assert days == [19, 18]


TIMES = ("2026-11-02 16:59", "2026-11-02 17:00")
