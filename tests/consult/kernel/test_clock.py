"""Time is read in one place, in UTC, and shown as in London."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kernel import clock

NAIVE = st.datetimes(min_value=datetime(1975, 1, 1), max_value=datetime(2037, 12, 31))


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert not clock.is_set()


def test_time_stands_still_inside_the_block_and_goes_on_after_it() -> None:
    moment = datetime(2026, 11, 2, 9, tzinfo=UTC)
    with clock.set_clock(moment):
        assert [clock.now(), clock.now()] == [moment, moment]
        assert clock.is_set()
        with clock.set_clock(moment + timedelta(days=1)):
            assert clock.now().day == 3
        assert clock.now() == moment
    assert not clock.is_set()


def test_time_can_go_on_by_a_step_at_each_look() -> None:
    moment = datetime(2026, 11, 2, 9, tzinfo=UTC)
    with clock.set_clock(moment, step=timedelta(seconds=1)):
        assert [clock.now().second for _ in range(3)] == [0, 1, 2]


def test_an_error_inside_the_block_gives_the_clock_back() -> None:
    with pytest.raises(ZeroDivisionError), clock.set_clock(datetime(2026, 1, 1, tzinfo=UTC)):
        raise ZeroDivisionError
    assert not clock.is_set()


@pytest.mark.parametrize(
    ("typed", "hour"),
    [(datetime(2026, 1, 16, 12), 12), (datetime(2026, 7, 16, 12), 11)],
    ids=["winter", "summer"],
)
def test_a_time_in_london_is_an_hour_ahead_in_summer(typed: datetime, hour: int) -> None:
    assert clock.from_london(typed) == datetime(typed.year, typed.month, typed.day, hour, tzinfo=UTC)


def test_of_an_hour_that_occurs_twice_the_first_is_meant() -> None:
    assert clock.from_london(datetime(2026, 10, 25, 1, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(NAIVE)
def test_what_was_typed_is_shown_again_but_for_the_hour_that_does_not_exist(typed: datetime) -> None:
    shown = clock.london(clock.from_london(typed)).replace(tzinfo=None, fold=0)
    assert shown - typed in {timedelta(0), timedelta(hours=1)}
    if shown != typed:
        assert typed.month == 3, "only the night on which clocks go forward has a missing hour"


def test_the_day_in_london_begins_an_hour_before_that_in_utc_in_summer() -> None:
    with clock.set_clock(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)):
        assert clock.today_in_london() == date(2026, 7, 2)


def test_a_day_begins_at_midnight_in_london() -> None:
    late_in_june = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    assert clock.to_the_day(late_in_june) == datetime(2026, 6, 1, 23, tzinfo=UTC)
    assert clock.london(clock.to_the_day(late_in_june)).date() == date(2026, 6, 2)
