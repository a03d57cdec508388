"""Working days leave out weekends, bank holidays and the days on which the council is closed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.deadlines.working_days import (
    CLOSED,
    clear_working_days,
    days_left_out,
    is_working_day,
    working_days_after,
)
from consult.kernel.db import database_of
from tests.support.deployments import change_deployment

days = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 1, 1))


@pytest.mark.parametrize(
    ("given_on", "meeting", "expected"),
    [
        (date(2026, 11, 2), date(2026, 11, 3), 0),
        (date(2026, 11, 2), date(2026, 11, 9), 4),
        (date(2026, 11, 6), date(2026, 11, 9), 0),
        (date(2026, 12, 23), date(2026, 12, 30), 2),
        (date(2023, 1, 2), date(2023, 1, 16), 9),
        (date(2026, 11, 9), date(2026, 11, 2), 0),
    ],
)
def test_neither_the_day_of_notice_nor_that_of_the_meeting_counts(
    session: Session, given_on: date, meeting: date, expected: int
) -> None:
    assert clear_working_days(session, given_on, meeting) == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_on=days, more=st.integers(min_value=0, max_value=60))
def test_a_later_meeting_never_has_less_notice(session: Session, given_on: date, more: int) -> None:
    meeting = given_on + timedelta(days=10)
    earlier = clear_working_days(session, given_on, meeting)
    later = clear_working_days(session, given_on, meeting + timedelta(days=more))
    assert earlier <= later <= earlier + more


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_on=days, count=st.integers(min_value=1, max_value=40))
def test_as_many_working_days_lie_before_the_day_as_were_given(session: Session, given_on: date, count: int) -> None:
    due = working_days_after(session, given_on, count)
    assert is_working_day(session, due)
    assert clear_working_days(session, given_on, due) == count - 1


def test_weekends_and_bank_holidays_are_not_working_days(session: Session) -> None:
    assert not is_working_day(session, date(2026, 11, 7))
    assert not is_working_day(session, date(2026, 12, 25))
    assert not is_working_day(session, date(2026, 12, 28))
    assert is_working_day(session, date(2026, 12, 29))


def test_each_day_that_is_left_out_has_its_reason(session: Session) -> None:
    assert days_left_out(session, date(2026, 12, 23), date(2026, 12, 31)) == [
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 28), "Boxing Day (observed)"),
    ]


def test_the_councils_own_closures_do_not_count(session: Session) -> None:
    database = database_of(session)
    deployed = deployment_of(database).settings
    closed = date(2026, 12, 24)
    council = replace(deployed.council, closures=frozenset({closed, date(2026, 12, 26)}))
    assert working_days_after(session, date(2026, 12, 23), 1) == closed
    change_deployment(database, settings=replace(deployed, council=council))
    assert working_days_after(session, date(2026, 12, 23), 1) == date(2026, 12, 29)
    assert days_left_out(session, date(2026, 12, 23), date(2026, 12, 27))[0] == (closed, CLOSED)
